"""Every paper tells the day it is asked of as it would have been printed on that day, or is refused for it."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import pytest
from lunarcurator.domain.days import Day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import Operation, Renumber, Weigh
from lunarcurator.domain.operations.accounting import CameBack, ReportLoss, ReportUse, ReturnLine
from lunarcurator.services.papers.gatherers import GATHERERS, OF_NOW
from lunarcurator.services.papers.making import paper_of, templates
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.words import Words

from tests.scenarios.days_of_loans import DAY_0, DAY_3, DAY_6, DAY_10, LIMITS, PERSON, lend_on_days, request
from tests.scenarios.lab import Lab, read
from tests.scenarios.lending import paper
from tests.still_clock import StillClock

FULL, BLIND, LESS, LOST, NONE = 20260522, 20260523, 20260525, 20260527, 20260529
SUBJECTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "loan": ("L-1", "L-2", "L-3"),
        "agreement": ("A-1",),
        "borrower": (PERSON,),
        "shipment": ("S-1", "S-2"),
        "line": ("L-1/1", "L-1/2", "L-2/1"),
        "piece": ("15555", "15556", "15557"),
        "place": ("Cabinet 1", "Returned vault"),
        # The case that the loss opens, by its entry.
        "case": ("30-1",),
    }
)
OF_ANY_DAY: Final = tuple(key for key in GATHERERS if key not in OF_NOW)
SHEET: Final = paper(DocumentKind.RETURN_SHEET)
ANSWERED: Final = (
    *LIMITS,
    "return.part_not_weighed",
    "return.place_needs_why",
    "return.no_place",
    "use.was_not_granted",
    "use.reported_before",
    "line.loss_needs_authority",
)


def later(day: Day) -> tuple[Operation, ...]:
    """What happens after the days of the history: a figure becomes a bound, is used, lost, and used up."""
    if day == BLIND:
        parts = (CameBack(name="a", confirmed=True),)
        return (ReturnLine(line="L-1/2", pieces=parts, retained_ug=None, method="cut", sheet=SHEET),)
    report: dict[str, Any] = {"line": "L-1/2", "report": paper(DocumentKind.OTHER, f"{day}")}
    if day == LESS:
        return (ReportUse(ug=50_000, method="ICP-MS", **report),)
    if day == LOST:
        return (ReportLoss(ug=20_000, circumstances="dropped", **report),)
    return (ReportUse(method="ICP-MS", **report), Renumber(sample="15558", number="15570", source="a letter"))


def told_until(folder: Path, day: Day) -> Lab:
    """Return a lab in which everything up to the end of a day is told, on that day."""
    lab = Lab.make(folder / f"{day}.lunar")
    lend_on_days(lab, day)
    if day >= FULL:
        weighing = Weigh(sample="15558", reading=read(8.5))
        lab.allowed(weighing, day=FULL, accept=("weigh.lost",))
        request(lab, "L-3", ("15558",), FULL)
    for each in (BLIND, LESS, LOST, NONE):
        if each <= day:
            lab.allowed(*later(each), day=each, accept=ANSWERED)
    clock = lab.session._clock
    assert isinstance(clock, StillClock)
    clock.us = int(datetime.strptime(f"{day}12", "%Y%m%d%H").replace(tzinfo=UTC).timestamp() * 1_000_000)
    return lab


@pytest.fixture(scope="module")
def labs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[Day, Lab]]:
    """The lab as it was on each day, the last of them the one in which everything has happened."""
    folder = tmp_path_factory.mktemp("days")
    made = {day: told_until(folder, day) for day in (DAY_0, DAY_3, DAY_6, DAY_10, BLIND, LOST, NONE)}
    yield made
    for each in made.values():
        each.session.close()


def said(lab: Lab, words: Words, key: str, of: str, moment: Moment = NOW) -> object:
    """Return what a paper says beside its foot, or "refused" where there was none to make."""
    try:
        made = paper_of(lab.session, words, PaperWanted(key, of, moment=moment))
    except Refusal:
        return "refused"
    return (made.title, made.record, made.blocks)


@pytest.mark.slow
@pytest.mark.parametrize("key", OF_ANY_DAY)
def test_a_paper_of_a_day_says_what_it_said_on_that_day(labs: Mapping[Day, Lab], words: Words, key: str) -> None:
    *before, today = labs
    told = []
    for of in SUBJECTS[templates()[key].subject]:
        for day in before:
            then = said(labs[day], words, key, of)
            assert said(labs[today], words, key, of, Moment(day)) == then, (of, day)
            told.append(then)
    assert told
    assert set(map(repr, told)) != {repr("refused")}


@pytest.mark.parametrize("key", sorted(OF_NOW))
def test_a_paper_that_knows_no_other_day_is_refused_for_it(tmp_path: Path, words: Words, key: str) -> None:
    lab = Lab.make(tmp_path / "lab.lunar")
    try:
        with pytest.raises(Refusal) as refused:
            paper_of(lab.session, words, PaperWanted(key, "", moment=Moment(DAY_3)))
    finally:
        lab.session.close()
    assert (refused.value.key, refused.value.facts["day"]) == ("paper.of_now", DAY_3)


def test_every_paper_is_walked() -> None:
    assert GATHERERS.keys() == templates().keys()
    assert GATHERERS.keys() > OF_NOW
    assert {templates()[key].subject for key in OF_ANY_DAY} == SUBJECTS.keys()
