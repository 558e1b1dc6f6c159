"""No module needs itself through others: modules are loaded on several threads, which would wait in a circle."""

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import PROJECT


def modules() -> dict[str, Path]:
    found = {}
    for path in (PROJECT / "lunarcurator").rglob("*.py"):
        name = ".".join(path.relative_to(PROJECT).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = path
    return found


def at_load(body: list[ast.stmt]) -> Iterator[ast.ImportFrom]:
    """Yield what a module imports when it is loaded: nothing in functions, and nothing for types only."""
    for each in body:
        if isinstance(each, ast.ImportFrom):
            yield each
        elif isinstance(each, ast.If) and not (
            isinstance(each.test, ast.Name) and each.test.id == "TYPE_CHECKING"
        ):
            yield from at_load([*each.body, *each.orelse])
        elif isinstance(each, ast.Try):
            yield from at_load(each.body)


def needed(name: str, tree: ast.Module, known: Mapping[str, object]) -> set[str]:
    """Return the modules that one loads, and the packages loaded before them; its own are begun already."""
    wanted = set[str]()
    for each in at_load(tree.body):
        told = [each.module or "", *(f"{each.module}.{alias.name}" for alias in each.names)]
        wanted.update(module for module in told if module in known)
    for module in tuple(wanted):
        parts = module.split(".")
        wanted.update(".".join(parts[:end]) for end in range(1, len(parts)))
    return {module for module in wanted if not f"{name}.".startswith(f"{module}.")}


def test_no_module_needs_itself_through_others() -> None:
    known = modules()
    graph = {name: needed(name, ast.parse(path.read_bytes()), known) for name, path in known.items()}
    assert sum(map(len, graph.values())) > 5_000
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" needs ".join(reversed(error.args[1])))


def test_a_circle_is_seen() -> None:
    one, other = ast.parse("from a.two import x"), ast.parse("if True:\n    from a.one import y")
    known = {"a": None, "a.one": None, "a.two": None}
    assert needed("a.one", one, known) == {"a.two"}
    assert needed("a.two", other, known) == {"a.one"}
