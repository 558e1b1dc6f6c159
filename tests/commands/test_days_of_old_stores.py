"""A store of before days were judged is read all the same: what is no day is told as it was written."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.domain.acts import Override
from lunarcurator.domain.operations import OPERATIONS
from lunarcurator.services import codec
from lunarcurator.services.posting import Refused

from tests.commands.conftest import Ended
from tests.house import borrowing_once
from tests.house.test_completeness import ONCE, SANCTIONED, Lab
from tests.house.test_days import day_fields

BAD = (20311399, -5, 300000101, 2**63 - 1)
LISTS = ("agreements", "attention", "borrowers", "loans", "letters", "balance", "places", "verify")
REPORTS = ("inventory", "loans", "expiring", "agreements", "signatures", "calibration", "journal", "sesar")
JUDGED = frozenset({"correct_birth"})
"""Acts whose own rules refused any such day at all times."""
ANSWERED = {"recall_lines": {"overrides": (Override(key="recall.after_due", reason="it was not asked then"),)}}
"""What a later version began to ask."""
STATING = [kind for kind in ONCE if any(day_fields(OPERATIONS[kind]))]


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    made = Lab(tmp_path / "old.lunar")
    yield made
    made.session.close()


def with_day(value: Any, path: tuple[str, ...], day: int) -> Any:
    """The value with a day in the field of a path; as it is where it has no such part."""
    if not path:
        return day
    if isinstance(value, tuple):
        return tuple(with_day(each, path, day) for each in value)
    if value is None:
        return None
    return replace(value, **{path[0]: with_day(getattr(value, path[0]), path[1:], day)})


@pytest.mark.parametrize("kind", STATING)
def test_what_an_old_act_states_that_is_no_day_does_not_end_any_list(
    kind: str, lab: Lab, run: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    operation, more = ONCE[kind](lab), {**SANCTIONED.get(kind, {}), **ANSWERED.get(kind, {})}
    monkeypatch.setattr(codec, "is_postable", lambda _day: True)
    posted = 0
    for path in day_fields(OPERATIONS[kind]):
        for bad in BAD:
            # Rules of its own may stand against a day that is too early or too late.
            with suppress(Refused):
                lab.post(with_day(operation, path, bad), **more)
                posted += 1
    assert posted or kind in JUDGED, kind
    for name in LISTS:
        assert run(name, str(lab.path)).code == 0, name
    for name in REPORTS:
        assert run("export", name, "--from", str(lab.path), "--to", f"{name}.xlsx").code == 0, name


def test_an_agreement_that_ends_on_no_day_is_listed_as_it_was_written(
    lab: Lab, run: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codec, "is_postable", lambda _day: True)
    lab.post(replace(borrowing_once.draft(lab), until=20311399, plan_review=2**63 - 1))
    lab.post(borrowing_once.sign("A-1"))
    told = run("agreements", str(lab.path))
    assert (told.code, "20311399" in told.out) == (0, True)
    assert run("print", "loan_agreement", "--from", str(lab.path), "--of", "A-1", "--to", "a.html").code == 0
    assert "20311399" in Path("a.html").read_text(encoding="utf-8")
