"""What is on record of a few pieces only is filtered, counted and exported: doubts, sayings, bodies, counts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.identity import ref_of
from lunarcurator.domain.operations import AddBody, Describe, FieldValue, Reverse, StateFact
from lunarcurator.services.browsing import Axis, Browsing, PieceFilter, Totals
from lunarcurator.store import schema
from lunarcurator.store.reads.filters import MARKS, condition_of
from sqlalchemy import select

from tests.store.making import Lab, new_lab, rock

MARKED = {
    "doubt": {"15016"},
    "statements": {"15017"},
    "bodies": {"15555", "15555/B"},
    "counted": {"15018"},
}
"""The pieces that each mark takes."""


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    made = new_lab(tmp_path / "lab.lunar")
    made.post(*(rock(each) for each in ("15555", "15016", "15017", "15018", "15019")))
    made.post(
        Describe(sample="15016", values=(FieldValue(field="identity_doubt", value="disputed"),)),
        Describe(sample="15018", values=(FieldValue(field="count", value=4),)),
        AddBody(sample="15555", body="B", first="A"),
        StateFact(sample="15017", field="collected", value="9a", source="a list"),
        day=20200201,
    )
    yield made
    made.session.close()


def taken(lab: Lab, value: str) -> set[str]:
    wanted = condition_of((PieceFilter(Axis.MARKED, value),))
    with lab.session.database.connect() as connection:
        return set(connection.execute(select(schema.sample.c.number).where(wanted)).scalars())


def counted(lab: Lab) -> dict[str, int]:
    totals = Totals()
    Browsing(lab.session).count(totals)
    return {value: totals.takes[PieceFilter(Axis.MARKED, value)] for value in MARKS}


def test_each_mark_takes_the_pieces_it_is_of_and_counts_them(lab: Lab) -> None:
    assert {value: taken(lab, value) for value in MARKS} == MARKED
    assert counted(lab) == {value: len(found) for value, found in MARKED.items()}


def test_what_was_undone_is_no_mark(lab: Lab) -> None:
    undone = lab.post(StateFact(sample="15019", field="collected", value="9", source="a list"), day=20200202)
    assert taken(lab, "statements") == {"15017", "15019"}
    lab.post(Reverse(entry=ref_of(undone.uid)))
    assert taken(lab, "statements") == {"15017"}
    assert counted(lab)["statements"] == 1
