"""R12: roles are an authority's to give; what was undone on the desk cannot be named any more."""

import pytest
from lunarcurator.domain.findings import Strength, find
from lunarcurator.domain.identity import ref_of
from lunarcurator.domain.operations import Reading, Reverse, SetUpBalance, SetUpOperator, Weigh
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.people import People
from lunarcurator.services.posting import Refused
from lunarcurator.services.references import UnclearReference

from tests.services.posting.conftest import Lab


def refused(lab: Lab, *operations: object, operator: str = "A. Curator", reason: str = "") -> set[str]:
    with pytest.raises(Refused) as found:
        lab.post(*operations, operator=operator, reason=reason)  # type: ignore[arg-type]
    return {each.key for each in found.value.findings}


def exact(lab: Lab, name: str) -> str:
    person = People(lab.session).named(name)
    assert person is not None
    return ref_of(person.uid)


def test_only_an_authority_says_who_works_here(lab: Lab) -> None:
    made = lab.post(SetUpOperator(name="P. Processor", role="processor"))
    assert refused(lab, SetUpOperator(name="Q"), operator="P. Processor") == {"operator.no_authority"}
    raised = SetUpOperator(name="P. Processor", operator=exact(lab, "P. Processor"), role="curator")
    assert refused(lab, raised, operator="P. Processor") == {"operator.no_authority"}
    undo = Reverse(entry=str(made.seq))
    assert refused(lab, undo, operator="P. Processor") == {"reverse.reason"}
    assert refused(lab, undo, operator="P. Processor", reason="typed twice") == {"operator.no_authority"}
    lab.post(raised)
    lab.post(SetUpOperator(name="Q"), operator="P. Processor")
    assert {each.name for each in People(lab.session).operators()} >= {"P. Processor", "Q"}


def test_the_last_authority_stays(lab: Lab) -> None:
    lab.post(SetUpOperator(name="B. Second", operator=exact(lab, "B. Second"), retired=True))
    mine = exact(lab, "A. Curator")
    assert refused(lab, SetUpOperator(name="A. Curator", operator=mine, role="processor")) == {
        "operator.last_authority"
    }
    assert refused(lab, SetUpOperator(name="A. Curator", operator=mine, retired=True)) == {
        "operator.last_authority"
    }


def test_a_balance_or_operator_that_was_undone_is_named_in_a_sentence(rock: Lab) -> None:
    made = rock.post(SetUpBalance(name="B9", resolution_ug=1_000))
    person = rock.post(SetUpOperator(name="Q"))
    someone = exact(rock, "Q")
    with rock.session.database.connect() as connection:
        uuid = connection.exec_driver_sql("SELECT uuid FROM desk WHERE name = 'B9'").scalar_one()
    rock.post(Reverse(entry=str(person.seq)))
    rock.post(Reverse(entry=str(made.seq)))
    weigh = Weigh(
        sample=ref_of(find_piece(rock.session, "15555")), reading=Reading(net_ug=1, balance=f"#{uuid.hex()}")
    )
    with pytest.raises(UnclearReference, match=r"ref\.not_set_up"):
        rock.post(weigh)
    with pytest.raises(UnclearReference, match=r"ref\.not_set_up"):
        rock.post(SetUpBalance(name="B8", resolution_ug=1_000), operator=someone)


def test_only_the_last_entry_of_whoever_acts_is_undone_without_a_reason(lab: Lab) -> None:
    first = lab.post(SetUpBalance(name="B7", resolution_ug=1_000))
    second = lab.post(SetUpBalance(name="B8", resolution_ug=1_000))
    theirs = lab.post(SetUpBalance(name="B9", resolution_ug=1_000), operator="B. Second")
    assert refused(lab, Reverse(entry=str(first.seq))) == {"reverse.reason"}
    assert refused(lab, Reverse(entry=str(theirs.seq)), reason="  ") == {"reverse.reason"}
    undone = lab.post(Reverse(entry=str(second.seq)))
    assert refused(lab, Reverse(entry=ref_of(undone.uid)), operator="B. Second") == {"reverse.reason"}
    lab.post(Reverse(entry=ref_of(undone.uid)))
    lab.post(Reverse(entry=str(theirs.seq)), reason="typed twice")


def test_an_undo_that_leaves_something_unsound_is_refused(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    made = lab.post(SetUpBalance(name="B6", resolution_ug=1_000))
    unsound = find(Strength.IMPOSSIBLE, "reverse.place_changed", "R19", what="B6", place="C8")
    monkeypatch.setattr("lunarcurator.services.posting.comes_back_soundly", lambda _after, _facts: [unsound])
    assert refused(lab, Reverse(entry=str(made.seq))) == {"reverse.place_changed"}
