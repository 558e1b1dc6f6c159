import json
from dataclasses import replace

import pytest
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.acts import Act, Authority, Posting
from lunarcurator.domain.identity import ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    Daughter,
    Reading,
    Register,
    Reverse,
    SetUpOperator,
    Split,
    Weigh,
    WriteOff,
)
from lunarcurator.domain.status import Role
from lunarcurator.services.posting import Cancelled, Refused
from lunarcurator.services.references import UnclearReference
from lunarcurator.store.source import StoreSource
from sqlalchemy import text

from tests.services.posting.conftest import DAY, Lab


def piece(lab: Lab, number: str):
    with lab.session.database.connect() as connection:
        row = connection.execute(text("SELECT uuid FROM sample WHERE number = :n"), {"n": number}).one()
        return StoreSource(connection).piece(row.uuid.hex())


def keys(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {finding.key for finding in refused.value.findings}


def chips(*ug: int) -> tuple[Daughter, ...]:
    return tuple(Daughter(form="chip", mass=Mass.measured(each, 1_000)) for each in ug)


def test_a_split_proposes_the_next_numbers_and_moves_the_mass(rock: Lab) -> None:
    posted = rock.post(Split(parent="15555", daughters=chips(4_000_000, 3_000_000)))
    assert posted.changes.born == posted.changes.samples[:2]
    assert piece(rock, "15555").held_ug == 93_000_000
    assert piece(rock, "15555,1").held_ug == 4_000_000
    assert piece(rock, "15555,2").held_ug == 3_000_000


def test_an_undone_split_gives_the_mass_back_and_never_gives_its_numbers_again(rock: Lab) -> None:
    today = rock.session.today
    posted = rock.post(Split(parent="15555", daughters=chips(4_000_000)), day=today)
    rock.post(Reverse(entry=str(posted.seq)))
    assert piece(rock, "15555").held_ug == 100_000_000
    rock.post(Split(parent="15555", daughters=chips(4_000_000)), day=today)
    assert piece(rock, "15555,2").held_ug == 4_000_000
    with pytest.raises(Refused) as refused:
        rock.post(Split(parent="15555", daughters=(Daughter(number=",1", form="chip"),)))
    assert keys(refused) == {"number.burnt"}


def test_redo_brings_back_the_same_pieces(rock: Lab) -> None:
    posted = rock.post(Split(parent="15555", daughters=chips(4_000_000)))
    before = piece(rock, "15555,1")
    undone = rock.post(Reverse(entry=str(posted.seq)))
    rock.post(Reverse(entry=str(undone.seq)))
    after = piece(rock, "15555,1")
    assert (after.uid, after.held_ug, after.fields) == (before.uid, before.held_ug, before.fields)
    assert piece(rock, "15555").held_ug == 96_000_000
    undone = rock.post(Reverse(entry=str(posted.seq)))
    assert piece(rock, "15555").held_ug == 100_000_000
    rock.post(Reverse(entry=str(undone.seq)))
    assert piece(rock, "15555").held_ug == 96_000_000


def test_a_given_number_revives_its_identity_after_an_undo(lab: Lab) -> None:
    register = Register(collection="Apollo", number="15556", mission="Apollo 15", mass=Mass.stated(5_000_000))
    posted = lab.post(register)
    uid = piece(lab, "15556").uid
    lab.post(Reverse(entry=str(posted.seq)))
    lab.post(register)
    assert piece(lab, "15556").uid == uid


def test_an_entry_is_not_undone_while_a_later_one_rests_on_it(rock: Lab) -> None:
    split = rock.post(Split(parent="15555", daughters=chips(4_000_000)))
    weigh = rock.post(Weigh(sample="15555,1", reading=Reading(net_ug=4_000_000, balance="B3")))
    with pytest.raises(Refused) as refused:
        rock.post(Reverse(entry=str(split.seq)))
    finding = refused.value.findings[0]
    assert (finding.key, finding.cause) == ("reverse.touched_later", f"entry:{weigh.seq}")
    rock.post(Reverse(entry=str(weigh.seq)))
    rock.post(Reverse(entry=str(split.seq)))


def test_a_place_in_use_is_not_taken_back(rock: Lab) -> None:
    with pytest.raises(Refused) as refused:
        rock.post(Reverse(entry="7"))
    assert keys(refused) == {"reverse.touched_later"}


def test_a_reverse_stands_alone(rock: Lab) -> None:
    with pytest.raises(Refused) as refused:
        rock.post(Reverse(entry="9"), Weigh(sample="15555", reading=Reading(net_ug=1, balance="B3")))
    assert keys(refused) == {"reverse.alone"}


def test_an_entry_is_taken_back_once(rock: Lab) -> None:
    posted = rock.post(Split(parent="15555", daughters=chips(4_000_000)))
    rock.post(Reverse(entry=str(posted.seq)))
    with pytest.raises(Refused) as refused:
        rock.post(Reverse(entry=str(posted.seq)))
    assert keys(refused) == {"reverse.already"}


def test_a_warning_asks_for_a_reason_and_keeps_it(rock: Lab) -> None:
    split = Split(parent="15555", daughters=chips(4_000_000), attrition_ug=31_000)
    with pytest.raises(Refused) as refused:
        rock.post(split)
    assert keys(refused) == {"split.attrition_large"}
    with pytest.raises(Refused):
        rock.post(split, overrides={"split.attrition_large": "  "})
    posted = rock.post(split, overrides={"split.attrition_large": "one grain fell"})
    with rock.session.database.connect() as connection:
        kept = connection.execute(
            text("SELECT overrides FROM entry WHERE seq = :s"), {"s": posted.seq}
        ).scalar_one()
    told = json.loads(json.loads(kept)["findings.told"])
    assert json.loads(kept).keys() == {"split.attrition_large", "findings.told"}
    assert json.loads(kept)["split.attrition_large"] == "one grain fell"
    assert told["split.attrition_large"]["said"] == [
        {"facts": {"attrition_ug": 31_000, "limit_ug": 20_000}, "of": "15555"}
    ]


def test_authority_needs_a_name_a_document_and_a_second_person(lab: Lab) -> None:
    lab.post(
        Register(
            collection="Apollo",
            number="15557",
            mission="Apollo 15",
            mass=Mass.unknown("not_reconciled"),
            original=Mass.stated(9_000_000, 1_000),
        )
    )
    write_off = WriteOff(sample="15557", ug=9_000_000)
    reason = {"write_off.needs_authority": "never found in 50 years"}
    authority = Authority(name="Head of the lab", document="memo 7")
    for incomplete in (
        {},
        {"overrides": reason},
        {"overrides": reason, "authority": authority},
        {"overrides": reason, "authority": Authority(name="Head", document=" "), "witness": "B. Second"},
    ):
        with pytest.raises(Refused) as refused:
            lab.post(write_off, **incomplete)
        assert keys(refused) == {"write_off.needs_authority"}
    lab.post(write_off, overrides=reason, authority=authority, witness="B. Second")
    state = piece(lab, "15557")
    assert state.suspense_ug == 0
    assert state.ug.get(Account.UNRECONCILED, 0) == 0


def test_who_writes_off_has_the_role_that_the_policy_leaves_it_to(lab: Lab) -> None:
    original = Mass.stated(9_000_000, 1_000)
    told = {"collection": "Apollo", "mission": "Apollo 15", "original": original}
    lab.post(Register(number="15557", mass=Mass.unknown("not_reconciled"), **told))
    lab.post(SetUpOperator(name="M. Manager", role=Role.MANAGER))
    write_off = WriteOff(sample="15557", ug=9_000_000)
    reasons = {"write_off.needs_authority": "never found", "authority.is_witness": "nobody else"}
    answers = {"overrides": reasons, "witness": "B. Second"}
    with pytest.raises(Refused) as refused:
        lab.post(write_off, authority=Authority(name="B. Second", document="memo 7"), **answers)
    assert keys(refused) == {"authority.not_in_role"}
    lab.post(write_off, authority=Authority(name="M. Manager", document="memo 7"), **answers)
    assert piece(lab, "15557").suspense_ug == 0


def test_nobody_witnesses_himself(rock: Lab) -> None:
    with pytest.raises(Refused) as refused:
        rock.post(Split(parent="15555", daughters=chips(1)), witness="A. Curator")
    assert keys(refused) == {"witness.same"}


def test_an_auditor_and_a_retired_operator_do_not_post(rock: Lab) -> None:
    with pytest.raises(Refused) as refused:
        rock.post(Split(parent="15555", daughters=chips(1_000)), operator="C. Auditor")
    assert keys(refused) == {"operator.auditor"}
    with pytest.raises(Refused) as refused:
        rock.post(Split(parent="15555", daughters=chips(1_000)), witness="C. Auditor")
    assert keys(refused) == {"witness.auditor"}
    rock.post(SetUpOperator(name="B. Second", operator="B. Second", retired=True))
    with pytest.raises(Refused) as refused:
        rock.post(Split(parent="15555", daughters=chips(1_000)), operator="B. Second")
    assert keys(refused) == {"operator.retired"}


def test_an_unknown_operator_is_named(rock: Lab) -> None:
    with pytest.raises(UnclearReference) as unclear:
        rock.post(Split(parent="15555", daughters=chips(1_000)), operator="Nobody")
    assert (unclear.value.key, unclear.value.facts["text"]) == ("ref.no_operator", "Nobody")


def test_a_stale_basis_refuses_and_names_the_entry(rock: Lab) -> None:
    seen = piece(rock, "15555")
    newer = rock.post(Split(parent="15555", daughters=chips(1_000)))
    with pytest.raises(Refused) as refused:
        rock.post(Split(parent="15555", daughters=chips(1_000)), basis=((seen.uid, seen.last_seq),))
    assert refused.value.findings[0].cause == f"entry:{newer.seq}"


def test_a_list_is_one_entry_and_all_or_nothing(rock: Lab) -> None:
    head = rock.session.head()
    with pytest.raises(Refused):
        rock.post(Split(parent="15555", daughters=chips(1_000)), Split(parent="15555", daughters=chips(10**12)))
    assert rock.session.head() == head
    posted = rock.post(
        Split(parent="15555", daughters=chips(2_000_000)),
        Split(parent="15555,1", daughters=chips(500_000)),
    )
    assert posted.seq == head.seq + 1
    assert piece(rock, "15555,2").held_ug == 500_000
    rock.post(Reverse(entry=str(posted.seq)))
    assert piece(rock, "15555").held_ug == 100_000_000


def test_a_cancelled_posting_leaves_no_trace(rock: Lab) -> None:
    head = rock.session.head()
    acts = tuple(
        Act(
            operation=Register(collection="Apollo", number=f"1{n:04d}", mass=Mass.unknown("not_weighed")),
            day=DAY,
        )
        for n in range(2_500)
    )
    seen: list[tuple[int, int]] = []
    with pytest.raises(Cancelled):
        rock.session.post(
            Posting(acts=acts, operator="A. Curator"),
            lambda done, total: seen.append((done, total)),
            lambda: len(seen) >= 2,
        )
    assert seen == [(1_000, 2_500), (2_000, 2_500)]
    assert rock.session.head() == head
    with rock.session.database.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM sample")).scalar_one() == 1


def test_a_clock_that_runs_backwards_is_flagged_in_the_entry(rock: Lab) -> None:
    rock.clock.us -= 3_600_000_000
    posted = rock.post(Split(parent="15555", daughters=chips(1_000)))
    with rock.session.database.connect() as connection:
        kept = connection.execute(
            text("SELECT overrides FROM entry WHERE seq = :s"), {"s": posted.seq}
        ).scalar_one()
    assert "clock.backwards" in kept


def test_a_preview_judges_without_writing(rock: Lab) -> None:
    head = rock.session.head()
    split = Split(parent="15555", daughters=chips(4_000_000), attrition_ug=31_000)
    preview = rock.session.preview(Posting(acts=(Act(operation=split, day=DAY),), operator="A. Curator"))
    assert [finding.key for finding in preview.open_findings] == ["split.attrition_large"]
    assert preview.acts[0].operation.daughters[0].number == "15555,1"
    assert sum(each.fact.ug for each in preview.facts if type(each.fact).__name__ == "MassLine") == 0
    assert rock.session.head() == head


def test_an_empty_posting_is_refused(rock: Lab) -> None:
    with pytest.raises(Refused) as refused:
        rock.post()
    assert keys(refused) == {"posting.empty"}


def test_references_may_be_exact(rock: Lab) -> None:
    rock.post(Weigh(sample=ref_of(piece(rock, "15555").uid), reading=Reading(net_ug=100_000_000, balance="B3")))
    assert piece(rock, "15555").weighed is None or piece(rock, "15555").held_ug == 100_000_000


def test_a_posting_cancelled_after_its_last_part_leaves_no_trace_either(rock: Lab) -> None:
    head = rock.session.head()
    seen: list[int] = []
    act = Act(operation=Split(parent="15555", daughters=chips(1_000)), day=DAY)
    with pytest.raises(Cancelled):
        rock.session.post(
            Posting(acts=(act,), operator="A. Curator"), lambda done, _: seen.append(done), lambda: bool(seen)
        )
    assert seen == [1]
    assert rock.session.head() == head


def test_what_stands_in_the_way_is_counted_as_it_is_told(lab: Lab) -> None:
    twice = Register(collection="Apollo", number="15556", mission="Apollo 99")
    with pytest.raises(Refused) as refused:
        lab.post(twice, twice)
    assert len(refused.value.findings) == 2
    assert refused.value.facts["count"] == 1


def test_a_preview_judges_also_with_a_second_person_nobody_knows(rock: Lab) -> None:
    weigh = Weigh(sample="15555", reading=Reading(net_ug=1_000, resolution_ug=1_000))
    allowed = Authority(name="M. Manager", document="Memo")
    wanted = Posting(
        acts=(Act(operation=weigh, day=DAY),), operator="A. Curator", witness="Nobody", authority=allowed
    )
    assert {each.key for each in rock.session.preview(wanted).findings} == {
        each.key for each in rock.session.preview(replace(wanted, witness=None)).findings
    }
