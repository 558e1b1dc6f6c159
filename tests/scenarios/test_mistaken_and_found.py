"""Scenarios 10, 11 and 12: mistaken identities, frozen samples, and material nobody expected."""

import pytest
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import ExposureKind, NameKind, RelationKind
from lunarcurator.domain.identity import CaseRef, OrderRef, ref_of
from lunarcurator.domain.operations import (
    AddName,
    AdvanceOrder,
    CloseCase,
    CorrectIdentity,
    Daughter,
    DeclareLost,
    Expose,
    Found,
    Freeze,
    Move,
    PlanSplit,
    Recover,
    Register,
    ReopenCase,
    SendToDisplay,
    Split,
    StateFact,
    SwapNumbers,
    TakeOut,
)
from lunarcurator.domain.operations.ordering import OrderState
from lunarcurator.domain.status import Condition
from lunarcurator.services.cases import all_cases, open_cases
from lunarcurator.services.orders import orders
from lunarcurator.services.recalls import recall_of
from lunarcurator.services.words import Words

from tests.scenarios.lab import GRAM, LSC, NOT_WEIGHED, Lab, stated


def soil(number: str, mission: str, mass: object, **more: object) -> Register:
    return Register(
        collection="Apollo",
        number=number,
        mission=mission,
        mass=mass,
        form="fines",
        place="Cabinet 1",
        **more,
    )


def test_a_returned_piece_that_was_taken_for_another_is_recalled(told: Lab, words: Words) -> None:
    """An Apollo 14 sample came back labelled 12023 and was given out again; which one it was is invented."""
    lab = told
    source = LSC + "12023"
    lab.post(soil("12023", "Apollo 12", NOT_WEIGHED), day=19691125, source=source)
    lab.post(soil("14259", "Apollo 14", NOT_WEIGHED), day=19710209, source=source)
    lab.post(Split(parent="14259", daughters=(Daughter(number="14259,900", mass=stated(2)),)), day=19730101)
    # It came back under the wrong number and was divided for others (days, masses and numbers invented).
    lab.post(Split(parent="12023", daughters=(Daughter(number="12023,100", mass=stated(2)),)), day=19750101)
    lab.post(
        Split(
            parent="12023,100",
            daughters=(
                Daughter(number="12023,101", mass=stated(0.5), remarks="For an investigator (invented)"),
                Daughter(number="12023,102", mass=stated(0.5), remarks="For another one (invented)"),
            ),
        ),
        day=19760101,
    )
    lab.post(
        CorrectIdentity(sample="12023,100", other="14259,900", evidence=source, since=19750101),
        day=19800101,
        source=source,
    )
    found = recall_of(lab.session, words, lab.uid("12023,100"), 19750101)
    assert {row.number for row in found.pieces} == {"12023,100", "12023,101", "12023,102"}
    assert [line.told_day.day for line in found.entries][:2] == [19750101, 19760101]
    assert all(line.sentence for line in found.entries)
    assert lab.names("14259,900")["12023,100"] == NameKind.PUBLISHED
    related = lab.dossier("14259,900").related
    assert [(each.kind, each.number) for each in related] == [(RelationKind.MISTAKEN_FOR, "12023,100")]
    (case,) = open_cases(lab.session)
    assert case.kind == "identity"
    assert lab.dossier("14259,900", 19791231).related == (), "then nobody knew"


def test_two_containers_with_exchanged_numbers_change_them_back(told: Lab) -> None:
    """SESC 15013 and 15014 were swapped in early documents, which was noticed before anything was given out."""
    lab = told
    source = LSC + "15013"
    lab.post(
        soil("15013", "Apollo 15", NOT_WEIGHED, remarks="In early documents 15014"),
        soil("15014", "Apollo 15", NOT_WEIGHED, remarks="In early documents 15013"),
        day=19710807,
        source=source,
    )
    one, other = lab.uid("15013"), lab.uid("15014")
    lab.post(SwapNumbers(sample="15013", other="15014", source=source), day=19710900, stated="before allocation")
    assert (lab.uid("15013"), lab.uid("15014")) == (other, one)
    assert lab.view("15013", 19710808).row.number == "15014"
    assert "15014" in lab.names("15013")


