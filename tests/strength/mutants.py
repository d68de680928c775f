"""Small faults planted in the source, one at a time: which there are of a file.

mutmut and cosmic-ray do this too. Ours draws a seeded sample for each room, leaves types and
docstrings alone, counts the words of messages apart, and changes the file itself, so that the
press, a process of its own, has the fault too.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


class Mutant(NamedTuple):
    """One fault: where it stands, what stood there and what stands there now.

    ``begin`` and ``end`` count bytes of the file; ``is_text``: only words of a message differ;
    ``at_import``: it stands outside functions.
    """

    file: str
    function: str
    line: int
    begin: int
    end: int
    before: str
    after: str
    is_text: bool
    at_import: bool

    @property
    def name(self) -> str:
        """What it is called in a report and in equivalent.toml; it stays when lines move."""
        return f"{self.file} {self.function}: {self.before} -> {self.after}"

    def applied(self, source: bytes) -> bytes:
        """Put the fault in the source of its file."""
        return source[: self.begin] + self.after.encode() + source[self.end :]

    def is_python(self, source: bytes) -> bool:
        """Tell whether the source of its file is still Python with it."""
        try:
            ast.parse(self.applied(source))
        except SyntaxError:
            return False
        return True


def mutants(path: Path, name: str) -> list[Mutant]:
    """Give every mutant of a file, in order."""
    source = path.read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found = []
    tree = ast.parse(source)
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for statement in function.body
        for node in ast.walk(statement)
    }
    for node, after, function in _changes(tree, ""):
        begin = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or 1) - 1] + (node.end_col_offset or 0)
        text = isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value
        )
        before = source[begin:end].decode()
        place = (name, function, node.lineno, begin, end)
        found.append(Mutant(*place, before, after, text, id(node) not in inside))
    return found


Change = tuple["ast.expr | ast.stmt", str, str]
"""A place, what is to stand there, and the function it is in."""


def _changes(node: ast.AST, function: str) -> Iterator[Change]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        function = f"{function}.{node.name}".lstrip(".")
    for change in (*_of_statements(node), *_of_expressions(node)):
        yield (*change, function)
    for field, value in ast.iter_fields(node):
        if not _is_of_no_matter(node, field):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not _is_docstring(child):
                    yield from _changes(child, function)


def _is_of_no_matter(node: ast.AST, field: str) -> bool:
    """Types, decorators, and what is inside an f-string, whose places Python 3.11 does not tell."""
    return (
        field in {"annotation", "returns", "decorator_list"}
        or isinstance(node, ast.JoinedStr)
        or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    )


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _of_statements(node: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    match node:
        case ast.Expr(value=ast.Call()) | ast.AugAssign() | ast.Raise() | ast.Continue():
            yield node, "pass"
        case ast.Break():
            yield node, "continue"
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield value, "None"
        case ast.If() | ast.IfExp() if ast.unparse(node.test) != "TYPE_CHECKING":
            yield node.test, f"(not ({ast.unparse(node.test)}))"


def _of_expressions(node: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    match node:
        case ast.Compare(left, [operator], [right]):
            yield node, f"({ast.unparse(ast.Compare(left, [COMPARED[type(operator)]()], [right]))})"
        case ast.BinOp(left, operator, right) if type(operator) in COMPUTED:
            if not any(isinstance(part, ast.JoinedStr) for part in (left, right)):
                yield node, f"({ast.unparse(ast.BinOp(left, COMPUTED[type(operator)](), right))})"
        case ast.BoolOp(operator, values):
            other = ast.And() if isinstance(operator, ast.Or) else ast.Or()
            yield node, f"({ast.unparse(ast.BoolOp(other, values))})"
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield node, f"({ast.unparse(operand)})"
        case ast.Call(function, [first, second, *rest], keywords):
            if not any(isinstance(part, ast.Starred) for part in (first, second)):
                yield node, ast.unparse(ast.Call(function, [second, first, *rest], keywords))
        case ast.JoinedStr():
            yield node, '"XX"'
        case ast.Constant(value):
            yield from ((node, after) for after in _of_constants(value))


def _of_constants(value: object) -> Iterator[str]:
    match value:
        case bool():
            yield str(not value)
        case int() | float():
            yield repr(value + 1)
            yield f"({value - 1!r})"
        case str():
            yield repr(value + (value[:1] or "X"))
        case bytes():
            yield repr(value + (value[:1] or b"X"))
