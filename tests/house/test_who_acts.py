"""What a surface says about who acts follows as soon as somebody else does."""

import ast

from tests.house.sources import PACKAGE, Source, sources, told

ASKED_WHEN_IT_HAPPENS = {
    "lunarcurator/desktop/app_context.py": "says it",
    "lunarcurator/desktop/rooms/places/acting.py": "asks when somebody agrees",
    "lunarcurator/desktop/rooms/journal/panel.py": "its room shows the entry anew",
    "lunarcurator/desktop/shell/dispatch.py": "asks when an act is chosen",
    "lunarcurator/desktop/shell/palette.py": "is made anew each time it is asked for",
    "lunarcurator/desktop/shell/watch.py": "lets the only person act",
}

HEARD = ("operator_changed.connect(", ".barred.connect(")


def test_every_surface_that_depends_on_who_acts_listens_to_it() -> None:
    found = [each for each in sources(PACKAGE / "desktop") if _depends(each)]
    assert len(found) > len(ASKED_WHEN_IT_HAPPENS)
    deaf = [each.name for each in found if not any(signal in each.text for signal in HEARD)]
    assert not set(deaf) - set(ASKED_WHEN_IT_HAPPENS), told(deaf)


def test_every_exception_is_one() -> None:
    known = {each.name for each in sources(PACKAGE / "desktop") if _depends(each)}
    assert not set(ASKED_WHEN_IT_HAPPENS) - known


def _depends(source: Source) -> bool:
    """Tell whether a module asks if somebody acts, or may post at all."""
    return any(_asks(node) for node in ast.walk(source.tree))


def _asks(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr in {"may_post", "nobody_acts"}
    if not isinstance(node, ast.Compare) or not isinstance(node.left, ast.Attribute):
        return False
    return node.left.attr in {"operator", "_operator"} and isinstance(node.ops[0], ast.Is | ast.IsNot)
