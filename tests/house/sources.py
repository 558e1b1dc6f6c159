"""The project's Python files as syntax trees, for the tests that hold the house rules."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import cast

PROJECT = Path(__file__).parents[2]
PACKAGE = PROJECT / "lunarcurator"
TESTS = PROJECT / "tests"


@dataclass(frozen=True)
class Source:
    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(PROJECT).as_posix()

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.name)

    def nodes[T: ast.AST](self, kind: type[T]) -> list[T]:
        """Every node of exactly this kind: a file is walked once, whoever asks."""
        return cast(list[T], self._by_kind.get(kind, []))

    @cached_property
    def _by_kind(self) -> dict[type[ast.AST], list[ast.AST]]:
        found: dict[type[ast.AST], list[ast.AST]] = {}
        for node in ast.walk(self.tree):
            found.setdefault(type(node), []).append(node)
        return found

    def at(self, node: ast.AST) -> str:
        return f"{self.name}:{node.lineno}"


def sources(*folders: Path) -> list[Source]:
    return [source(path) for folder in folders for path in sorted(folder.rglob("*.py"))]


@cache
def source(path: Path) -> Source:
    """A file as it was read first: most rules look through all of them, until `conftest` lets them go."""
    return Source(path)


def imported(source: Source) -> Iterator[tuple[ast.AST, str]]:
    for node in source.nodes(ast.Import):
        yield from ((node, alias.name) for alias in node.names)
    for node in source.nodes(ast.ImportFrom):
        if node.module:
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def called(node: ast.Call) -> str:
    """The last part of what is called: `setText` in `self.title.setText(...)`."""
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def literals(node: ast.AST) -> Iterator[str]:
    """The texts an expression can be, as far as they stand in it: a literal, or those of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def told(lines: Iterable[str]) -> str:
    return "\n".join(lines)
