"""Each act by which borrowers account for what they hold, once, in the lab of the completeness test."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.domain.acts import Authority, Override
from lunarcurator.domain.lending.terms import DocumentKind, RoundAnswer
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import GiveBack, Operation, Register, TakeIn
from lunarcurator.domain.operations.accounting import (
    Answered,
    AnswerRound,
    CameBack,
    CloseRound,
    EnterLoan,
    FindAgain,
    OldLine,
    OpenRound,
    ReleaseLine,
    ReportLoss,
    ReportMass,
    ReportSubSamples,
    ReportUse,
    ReturnLine,
    SubSample,
    TransferLine,
)
from lunarcurator.domain.operations.agreeing import DraftAgreement, SignAgreement
from lunarcurator.domain.operations.borrowing import Affiliation, Attached, SetUpInstitution, SetUpPerson
from lunarcurator.domain.status import Title

PAPER: Final = Attached(kind=DocumentKind.OTHER, name="paper 7")
COPY: Final = Attached(kind=DocumentKind.AGREEMENT, name="copy", sha256="a" * 64)
TERM: Final = {"since": 20240101, "until": 20281231}
LINE: Final = "L-2026-001/1"
ROUND: Final = "R-2026-01"


def borrower(lab: Any, name: str = "Borrower A") -> str:
    """The name of a person with a signed agreement, A-2026-001 for the first."""
    institution = f"Institute of {name}"
    lab.post(SetUpInstitution(name=institution))
    lab.post(SetUpPerson(name=name, affiliations=(Affiliation(institution=institution),)))
    lab.post(DraftAgreement(number=f"A-{name}", person=name, institution=institution, **TERM))
    lab.post(SignAgreement(agreement=f"A-{name}", signed_by=name, for_lab="M. Manager", copy=COPY))
    return name


def loan(lab: Any) -> EnterLoan:
    """15555 lent to Borrower A."""
    name = borrower(lab)
    return EnterLoan(borrower=name, agreement=f"A-{name}", lines=(OldLine(sample="15555"),), source="old list")


def lent(lab: Any) -> str:
    """The line on which 15555 is out."""
    lab.post(loan(lab))
    return LINE


def taken_in(lab: Any) -> TakeIn:
    """A piece held for Institute B, which lends it."""
    lab.post(SetUpInstitution(name="Institute B"))
    mass = Mass.measured(5_000, 1_000)
    theirs = {"title": Title.HELD_FOR, "owner": "Institute B"}
    lab.post(Register(collection="A", number="15598", mission="M", mass=mass, place="Vault", **theirs))
    return TakeIn(lender="Institute B", samples=("15598",), document=PAPER)


def entrusted(lab: Any) -> str:
    """The number under which it was taken in."""
    lab.post(taken_in(lab))
    return "L-2026-001"


def passed(lab: Any) -> TransferLine:
    line, name = lent(lab), borrower(lab, "Borrower B")
    return TransferLine(line=line, agreement=f"A-{name}", approved_by="M. Manager", receipt=PAPER)


def asked(lab: Any) -> str:
    """The round that asks for the line of Borrower A."""
    lent(lab)
    lab.post(opened())
    return ROUND


LOSS: Final = MappingProxyType(
    {
        "overrides": (Override(key="line.loss_needs_authority", reason="searched"),),
        "authority": Authority(name="M. Manager", document="Memo"),
        "witness": "W. Witness",
    }
)
"""What stands behind a reported loss."""


def found(lab: Any) -> FindAgain:
    """1 mg of the piece out with Borrower A was reported as lost, and comes home."""
    line = lent(lab)
    lab.post(ReportLoss(line=line, ug=1_000, circumstances="dropped", report=PAPER), **LOSS)
    return FindAgain(line=line, place="Vault", place_why="it is full", confirmed=True, report=PAPER)


def lost(lab: Any) -> ReleaseLine:
    """The piece out with Borrower A was reported as lost, and nobody looks for it any longer."""
    line = lent(lab)
    lab.post(ReportLoss(line=line, circumstances="in the post", report=PAPER), **LOSS)
    return ReleaseLine(line=line, document=PAPER)


def opened() -> OpenRound:
    return OpenRound(frozen=20260301, deadline=20260301)


def asks(lab: Any) -> OpenRound:
    lent(lab)
    return opened()


def answered(lab: Any) -> AnswerRound:
    answers = (Answered(line=LINE, answer=RoundAnswer.SEEN),)
    signed = {"signed_by": "Borrower A", "witnessed_by": "Witness A", "document": PAPER}
    return AnswerRound(round=asked(lab), person="Borrower A", answers=answers, **signed)


ACCOUNTING_ONCE: Final[Mapping[str, Callable[[Any], Operation]]] = MappingProxyType(
    {
        "enter_loan": loan,
        "report_use": lambda lab: ReportUse(line=lent(lab), ug=1_000, method="dissolved", report=PAPER),
        "report_sub_samples": lambda lab: ReportSubSamples(
            line=lent(lab), made=(SubSample(name="a", ug=1_000),), report=PAPER
        ),
        "report_mass": lambda lab: ReportMass(line=lent(lab), ug=8_000, report=PAPER),
        "report_loss": lambda lab: ReportLoss(line=lent(lab), circumstances="not found", report=PAPER),
        "find_again": found,
        "release_line": lost,
        "transfer_line": passed,
        "return_line": lambda lab: ReturnLine(
            line=lent(lab),
            pieces=(CameBack(name="a", stated_ug=4_000, place="Vault", place_why="it is full", confirmed=True),),
            retained_ug=5_000,
            sheet=PAPER,
        ),
        "take_in": taken_in,
        "give_back": lambda lab: GiveBack(loan=entrusted(lab), taken_by="Owner B", document=PAPER),
        "open_round": asks,
        "answer_round": answered,
        "close_round": lambda lab: CloseRound(round=asked(lab)),
    }
)
"""The act of each kind, after what it needs was posted."""

ACCOUNTING_REASONED: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "report_use": {"overrides": (Override(key="use.was_not_granted", reason="asked"),)},
        "close_round": {"overrides": (Override(key="round.unanswered", reason="over"),)},
    }
)
"""What a rule asks a reason for."""
