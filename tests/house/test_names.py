"""Modules are named after concepts, public names say what they promise, nothing is left for later."""

import ast
from collections.abc import Iterator

from tests.house.sources import PACKAGE, PROJECT, TESTS, Source, sources, told

NO_CONCEPT = {"base", "common", "core", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
# Put together here, so that this file does not find itself.
LEFT_FOR_LATER = ("TO" + "DO", "FIX" + "ME")


def test_no_module_has_a_name_without_a_concept() -> None:
    found = [
        source.name
        for source in sources(PACKAGE, TESTS)
        if NO_CONCEPT & {*source.path.relative_to(PROJECT).parent.parts, source.path.stem}
    ]
    assert not found, told(found)


def test_nothing_is_left_for_later() -> None:
    found = [
        f"{source.name}:{number} {word}"
        for source in sources(PACKAGE, TESTS)
        for number, line in enumerate(source.text.splitlines(), 1)
        for word in LEFT_FOR_LATER
        if word in line
    ]
    found += [
        source.at(node)
        for source in sources(PACKAGE)
        for node in source.nodes(ast.Raise)
        if "NotImplemented" in ast.unparse(node)
    ]
    assert not found, told(found)


def test_every_public_name_says_its_contract() -> None:
    found = [f"{source.name} {name}" for source in sources(PACKAGE) for name in _without_docstring(source)]
    assert not found, told(found)


def _without_docstring(source: Source) -> Iterator[str]:
    if source.text.strip() and not ast.get_docstring(source.tree):
        yield "(the module)"
    yield from _undocumented(source.tree.body)


def _undocumented(body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or _is_private(node):
            continue
        if not ast.get_docstring(node):
            yield f"{node.name} (line {node.lineno})"
        if isinstance(node, ast.ClassDef):
            yield from _undocumented(node.body)


def _is_private(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Private, or the override of something whose own class holds the contract."""
    overrides = any(isinstance(mark, ast.Name) and mark.id == "override" for mark in node.decorator_list)
    return node.name.startswith("_") or overrides
