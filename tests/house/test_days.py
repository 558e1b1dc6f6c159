"""Each day an operation states is judged, wherever it stands, and old stores that have none are still read."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.days import Day
from lunarcurator.domain.operations import OPERATIONS, SetUpBalance
from lunarcurator.domain.resting import leaves
from lunarcurator.services.codec import OperationTextError

from tests.house.test_completeness import DAY, Lab, filled

BAD = (20311399, 20310231, -5, 1, 10101, 300000101, 2**63 - 1)


def day_fields(kind: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of each field of an operation that holds a day."""
    hints = get_type_hints(kind)
    for each in fields(kind):
        for leaf in leaves(hints[each.name]):
            if leaf is Day:
                yield (*path, each.name)
            elif is_dataclass(leaf):
                yield from day_fields(leaf, (*path, each.name))


def stating(value: Any, path: tuple[str, ...], day: int) -> Any:
    """The value with a day in the field of a path."""
    if not path:
        return day
    if isinstance(value, tuple):
        return (stating(value[0], path, day),)
    return replace(value, **{path[0]: stating(getattr(value, path[0]), path[1:], day)})


def good(value: Any) -> Any:
    """The value with a good day in each field that holds one."""
    for path in day_fields(type(value)):
        value = stating(value, path, DAY)
    return value


FIELDS = [(kind, path) for kind, operation in OPERATIONS.items() for path in day_fields(operation)]
DAYS_BY_NAME = {"since", "until", "due", "deadline", "frozen", "born", "calibrated", "opened", "last_seen"}


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    made = Lab.begun(tmp_path / "days.lunar")
    yield made
    made.session.close()


def test_days_are_found_however_deep_they_stand() -> None:
    assert ("set_up_person", ("affiliations", "since")) in FIELDS
    assert ("transfer_title", ("received", "pristinity_day")) in FIELDS
    assert len(FIELDS) > 50


@pytest.mark.parametrize("kind", OPERATIONS)
def test_no_whole_number_of_an_operation_is_a_day_that_does_not_say_so(kind: str) -> None:
    hints = get_type_hints(OPERATIONS[kind])
    named = {name for name in hints if name in DAYS_BY_NAME or name.endswith(("_day", "_due", "_until"))}
    assert {name for name in named if int in leaves(hints[name])} == set()


@pytest.mark.parametrize(
    ("kind", "path"), FIELDS, ids=lambda each: each if isinstance(each, str) else ".".join(each)
)
def test_a_field_that_holds_a_day_takes_nothing_else(kind: str, path: tuple[str, ...], lab: Lab) -> None:
    whole = good(filled(OPERATIONS[kind]))
    for bad in BAD:
        acts = (Act(operation=stating(whole, path, bad), day=DAY),)
        for does in (lab.session.post, lab.session.preview):
            with pytest.raises(OperationTextError) as refused:
                does(Posting(acts=acts, operator="A. Curator"))
            assert refused.value.key == "operation.no_such_day"
            assert refused.value.facts == {"name": ".".join(path), "text": str(bad)}


@pytest.mark.parametrize("bad", BAD)
def test_the_day_of_an_act_is_one_too(bad: int, lab: Lab) -> None:
    act = Act(operation=SetUpBalance(name="B9", resolution_ug=10), day=bad)
    with pytest.raises(OperationTextError) as refused:
        lab.session.post(Posting(acts=(act,), operator="A. Curator"))
    assert refused.value.facts == {"name": "day", "text": str(bad)}
