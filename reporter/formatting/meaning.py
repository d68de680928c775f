"""Say in Dutch what an indicator means, from its key alone."""

from __future__ import annotations

MEASURES = {
    "stand": "aantal {unit}",
    "toename": "toename van het aantal {unit}",
    "verandering": "verandering van het aantal {unit} in één jaar",
    "doelstelling": "doelstelling",
    "afstand": "afstand tot de doelstelling",
    "aandeel": "aandeel in de toename",
    "verdeelsleutel": "verdeelsleutel",
}
FORMS = {
    "formeel": "formele dienstverbanden",
    "inleen": "inleenverbanden",
    "uitzend": "uitzendrelaties",
    "wsw_detachering": "Wsw-detacheringen",
}
SECTORS = {"markt": "markt", "overheid": "overheid"}
EVERYTHING = "totaal"
PARTS_OF_A_KEY = 6


def meaning(key: str) -> str:
    """Write ``toename van het aantal banen, markt, formele dienstverbanden, 2019``."""
    parts = key.split("/")
    if len(parts) != PARTS_OF_A_KEY:
        return key
    measure, unit, year, sector, form, group = parts
    words = [MEASURES.get(measure, measure).format(unit=unit), SECTORS.get(sector, "")]
    words += [FORMS.get(form, ""), "" if group == EVERYTHING else group, year]
    return ", ".join(word for word in words if word)
