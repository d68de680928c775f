"""The five deliveries: which columns each has and what those hold. The only definition."""

from __future__ import annotations

from enum import StrEnum

from reporter.inputs import amounts, texts
from reporter.inputs.columns import Column, choice, or_else
from reporter.inputs.sheet import Declaration
from reporter.model.indicator import Form, Sector

MOST_HOURS = 10**10
MOST_PERSONS = 10**8


class Origin(StrEnum):
    """Where a delivered amount comes from."""

    DELIVERED = "geleverd"
    PUBLISHED = "gepubliceerd"
    DERIVED = "herleid"
    ASSUMED = "aangenomen"


class ConceptKind(StrEnum):
    """What a word of the code list names."""

    GROUP = "doelgroep"
    FORM = "vorm"


_FORMS = {form.value: form for form in Form}
_SECTOR = choice({sector.value: sector for sector in Sector})

YEAR = Column(name="jaar", holds=amounts.year(), description="Stand in december van dit jaar.")
TARGET_YEAR = Column(
    name="jaar",
    holds=amounts.target_year(),
    description="Jaar van de doelstelling, of structureel: de doelstelling die blijft gelden.",
)
FORM = Column(name="vorm", holds=choice(_FORMS), description="Vorm van het werk.")
FORM_OR_TOTAL = Column(
    name="vorm",
    holds=choice({**_FORMS, "totaal": None}),
    description="Vorm van het werk; totaal telt iedereen één keer.",
)
SECTOR = Column(name="sector", holds=_SECTOR, description="Sector van de werkgever.")
SECTOR_IF_FORMAL = Column(
    name="sector",
    holds=or_else(_SECTOR, None),
    description="Sector van de werkgever; leeg bij inleenverbanden.",
)
GROUP = Column(
    name="doelgroep",
    holds=or_else(texts.code(), None),
    description="Code van de doelgroep uit begrippen.csv; leeg als niet is uitgesplitst.",
)
ORIGIN = Column(
    name="herkomst",
    holds=or_else(choice({origin.value: origin for origin in Origin}), Origin.DELIVERED),
    description=(
        "Waar het cijfer vandaan komt: geleverd, gepubliceerd (staat zo in een brief), herleid "
        "(volgt uit gepubliceerde cijfers) of aangenomen. Leeg betekent geleverd."
    ),
    optional=True,
)
HOURS = Column(
    name="verloonde_uren",
    holds=amounts.decimal(MOST_HOURS),
    description="Verloonde uren in december, met hooguit twee decimalen.",
)
PERSONS = Column(
    name="personen", holds=amounts.whole(MOST_PERSONS), description="Personen in december."
)
PERCENTAGE = Column(
    name="percentage",
    holds=amounts.percentage(),
    description="Procent van de ingeleende uren in deze sector, met hooguit één decimaal.",
)
JOBS = Column(
    name="banen",
    holds=amounts.whole(MOST_PERSONS),
    description="Extra banen ten opzichte van de nulmeting.",
)
KIND = Column(
    name="soort",
    holds=choice({kind.value: kind for kind in ConceptKind}),
    description="Of dit een doelgroep is of een vorm van werk.",
)
CODE = Column(name="code", holds=texts.code(), description="Code in de andere bestanden.")
NAME = Column(name="naam", holds=texts.name(), description="Naam zoals die in de bijlage staat.")
NOTE = Column(name="toelichting", holds=texts.note(), description="Wat de naam omvat.")

UREN = Declaration(
    name="uren.csv",
    title="Verloonde uren",
    description="Verloonde uren in december van mensen uit het doelgroepregister.",
    columns=(YEAR, FORM, SECTOR_IF_FORMAL, GROUP, HOURS, ORIGIN),
    key=(YEAR, FORM, SECTOR_IF_FORMAL, GROUP),
)
PERSONEN = Declaration(
    name="personen.csv",
    title="Personen",
    description="Mensen uit het doelgroepregister die in december een baan hebben.",
    columns=(YEAR, FORM_OR_TOTAL, GROUP, PERSONS, ORIGIN),
    key=(YEAR, FORM_OR_TOTAL, GROUP),
    rows_needed=False,
)
VERDEELSLEUTELS = Declaration(
    name="verdeelsleutels.csv",
    title="Verdeelsleutels",
    description="Hoe de ingeleende uren van een jaar over de sectoren zijn verdeeld.",
    columns=(YEAR, SECTOR, PERCENTAGE, ORIGIN),
    key=(YEAR, SECTOR),
)
DOELSTELLINGEN = Declaration(
    name="doelstellingen.csv",
    title="Doelstellingen",
    description="Extra banen volgens het Sociaal Akkoord, per jaar en sector.",
    columns=(TARGET_YEAR, SECTOR, JOBS, ORIGIN),
    key=(TARGET_YEAR, SECTOR),
)
BEGRIPPEN = Declaration(
    name="begrippen.csv",
    title="Begrippen",
    description="Doelgroepen en vormen van werk, in de volgorde van de bijlage.",
    columns=(KIND, CODE, NAME, NOTE),
    key=(CODE,),
)

DECLARATIONS = (UREN, PERSONEN, VERDEELSLEUTELS, DOELSTELLINGEN, BEGRIPPEN)
