"""A function is written to be read once: few ways through it, few arguments; what was over only shrinks."""

import ast
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from radon.visitors import ComplexityVisitor

from tests.house.sources import PACKAGE, TESTS, Source, called, sources, told

LIMITS = {"complexity": 12, "arguments": 8}
IN_A_ROW = 7
"""So many arguments a call may pass without their names."""
OVER = Path(__file__).with_name("over_the_limits.toml")

type Named = tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]


def functions(node: ast.AST, within: str = "") -> Iterator[Named]:
    """Every function by its qualified name, also those inside another and those of classes inside."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            continue
        inside = within
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{within}{child.name}", child
            inside = f"{within}{child.name}."
        elif isinstance(child, ast.ClassDef):
            inside = f"{within}{child.name}."
        yield from functions(child, inside)


def complexity(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The ways through a function, as radon counts them.

    What a test asserts is no way through it, and a function inside another counts alone.
    """
    alone = ast.Module(body=[function], type_ignores=[])
    return ComplexityVisitor.from_ast(alone, no_assert=True).functions[0].complexity


def arguments(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The arguments a caller may name, without the object or class itself."""
    taken = function.args
    names = [each.arg for each in (*taken.posonlyargs, *taken.args)]
    return len(names) - (names[:1] in (["self"], ["cls"])) + len(taken.kwonlyargs)


def in_a_row(call: ast.Call) -> int:
    """The arguments a call passes without their names, also those it writes out only to star them."""
    written = (each.value for each in call.args if isinstance(each, ast.Starred))
    more = (len(each.elts) - 1 for each in written if isinstance(each, ast.Tuple | ast.List))
    return len(call.args) + sum(more)


def measured(texts: Iterable[Source]) -> dict[str, dict[str, int]]:
    """What is over each limit, by file and name; the greatest where a file has a name twice."""
    found: dict[str, dict[str, int]] = {limit: {} for limit in LIMITS}

    def note(limit: str, name: str, value: int) -> None:
        if value > LIMITS[limit]:
            found[limit][name] = max(value, found[limit].get(name, 0))

    for source in texts:
        for name, function in functions(source.tree):
            note("complexity", f"{source.name}: {name}", complexity(function))
            note("arguments", f"{source.name}: {name}", arguments(function))
    return found


def differing(limit: str, listed: dict[str, int], now: dict[str, int]) -> Iterator[str]:
    """Say what is over a limit and not listed so, and what is listed and no longer so."""
    for name in sorted(listed.keys() | now.keys()):
        before, is_now = listed.get(name), now.get(name)
        if before is None:
            yield f"{name} has {limit} {is_now}, and the limit is {LIMITS[limit]}"
        elif is_now is None:
            yield f"{name} is no longer over the limit: take its line out of [{limit}] in {OVER.name}"
        elif is_now > before:
            yield f"{name} has {limit} {is_now}, and had {before}: what is over the limit must not grow"
        elif is_now < before:
            yield f"{name} has {limit} {is_now} only: write that instead of {before} in [{limit}] of {OVER.name}"


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, int]]:
    return measured(sources(PACKAGE, TESTS))


@pytest.mark.parametrize("limit", LIMITS)
def test_nothing_new_is_over_a_limit_and_what_was_over_it_only_shrinks(
    limit: str, found: dict[str, dict[str, int]]
) -> None:
    listed = tomllib.loads(OVER.read_text("utf-8"))[limit]
    assert not (wrong := list(differing(limit, listed, found[limit]))), told(wrong)


def test_no_call_passes_eight_arguments_in_a_row() -> None:
    # What a test hands to the command line is a line of words, and what it packs is a record of bytes.
    calls = (
        (source.at(node), called(node), in_a_row(node))
        for source in sources(PACKAGE)
        for node in source.nodes(ast.Call)
    )
    wrong = [f"{at}: {name} takes {many} in a row" for at, name, many in calls if many > IN_A_ROW]
    assert not wrong, told(wrong)


@pytest.mark.parametrize(
    ("text", "many"),
    [("f(1, 2, c=3)", 2), ("f(1, *rest)", 2), ("f(1, *(2, 3), *[4])", 4), ("f(*(x for x in y))", 1)],
)
def test_arguments_in_a_row_are_those_without_a_name(text: str, many: int) -> None:
    (call,) = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    assert in_a_row(call) == many


def test_the_list_has_its_lines_in_order_so_that_two_changes_meet() -> None:
    listed = tomllib.loads(OVER.read_text("utf-8"))
    assert list(listed) == list(LIMITS)
    assert all(list(lines) == sorted(lines) for lines in listed.values())


def test_a_function_inside_another_counts_alone_and_what_is_asserted_is_no_way_through() -> None:
    text = """
class Outer:
    class Inner:
        def method(self, a, /, b, *more, c, **rest):
            def closure(x):
                assert x and a
                return [y for y in x if y] if x else b
            for each in more:
                if each:
                    return closure(each)
"""
    named = dict(functions(ast.parse(text)))
    assert list(named) == ["Outer.Inner.method", "Outer.Inner.method.closure"]
    assert [complexity(each) for each in named.values()] == [3, 4]
    assert [arguments(each) for each in named.values()] == [3, 1]


def test_what_is_new_has_grown_has_shrunk_or_is_gone_is_told() -> None:
    listed = {"gone": 14, "grown": 14, "same": 14, "shrunk": 14}
    now = {"grown": 15, "new": 13, "same": 14, "shrunk": 13}
    said = list(differing("complexity", listed, now))
    assert [each.split()[0] for each in said] == ["gone", "grown", "new", "shrunk"]