def test_a_frozen_sample_is_taken_out_for_a_cold_piece_and_goes_back(told: Lab) -> None:
    """72320: in the freezer since about 30 January 1973; order CO1637 took a cold piece about January 1974."""
    lab = told
    source = LSC + "72320"
    lab.places(("freezer", "Freezer", "Lab"), ("bench", "Cold bench", "Pristine vault"))
    lab.post(soil("72320", "Apollo 17", stated(106, GRAM), remarks="Mass invented"), day=19721219, source=source)
    lab.post(
        Split(parent="72320", daughters=(Daughter(number="72320,1", form="fines", mass=stated(20, GRAM)),)),
        day=19730130,
        stated="about 30 January 1973",
        source=source,
    )
    lab.post(
        Freeze(samples=("72320,1",), temperature_mk=253_000, to="Freezer", evidence=source),
        day=19730130,
        stated="about 30 January 1973",
        source=source,
    )
    lab.post(
        Expose(kind=ExposureKind.OUTAGE, samples=("72320,1",), agent="brief freezer outage", evidence=source),
        day=19730601,
        stated="not published",
    )
    plan = PlanSplit(parent="72320,1", daughters=(Daughter(form="fines"),), order="CO1637", purpose="a cold piece")
    planned = lab.post(plan, day=19731201, source=source)
    (order,) = orders(lab.session)
    assert (order.code, order.is_open) == ("CO1637", True)
    lab.post(AdvanceOrder(order=OrderRef(ref_of(order.uid)), state=OrderState.IN_CABINET), day=19740100)
    # Worked on cold, so it is moved and not taken out of the cold: it never was anything but frozen.
    lab.post(Move(to="Cold bench", samples=("72320,1",)), day=19740100, stated="about January 1974", source=source)
    lab.post(
        Split(
            parent="72320,1",
            daughters=(Daughter(number="72320,2", form="fines", mass=stated(5, GRAM)),),
            plan=str(planned.seq),
        ),
        day=19740100,
        stated="about January 1974",
        source=source,
    )
    lab.post(Move(to="Freezer", samples=("72320,1", "72320,2")), day=19740131, source="Day invented")
    lab.post(
        TakeOut(samples=("72320,2",), to="Cabinet 2", condition=Condition.RETURNED, evidence=source),
        day=19740322,
        source="Delivered cold; place and condition invented",
    )
    assert [each.kind for each in lab.dossier("72320,1").exposures] == ["freezer", "outage"]
    assert lab.view("72320,1").state.condition == "frozen"
    assert (lab.dossier("72320,2", 19740301).temperature_mk, lab.dossier("72320,2").temperature_mk) == (
        253_000,
        None,
    )
    assert lab.dossier("72320,1", 19730301).temperature_mk == 253_000
    assert {each.kind for each in lab.dossier("72320,2").exposures} >= {"outage", "freezer"}, "its cold history"
    assert [each.is_open for each in orders(lab.session)] == [False]
    assert lab.grams("72320,1") == 15
    with pytest.raises(Refusal) as slip:
        lab.uid("73230")
    assert (slip.value.key, slip.value.facts["number"]) == ("ref.near", "72320")


def test_found_dust_is_taken_in_with_its_circumstances(told: Lab) -> None:
    """About twenty containers, hand-labelled "24 July 1970", in a store at Lawrence Berkeley."""
    lab = told
    source = "Zaginione probki z Ksiezyca, rp.pl"
    lab.places(("box", "Box of found containers", "Cabinet 1"), day=20130501)
    containers = tuple(
        Register(
            collection="Apollo",
            number=f"10100,{nth}",
            mission="Apollo 11",
            mass=NOT_WEIGHED,
            form="fines",
            place="Box of found containers",
            condition=Condition.RETURNED,
            remarks="Number invented",
            found=Found(
                finder="an archivist",
                where="a store at Lawrence Berkeley",
                claimed_number="none; labelled 24 July 1970",
                steps="label compared with dates of allocation",
            ),
        )
        for nth in range(1, 21)
    )
    lab.post(*containers, day=20130500, stated="May 2013 (month invented)", source=source)
    lab.post(
        StateFact(sample="10100,1", field="collected", value="10084", source="the label's date", chosen=False),
        day=20130601,
    )
    assert len(lab.held_in("Box of found containers")) == 20
    assert "Lawrence Berkeley" in lab.view("10100,7").state.text("found")
    assert lab.balance(20130401).total.unweighed_pieces == 0
    assert lab.balance().total.unweighed_pieces == 20
    assert lab.account(Account.RECEIVED) == 0, "nobody knows how much there is"
    lab.post(AddName(sample="10100,1", name="24 July 1970", source=source), day=20130602)


def test_a_display_given_up_turns_up_in_a_basement(told: Lab) -> None:
    """Apollo displays turned up in private homes; number, mass and days are invented."""
    lab = told
    source = "NASA tackles problem of missing moon rocks, Miami Herald"
    lab.places(("venue", "A state museum (invented)", ""))
    lab.post(soil("70017", "Apollo 17", stated(2_957, GRAM)), day=19721219)
    lab.post(
        Split(parent="70017", daughters=(Daughter(number="70017,999", form="display_piece", mass=stated(1.1)),)),
        day=19730501,
    )
    lab.post(SendToDisplay(samples=("70017,999",), place="A state museum (invented)"), day=19740101)
    lost = DeclareLost(samples=("70017,999",), last_seen=19740101, report="Letter 12 (invented)")
    assert "lost.needs_authority" in lab.refusal(lost, day=20090101)
    lab.allowed(lost, day=20090101, accept=("lost.needs_authority",), source=source)
    (case,) = open_cases(lab.session)
    assert lab.account(Account.LOST) == 1.1
    lab.post(CloseCase(case=CaseRef(ref_of(case.uid)), outcome="Given up"), day=20100101)
    assert open_cases(lab.session) == ()
    lab.post(
        ReopenCase(case=CaseRef(ref_of(case.uid)), why="Turned up in a retired dentist's basement"), day=20110601
    )
    lab.post(
        Recover(
            sample="70017,999",
            place="Returned vault",
            confirmed=True,
            found_by="a retired dentist",
            evidence=source,
            case=CaseRef(ref_of(case.uid)),
        ),
        day=20110602,
        source=source,
    )
    assert lab.account(Account.LOST) == 0
    assert lab.account(Account.LOST, 20091231) == 1.1
    assert lab.account(Account.DISPLAY, 20081231) == 1.1
    assert lab.grams("70017,999") == 1.1
    assert lab.place("70017,999") == "Returned vault"
    assert [each.kind for each in all_cases(lab.session)] == ["lost"]
    gap = [(stay.custody, stay.until) for stay in lab.view("70017,999").stays]
    assert ("display", 20090101) in gap, "the gap in its custody stays visible"
