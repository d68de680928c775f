"""Tables as they are declared in ``data/tabellen``: one TOML file each, read without deliveries."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import replace
from functools import partial
from string import Formatter
from typing import TYPE_CHECKING, Any

from reporter.annex.declaration import DIMENSIONS, THIS, Code, Declaration, Line
from reporter.annex.indicator import ALL, STRUCTURAL, Form, Measure, Sector, Unit
from reporter.deliveries.code_lists import own_dimensions
from reporter.deliveries.columns import NAME, Refusal
from reporter.deliveries.settings import located, read_settings
from reporter.deliveries.sheet import shown
from reporter.errors import Fault, InputError, listed, quoted, suggestion
from reporter.project import TABLES, table_files

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from reporter.deliveries.settings import Readers

    Own = Collection[str]

CODE = re.compile(r"[a-z0-9][a-z0-9_-]*")
LIKE = "zoals"
LINES, FIXES = ("rijen", "kolommen"), "vast"
EXAMPLE = 'a title and lines such as [[rijen]] with kop = "Totaal"'
WORDS = ("jaar", "meting")
"""What any title or heading may name between braces."""
NAMED = "naam"
"""What a heading for each code may name as well: the name of its code."""


def read_tables(data: Path, names: Sequence[str], asked: Fault) -> tuple[Declaration, ...]:
    """Read the tables of these names; ``asked`` is the place in an edition that names them.

    A name is that of a file, or of a file with ``per`` and a code: reeks-markt. Raises InputError
    with every fault.
    """
    tables: list[Declaration] = []
    faults: list[Fault] = []
    files, own = table_files(data), own_dimensions(data)
    for name in names:
        try:
            tables.append(_read(name, asked, files, own))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(dict.fromkeys(faults))
    return tuple(tables)


def _read(name: str, asked: Fault, files: Mapping[str, Path], own: Own) -> Declaration:
    stem = max((stem for stem in files if f"{name}-".startswith(f"{stem}-")), key=len, default="")
    found: dict[str, Any] = _complete(files[stem], files, own) if stem else {"per": None}
    code = name.removeprefix(stem).removeprefix("-")
    if not stem or bool(code) != bool(found["per"]):
        known = sorted(files)
        fault = replace(
            asked,
            found=quoted(name),
            expected=f"one of {listed(known)}, with -code where its file has per",
            advice=suggestion(name, known),
        )
        raise InputError([fault])
    return Declaration(
        name=name,
        title=found["titel"],
        corner=found["hoek"],
        fixes=found[FIXES],
        rows=found["rijen"],
        columns=found["kolommen"],
        per=found["per"] or "",
        files=found["files"],
        code=code,
    )


def _complete(path: Path, files: Mapping[str, Path], own: Own) -> dict[str, Any]:
    """Read a file that declares a table, with what it leaves to another, and check the whole."""
    file = shown(path.parent.parent, TABLES, path.name)
    found = _with_like(path, file, files, own)
    if faults := list(_faults(found, file)):
        raise InputError(located(faults, path))
    return found


def _with_like(path: Path, file: str, files: Mapping[str, Path], own: Own) -> dict[str, Any]:
    """Read a file; what it does not say is said by the one that it is like."""
    found = read_settings(path, file, EXAMPLE, _settings(own), optional=(FIXES,))
    found["files"] = {f"{TABLES}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()}
    found[FIXES] = _said(found[FIXES])
    for name in LINES:
        found[name] = tuple(_line(said) for said in found[name]) or None
    like, others = found.pop(LIKE), {stem: files[stem] for stem in files if stem != path.stem}
    if like is None:
        return found
    if like not in others:
        refusal = Refusal(expected=f"one of {listed(others)}", advice=suggestion(like, others))
        raise InputError(located([refusal.at(file, LIKE, quoted(like))], path))
    other = files[like]
    base = _with_like(other, shown(other.parent.parent, TABLES, other.name), others, own)
    said = {name: value for name, value in found.items() if value is not None}
    return {
        **base,
        **said,
        FIXES: {**base[FIXES], **found[FIXES]},
        "files": {**base["files"], **found["files"]},
    }


def _faults(found: Mapping[str, Any], file: str) -> Iterator[Fault]:
    """Check what the settings of a table must be together."""
    for name in ("titel", "hoek", *LINES):
        if not found[name]:
            yield Fault(file=file, column=name, found="nothing", expected=NEEDED[name])
    rows, columns = found["rijen"] or (), found["kolommen"] or ()
    for name, lines, across in (("rijen", rows, columns), ("kolommen", columns, rows)):
        for number, line in enumerate(lines, start=1):
            for setting, wrong, refusal in _wrong(line, lines, across, found["per"]):
                yield refusal.at(file, f"{name}[{number}].{setting}", wrong)
        for code, times in Counter(line.code for line in lines if line.code).items():
            if times > 1:
                yield Fault(
                    file=file, column=name, found=f"the code {quoted(code)} twice", expected="once"
                )
    for name in ("maat", "eenheid", "jaar"):
        if not _fixed_everywhere(name, found[FIXES], rows, columns):
            expected = f"{name} in vast of the table, of each row or of each column"
            yield Fault(file=file, column="vast", found=f"cells without {name}", expected=expected)


def _fixed_everywhere(
    name: str, fixes: Mapping[str, Code], rows: Sequence[Line], columns: Sequence[Line]
) -> bool:
    return name in fixes or any(
        all(name in line.fixes or DIMENSIONS.get(line.each) == name for line in lines)
        for lines in (rows, columns)
    )


def _wrong(
    line: Line, lines: Sequence[Line], across: Sequence[Line], per: str | None
) -> Iterator[tuple[str, str, Refusal]]:
    """Say which settings of a line do not go with the rest: setting, what was found, why not."""
    if bool(line.code) == bool(line.each):
        found = "both" if line.code else "neither"
        yield "code", found, Refusal(expected="either code, or elk with a dimension")
    words = (*WORDS, *([per] if per else []), *([NAMED] if line.each else []))
    for _, word, _, _ in Formatter().parse(line.label):
        if word is not None and word not in words:
            refusal = Refusal(expected=f"one of {listed(words)}", advice=suggestion(word, words))
            yield "kop", f"the word {quoted('{' + word + '}')}", refusal
    if (line.first, line.last) != (None, None) and DIMENSIONS.get(line.each) != "jaar":
        yield "van", "a bound", Refusal(expected="van and tot with elk of years only")
    for setting, named, there in (
        ("totaal_van", line.total_of, lines),
        ("ieder_een_keer", line.once, across),
    ):
        known = [other.code or other.each for other in there if other is not line]
        for name in named:
            if name not in known:
                refusal = Refusal(expected=f"one of {listed(known)}")
                yield setting, quoted(name), refusal


NEEDED = {
    "titel": 'a title, such as "Aantal banen eind {jaar}"',
    "hoek": "the words in the corner, above the headings of the rows",
    "rijen": "rows, each beginning with [[rijen]]",
    "kolommen": "columns, each beginning with [[kolommen]]",
}


def _text(value: object) -> str | Refusal | None:
    if value is None:
        return None
    text = NAME.parse(value.strip()) if isinstance(value, str) else None
    if not isinstance(text, str):
        return text or Refusal(expected="a text between quotation marks")
    try:
        list(Formatter().parse(text))
    except ValueError:
        return Refusal(expected="braces in pairs only, around a word such as {jaar}")
    return text


def _dimension(own: Own, value: object) -> str | Refusal | None:
    known = (*DIMENSIONS, *own)
    if value is None or value in known:
        return None if value is None else str(value)
    return Refusal(expected=f"one of {listed(known)}", advice=suggestion(str(value), known))


def _one_of(codes: Iterable[str]) -> Callable[[object], object]:
    """Read what a table or a line fixes of one dimension; None where it leaves that open."""
    known = tuple(map(str, codes))

    def read(value: object) -> str | Refusal | None:
        if value is None or value in known:
            return None if value is None else str(value)
        return Refusal(expected=f"one of {listed(known)}", advice=suggestion(str(value), known))

    return read


def _year(value: object) -> Code | Refusal | None:
    if value is None or value == THIS or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    return Refusal(expected=f'a year such as 2015, or "{THIS}", the year of the edition')


def _year_fixed(value: object) -> Code | Refusal | None:
    return STRUCTURAL if value == STRUCTURAL else _year(value)


def _names(value: object) -> tuple[str, ...] | Refusal:
    if value is None:
        return ()
    if isinstance(value, list) and value and all(isinstance(name, str) for name in value):
        return tuple(value)
    return Refusal(expected='a list of codes, such as ["formeel", "inleen"]')


def _yes(value: object) -> bool | Refusal:
    if value is None or isinstance(value, bool):
        return bool(value)
    return Refusal(expected="true or false")


def _code(value: object) -> str | Refusal:
    """Read what a line is called; it comes to stand in the ids of the page and in archives."""
    if value is None:
        return ""
    if isinstance(value, str) and CODE.fullmatch(value):
        return value
    return Refusal(expected="a code of small letters, digits, - and _, between quotation marks")


def _heading(value: object) -> str | Refusal:
    return _text(value) or Refusal(expected="a text between quotation marks")


FIXED: Readers = {
    "maat": _one_of(Measure),
    "eenheid": _one_of(Unit),
    "jaar": _year_fixed,
    "sector": _one_of((*Sector, ALL)),
    "vorm": _one_of((*Form, ALL)),
    "doelgroep": lambda value: _code(value) or None,
}
"""What a table or a line may fix of the meaning of its figures; "totaal" is all codes together."""


def _settings(own: Own) -> Readers:
    """Say what a table may say, and how each is read; ``own`` are dimensions of the project."""
    fixes = {**FIXED, **dict.fromkeys(own, FIXED["doelgroep"])}
    line: Readers = {
        "code": _code,
        "elk": partial(_dimension, own),
        "van": _year,
        "tot": _year,
        "kop": _heading,
        FIXES: fixes,
        "totaal_van": _names,
        "ieder_een_keer": _names,
        "teken": _yes,
        "haakjes": _yes,
        "begrip": _yes,
    }
    return {
        LIKE: _text,
        "titel": _text,
        "hoek": _text,
        "per": partial(_dimension, own),
        FIXES: fixes,
        "rijen": [line],
        "kolommen": [line],
    }


def _said(codes: Mapping[str, Code | None] | None) -> dict[str, Code]:
    return {name: code for name, code in (codes or {}).items() if code is not None}


def _line(said: Mapping[str, Any]) -> Line:
    return Line(
        label=said["kop"],
        code=said["code"],
        each=said["elk"] or "",
        first=said["van"],
        last=said["tot"],
        fixes=_said(said[FIXES]),
        total_of=said["totaal_van"],
        once=said["ieder_een_keer"],
        signed=said["teken"],
        target=said["haakjes"],
        explained=said["begrip"],
    )
