"""Ways to damage a file: its bytes, its text, and what its kind of file is made of."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from random import Random

    Mutation = Callable[[Random, bytes], bytes]

DEEP = 100_000
LONG = 5_000
VALUES = (
    *('""', '"x"', '"../../x"', '"\\u0000"', '"' + "x" * 1000 + '"', '"2019"', "[]", "{}", "[[1]]"),
    *("-1", "0", "3", "1.5", "2019", "2018", "1e400", "-1e-400", "9" * LONG, "true", "false"),
)
DAMAGED = {
    "json": (*VALUES, "null", "NaN", "-Infinity", '"\\ud800"', '{"a": 1, "a": 2}'),
    "toml": (*VALUES, "nan", "-inf", "2019-01-01", "2020-07-02T10:00:00", "'''", "0x7e3", "1979"),
}
CELLS = (
    *("", " ", "x", "-1", "0", "1e5", "NaN", "9" * LONG, "1.234,5", "1,5", '"', 'a"b', ";"),
    *("\u200b", "=1+1", "2019", "markt", "totaal", "\x00", "x" * 2000, "½", "\u0663", "01", "+3"),
    *("1_000", "2019-13-01"),
)
MARKUP = (
    *("{{ x }}", "{% for %}", "{{ 1 / 0 }}", "{{ ''.__class__ }}", "{% include 'x' %}", "&bomb;"),
    *("<" * DEEP, "<b>" * 2000, "{" * LONG, "(" * DEEP, "<!--", "\u202e", "]]>", "@import 'x';"),
)


def _place(rng: Random, content: bytes | str) -> int:
    return rng.randrange(len(content) + 1)


def _flip(rng: Random, content: bytes) -> bytes:
    if not content:
        return b"\x80"
    at = rng.randrange(len(content))
    return content[:at] + bytes([content[at] ^ (1 << rng.randrange(8))]) + content[at + 1 :]


def _another_byte(rng: Random, content: bytes) -> bytes:
    at = _place(rng, content)
    return content[:at] + bytes([rng.randrange(256)]) + content[at + 1 :]


def _cut_off(rng: Random, content: bytes) -> bytes:
    return content[: _place(rng, content)]


def _cut_out(rng: Random, content: bytes) -> bytes:
    at = _place(rng, content)
    return content[:at] + content[at + rng.randrange(1, 200) :]


def _twice(rng: Random, content: bytes) -> bytes:
    at = _place(rng, content)
    return content[: at + rng.randrange(1, 200)] + content[at:]


def _nul(rng: Random, content: bytes) -> bytes:
    at = _place(rng, content)
    return content[:at] + b"\0" + content[at:]


def _line_lost(rng: Random, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    del lines[rng.randrange(len(lines))]
    return b"".join(lines)


def _line_twice(rng: Random, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    at = rng.randrange(len(lines))
    return b"".join((*lines[: at + 1], *lines[at:]))


def _lines_swapped(rng: Random, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _lone_return(rng: Random, content: bytes) -> bytes:
    at = _place(rng, content)
    return content[:at] + b"\r" + content[at:]


def _encoded(rng: Random, content: bytes) -> bytes:
    text = content.decode("utf-8", "replace")
    encoding = rng.choice(["utf-16", "utf-16-le", "utf-32", "latin-1", "utf-8-sig"])
    return text.encode(encoding, "replace")


def _line_ends(rng: Random, content: bytes) -> bytes:
    return content.replace(b"\n", rng.choice([b"\r", b"\r\n", b"\n\n", b"\n\r", b"\x0b", b"\x85"]))


def _other_file(rng: Random, _: bytes) -> bytes:
    return rng.choice(
        [b"", b"\n", b"\xef\xbb\xbf", b"PK\x03\x04", b"null", b"%PDF-1.7", b"\xff\xfe"]
    )


def _huge(rng: Random, content: bytes) -> bytes:
    at = _place(rng, content)
    return content[:at] + rng.choice([b"x", b" ", b"9", b"\n", b"["]) * 2_000_000 + content[at:]


def _no_digits(rng: Random, content: bytes) -> bytes:
    """Replace the digits at one place by more than Python makes an integer of."""
    at = _place(rng, content)
    end = at
    while end < len(content) and content[end : end + 1].isdigit():
        end += 1
    return content[:at] + b"9" * LONG + content[end:]


BYTES: Mapping[str, Mutation] = {
    "bit flipped": _flip,
    "another byte": _another_byte,
    "cut off": _cut_off,
    "cut out": _cut_out,
    "a part twice": _twice,
    "a NUL": _nul,
    "another encoding": _encoded,
    "another file": _other_file,
    "huge": _huge,
}
TEXT: Mapping[str, Mutation] = {
    **BYTES,
    "a line lost": _line_lost,
    "a line twice": _line_twice,
    "lines swapped": _lines_swapped,
    "a lone return": _lone_return,
    "other line ends": _line_ends,
    "a huge number": _no_digits,
}


def _nodes(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(value, dict | list):
        for key, inside in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _nodes(inside, (*path, key))


HERE = "\ue000"


def _in_json(rng: Random, content: bytes, change: Callable[[Any, Any], str]) -> bytes:
    """Change one node in its holder; ``HERE`` becomes the text that ``change`` gives."""
    parts = [json.loads(content)]
    *path, last = rng.choice([*_nodes(parts)][2:])
    holder = parts
    for step in path:
        holder = holder[step]
    put = change(holder, last)
    return json.dumps(parts[0], ensure_ascii=False).replace(f'"{HERE}"', put).encode("utf-8")


def _value(rng: Random, content: bytes) -> bytes:
    def change(holder: Any, key: Any) -> str:
        holder[key] = HERE
        return rng.choice(DAMAGED["json"])

    return _in_json(rng, content, change)


def _nested(rng: Random, content: bytes) -> bytes:
    def change(holder: Any, key: Any) -> str:
        holder[key] = HERE
        opened, closed = rng.choice([("[", "]"), ('{"a":', "}")])
        return opened * DEEP + "1" + closed * DEEP

    return _in_json(rng, content, change)


def _removed(rng: Random, content: bytes) -> bytes:
    def change(holder: Any, key: Any) -> str:
        holder[key] = None
        del holder[key]
        return ""

    return _in_json(rng, content, change)


def _renamed(rng: Random, content: bytes) -> bytes:
    def change(holder: Any, key: Any) -> str:
        inside = holder.pop(key)
        if isinstance(holder, dict):
            holder[f"{key}x"] = inside
        return ""

    return _in_json(rng, content, change)


def _key_twice(rng: Random, content: bytes) -> bytes:
    def change(holder: Any, key: Any) -> str:
        if isinstance(holder, dict):
            holder[HERE] = rng.choice([*holder.values(), 1, ""])
            return json.dumps(key)
        holder.append(holder[key])
        return ""

    return _in_json(rng, content, change)


JSON: Mapping[str, Mutation] = {
    **TEXT,
    "another value": _value,
    "nested deeply": _nested,
    "removed": _removed,
    "renamed": _renamed,
    "a key twice": _key_twice,
}


def _in_line(rng: Random, content: bytes, sign: str, change: Callable[[str, str], str]) -> bytes:
    lines = content.decode().split("\n")
    places = [at for at, line in enumerate(lines) if sign in line and not line.startswith("#")]
    if not places:
        return content + change("x ", " 1").encode("utf-8", "surrogateescape") + b"\n"
    at = rng.choice(places)
    before, _, after = lines[at].partition(sign)
    lines[at] = change(before, after)
    return "\n".join(lines).encode("utf-8", "surrogateescape")


TOML: Mapping[str, Mutation] = {
    **TEXT,
    "another value": lambda rng, content: _in_line(
        rng, content, "=", lambda key, _: f"{key}= {rng.choice(DAMAGED['toml'])}"
    ),
    "nested deeply": lambda rng, content: _in_line(
        rng, content, "=", lambda key, _: f"{key}= " + "[" * DEEP + "]" * DEEP
    ),
    "a deep key": lambda rng, content: _in_line(
        rng, content, "=", lambda key, value: ".".join([key.strip()] * LONG) + f" ={value}"
    ),
    "renamed": lambda rng, content: _in_line(
        rng, content, "=", lambda key, value: f"{key.strip()}x ={value}"
    ),
    "a key twice": lambda rng, content: _in_line(
        rng, content, "=", lambda key, value: f"{key}={value}\n{key}={value}"
    ),
    "a table": lambda rng, content: _in_line(
        rng, content, "=", lambda key, value: f"[{key.strip()}]\n{key}={value}"
    ),
}


def _in_cells(content: bytes, change: Callable[[list[list[str]]], None]) -> bytes:
    rows = [line.split(",") for line in content.decode("utf-8-sig").splitlines()]
    change(rows)
    return "".join(",".join(row) + "\n" for row in rows).encode()


def _cell(rng: Random, content: bytes) -> bytes:
    def change(rows: list[list[str]]) -> None:
        row = rng.choice(rows)
        row[rng.randrange(len(row))] = rng.choice(CELLS)

    return _in_cells(content, change)


def _column_lost(rng: Random, content: bytes) -> bytes:
    def change(rows: list[list[str]]) -> None:
        at = rng.randrange(len(rows[0]))
        for row in rows:
            del row[at : at + 1]

    return _in_cells(content, change)


def _column_twice(rng: Random, content: bytes) -> bytes:
    def change(rows: list[list[str]]) -> None:
        at = rng.randrange(len(rows[0]))
        for row in rows:
            row.insert(at, (row[at : at + 1] or [""])[0])

    return _in_cells(content, change)


def _header(rng: Random, content: bytes) -> bytes:
    def change(rows: list[list[str]]) -> None:
        at = rng.randrange(len(rows[0]))
        rows[0][at] = rng.choice([f"{rows[0][at]}x", rows[0][at].upper(), "", "jaar", "\x1b[2J"])

    return _in_cells(content, change)


def _cells_swapped(rng: Random, content: bytes) -> bytes:
    def change(rows: list[list[str]]) -> None:
        row = rng.choice(rows)
        one, other = rng.randrange(len(row)), rng.randrange(len(row))
        row[one], row[other] = row[other], row[one]

    return _in_cells(content, change)


def _more_cells(rng: Random, content: bytes) -> bytes:
    return _in_cells(content, lambda rows: rng.choice(rows).extend([""] * rng.choice([1, 1, 5000])))


CSV: Mapping[str, Mutation] = {
    **TEXT,
    "another cell": _cell,
    "a column lost": _column_lost,
    "a column twice": _column_twice,
    "another header": _header,
    "cells swapped": _cells_swapped,
    "more cells": _more_cells,
    "semicolons": lambda rng, content: (
        (b"" if rng.random() < 0.5 else b"sep=;\n") + content.replace(b",", b";")
    ),
}


def _markup(rng: Random, content: bytes) -> bytes:
    at = _place(rng, content)
    return content[:at] + rng.choice(MARKUP).encode() + content[at:]


MARKED: Mapping[str, Mutation] = {**TEXT, "markup": _markup}


def _inside(rng: Random, content: bytes) -> bytes:
    """Damage one part of a zip file, and pack it again."""
    source, target = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    chosen = rng.choice([name for name in source.namelist() if source.getinfo(name).file_size])
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in source.namelist():
            part = source.read(name)
            packed.writestr(
                name, rng.choice([*MARKED.values()])(rng, part) if name == chosen else part
            )
    return target.getvalue()


ZIP: Mapping[str, Mutation] = {
    **BYTES,
    **{f"inside, {number}": _inside for number in range(12)},
}
KINDS = {
    "csv": CSV,
    "json": JSON,
    "toml": TOML,
    "html": MARKED,
    "j2": MARKED,
    "css": MARKED,
    "txt": TEXT,
    "docx": ZIP,
    "odt": ZIP,
    "pdf": BYTES,
    "parquet": BYTES,
}
