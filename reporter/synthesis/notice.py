"""What says that all of it is made up: in the folder, and in each file."""

from __future__ import annotations

from dataclasses import dataclass

README = "LEESMIJ.txt"
REGISTER, PAYROLL, EMPLOYERS = (
    "doelgroepregister.parquet",
    "polisadministratie",
    "werkgevers.parquet",
)
OURS = frozenset({README, REGISTER, PAYROLL, EMPLOYERS})
"""All that a synthesis writes in its folder."""
FIRST_LINE = "VERZONNEN GEGEVENS: in deze map staat geen enkele echte persoon of werkgever."


@dataclass(frozen=True, slots=True, kw_only=True)
class Synthesis:
    """What was asked for: the year, the part of all bystanders, and the seed of chance."""

    year: int
    scale: float
    seed: int

    @property
    def metadata(self) -> dict[str, str]:
        """Say it in a Parquet file."""
        return {
            "herkomst": FIRST_LINE,
            "jaar": f"{self.year}",
            "schaal": f"{self.scale:g}",
            "zaad": f"{self.seed}",
        }

    def readme(self, records: int) -> bytes:
        """Say it to who opens the folder."""
        return TEXT.format(
            first=FIRST_LINE,
            year=self.year,
            scale=f"{self.scale:g}",
            seed=self.seed,
            records=f"{records:,}".replace(",", "."),
            register=REGISTER,
            payroll=PAYROLL,
            employers=EMPLOYERS,
        ).encode()


TEXT = """\
{first}

De computer heeft deze registers van {year} bedacht, om het tellen te kunnen laten zien zonder
vertrouwelijke gegevens. Wie ze telt, vindt de uren en personen waarvan de bijlage is gemaakt.
Verder zegt niets in deze bestanden iets over iemand:

- elk pseudoniem eindigt op "-verzonnen";
- elk loonheffingennummer zakt voor de elfproef, dus geen werkgever kan het hebben;
- wie wanneer en hoeveel werkte, is door loting bepaald.

{register}  wie op welke grond in het register staat, en van wanneer tot wanneer
{payroll}/         {records} regels loonaangifte, een bestand voor elk tijdvak
{employers}         in welke sector een werkgever valt, en van wanneer tot wanneer

Gemaakt met:  reporter synthesize --year {year} --scale {scale} --seed {seed}
Tellen met:   reporter count --year {year} --register {register}
              --payroll {payroll} --employers {employers} --output MAP
"""
