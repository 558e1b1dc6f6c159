"""No module keeps state: what changes lives in objects that somebody made and handed on."""

import ast
from collections.abc import Iterator

from tests.house.sources import PACKAGE, Source, called, sources, told

CHANGEABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
CHANGEABLE_CALLS = {
    "bytearray", "Counter", "defaultdict", "deque", "dict", "list", "OrderedDict", "set",
    "WeakKeyDictionary", "WeakSet", "WeakValueDictionary",
}  # fmt: skip
# A constant annotated as one of these cannot be changed through its name: mypy sees to it.
READ_ONLY = ("Collection[", "Iterable[", "Mapping[", "Sequence[", "Set[", "frozenset[", "tuple[")


def test_no_module_or_class_holds_a_changeable_value() -> None:
    found = [line for source in sources(PACKAGE) for line in _changeable(source, source.tree.body)]
    assert not found, told(found)


def test_no_function_writes_to_its_module() -> None:
    found = [source.at(node) for source in sources(PACKAGE) for node in source.nodes(ast.Global)]
    assert not found, told(found)


def test_every_memory_of_results_is_bounded() -> None:
    found = [line for source in sources(PACKAGE) for line in _unbounded(source)]
    assert not found, told(found)


def _changeable(source: Source, body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _changeable(source, node.body)
        elif isinstance(node, ast.If | ast.Try):
            yield from _changeable(source, node.body + node.orelse)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and _can_change(node.value) and not _is_held(node):
            yield f"{source.at(node)} {ast.unparse(node).splitlines()[0][:80]}"


def _can_change(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Call):
        return called(value) in CHANGEABLE_CALLS
    return isinstance(value, CHANGEABLE)


def _is_held(node: ast.Assign | ast.AnnAssign) -> bool:
    if isinstance(node, ast.Assign):
        names = {target.id for target in node.targets if isinstance(target, ast.Name)}
        return bool(names & {"__all__", "__slots__"})
    kind = ast.unparse(node.annotation)
    for wrapper in ("ClassVar[", "typing.ClassVar[", "Final[", "typing.Final["):
        kind = kind.removeprefix(wrapper)
    return ast.unparse(node.target).isupper() and kind.startswith(READ_ONLY)


def _unbounded(source: Source) -> Iterator[str]:
    for node in source.nodes(ast.FunctionDef):
        for mark in node.decorator_list:
            text = ast.unparse(mark)
            if text in {"cache", "functools.cache"} or ("lru_cache" in text and "None" in text):
                yield f"{source.at(node)} {node.name}"
