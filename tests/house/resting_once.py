"""For each act what somebody then builds on it, in the lab of the completeness test."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.lending.terms import Carrier, Decision, Letter, Owed, RoundAnswer
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    AddName,
    AdvanceOrder,
    CloseCase,
    CorrectPlace,
    Daughter,
    GiveBack,
    Move,
    MoveBack,
    Operation,
    OrderState,
    Reading,
    Recover,
    Register,
    ReopenCase,
    Revive,
    SetUpPlace,
    Split,
    Weigh,
)
from lunarcurator.domain.operations.accounting import Answered, AnswerRound, ReportMass
from lunarcurator.domain.operations.agreeing import DraftAgreement
from lunarcurator.domain.operations.borrowing import Affiliation, SetUpPerson
from lunarcurator.domain.operations.issuing import (
    DisputeLine,
    HandOver,
    IssueLines,
    NoteOwed,
    Owing,
    PackShipment,
    RecallLines,
    ReceiveShipment,
    RecordLetter,
    Sent,
)
from lunarcurator.domain.operations.requesting import (
    AddLines,
    ChangeLine,
    Decided,
    DecideLines,
    Made,
    PrepareLines,
    RequestLoan,
    Wanted,
)

from tests.house import accounting_once, lending_once
from tests.house.borrowing_once import sign
from tests.house.lending_once import DAY, DUE, PAPER

OUT: Final = accounting_once.LINE
CHIP: Final = Wanted(described="a chip")


def named(lab: Any, seq: int) -> int:
    """Give a name to a piece the entry made, or touched where it made none."""
    return lab.post(AddName(sample=lab.piece_of(seq), name="Later"))


def by_newcomer(lab: Any, _seq: int) -> int:
    act = Act(operation=AddName(sample="15556", name="Later"), day=DAY)
    return int(lab.session.post(Posting(acts=(act,), operator="N. Newcomer")).seq)


def answers(lab: Any, _seq: int) -> int:
    given = (Answered(line=OUT, answer=RoundAnswer.SEEN),)
    signed = {"signed_by": "Borrower A", "witnessed_by": "Witness B", "document": PAPER}
    return lab.post(AnswerRound(round=accounting_once.ROUND, person="Borrower A", answers=given, **signed))


def issues(lab: Any, _seq: int) -> int:
    shipment = lending_once.packed(lab)
    return lab.post(IssueLines(lines=(Sent(line=lending_once.LINE, due=DUE),), shipment=shipment))


def drafts(lab: Any, _seq: int) -> int:
    term = {"since": DAY, "until": 20301231, "number": "A-9"}
    return lab.post(DraftAgreement(person="Borrower C", institution="Institute C", **term))


def person_there(lab: Any, _seq: int) -> int:
    return lab.post(SetUpPerson(name="Borrower E", affiliations=(Affiliation(institution="Institute D"),)))


def weighs(lab: Any, _seq: int) -> int:
    weigh = Weigh(sample="15558", reading=Reading(net_ug=4_000, balance="B9"))
    return lab.post(weigh, overrides=(Override(key="balance.never_calibrated", reason="new"),))


def later(operation: Callable[[], Operation]) -> Callable[[Any, int], int]:
    return lambda lab, _seq: int(lab.post(operation()))


def _case(seq: int) -> str:
    return f"{seq}-1"


asks = later(lambda: RequestLoan(borrower="Borrower C", agreement="A-1", lines=(CHIP,)))
recalls = later(lambda: RecallLines(lines=(lending_once.LINE,), by=20260531, why="wanted here"))
reports = later(lambda: ReportMass(line=OUT, ug=900, report=PAPER))

ON_IT: Final[Mapping[str, Callable[[Any, int], int]]] = MappingProxyType(
    {
        "open_collection": later(lambda: Register(collection="B", number="X1", mass=Mass.stated(1, 1))),
        "set_up_operator": by_newcomer,
        "set_up_balance": weighs,
        "set_up_place": later(lambda: Move(to="Second", samples=("15558",))),
        "correct_place": later(lambda: CorrectPlace(place="Vault", field="remarks", old="cold", new="warm")),
        "retire_place": later(lambda: SetUpPlace(kind="vault", name="Empty", parent="Lab")),
        "move": lambda lab, seq: lab.post(MoveBack(entry=str(seq))),
        "open_sealed": later(lambda: SetUpPlace(kind="can", name="Can", parent="Sealed box")),
        "check_place": lambda lab, seq: lab.post(CloseCase(case=_case(seq), outcome="found")),
        "close_case": lambda lab, seq: lab.post(ReopenCase(case=_case(seq - 1), why="found after all")),
        "reopen_case": lambda lab, seq: lab.post(CloseCase(case=_case(seq - 2), outcome="given up")),
        "declare_lost": later(
            lambda: Recover(sample="15555", place="Empty", evidence="in a drawer", confirmed=True)
        ),
        "plan_split": lambda lab, seq: lab.post(
            Split(parent="15555", daughters=(Daughter(number="15555,2"),), plan=str(seq))
        ),
        "void": later(lambda: Revive(sample="15556")),
        "advance_order": lambda lab, _seq: lab.post(AdvanceOrder(order=str(lab.plan), state=OrderState.WEIGHED)),
        "set_up_institution": person_there,
        "set_up_person": later(lambda: RequestLoan(borrower="Borrower D", lines=(CHIP,))),
        "confirm_contact": drafts,
        "limit_borrower": drafts,
        "end_responsibility": later(lambda: SetUpPerson(person="Borrower C", name="Borrower C.")),
        "draft_agreement": later(lambda: sign("A-1")),
        "sign_agreement": asks,
        "renew_agreement": asks,
        "terminate_agreement": drafts,
        "request_loan": later(lambda: AddLines(loan="L-2026-001", lines=(CHIP,))),
        "add_lines": later(lambda: ChangeLine(line="L-1/2", wanted=Wanted(described="a section"))),
        "change_line": later(
            lambda: DecideLines(
                lines=(Decided(line=lending_once.LINE, decision=Decision.DECLINED, why="none left"),),
                body="committee",
            )
        ),
        "change_loan": later(lambda: AddLines(loan="L-1", lines=(CHIP,))),
        "withdraw_lines": later(lambda: AddLines(loan="L-1", lines=(CHIP,))),
        "decide_lines": later(lambda: PrepareLines(lines=(Made(line=lending_once.LINE),))),
        "prepare_lines": issues,
        "pack_shipment": later(
            lambda: PackShipment(shipment="S-2026-001", carrier=Carrier.COURIER, insurance="policy 8")
        ),
        "issue_lines": later(lambda: ReceiveShipment(shipment="S-1", received_by="Borrower A", receipt=PAPER)),
        "hand_over": later(lambda: HandOver(shipment="S-1", given_by="Courier C", taken_by="Courier D")),
        "receive_shipment": recalls,
        "extend_lines": recalls,
        "recall_lines": recalls,
        "dispute_line": later(lambda: DisputeLine(line=lending_once.LINE, text="said to be back", settled=True)),
        "note_owed": later(lambda: NoteOwed(loan="L-1", owed=(Owing(what=Owed.PAPERS, settled="by post"),))),
        "close_loan": later(lambda: RecordLetter(lines=(lending_once.LINE,), letter=Letter.AGREEMENT, rung=90)),
        "record_letter": later(
            lambda: RecordLetter(lines=(lending_once.LINE,), letter=Letter.AGREEMENT, rung=180)
        ),
        "enter_loan": reports,
        "report_use": reports,
        "report_sub_samples": reports,
        "report_mass": reports,
        "transfer_line": later(lambda: ReportMass(line="L-2026-002/1", ug=900, report=PAPER)),
        "take_in": later(lambda: GiveBack(loan="L-2026-001", taken_by="Owner B", document=PAPER)),
        "open_round": answers,
        "answer_round": answers,
        "close_round": answers,
        **dict.fromkeys(
            (
                *("register", "add_name", "write_off", "describe", "correct", "weigh", "split"),
                *("sieve", "dissect", "make_sections", "compose", "consume", "recover", "transfer_title"),
                *("come_back", "send_to_display", "take_down", "move_back", "expose", "freeze", "take_out"),
                "change_condition",
                *("restrict", "relate", "state_fact", "renumber", "swap_numbers", "merge", "dissolve", "adopt"),
                *("correct_birth", "revive", "add_body", "correct_identity"),
                *("report_loss", "find_again", "release_line", "return_line", "give_back"),
            ),
            named,
        ),
    }
)
"""What is posted after an act and rests on it; it returns the entry."""

NOTHING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cancel_plan": "its numbers stay void: no piece is made, revived or named under them",
        "sight": "a sighting says where a piece was seen; nobody relies on it (`ledger.md` 1.3)",
        "print_labels": "a label was printed; what is on it is read from the book (`ledger.md` 1.3)",
        "annul_entry": "it is not undone at all: what is right is posted as an entry of its own",
    }
)
"""The acts on which nothing can rest, and why."""
