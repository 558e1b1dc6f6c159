"""The acts of `loan` by which borrowers account: reports, the way home, and loans of long ago."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.days import Day, certain_day, words_of_day
from lunarcurator.domain.facts import ExposureKind
from lunarcurator.domain.identity import (
    AgreementRef,
    BalanceRef,
    LineRef,
    LoanRef,
    PersonRef,
    PieceRef,
    PlaceRef,
    ShipmentRef,
)
from lunarcurator.domain.lending.terms import DocumentKind, LoanKind
from lunarcurator.domain.mass_text import parse_exact_mass
from lunarcurator.domain.operations import Operation, Reading
from lunarcurator.domain.operations.accounting import (
    CameBack,
    EnterLoan,
    FindAgain,
    OldLine,
    ReleaseLine,
    ReportLoss,
    ReportMass,
    ReportSubSamples,
    ReportUse,
    ReturnLine,
    SubSample,
    TransferLine,
)
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.services.commands.back_texts import ITSELF, UNIT, ReturnText, label_told, part_text, return_text
from lunarcurator.services.commands.console import UsageRefused
from lunarcurator.services.lending.attaching import attached_named

REST: Final = "rest"
"""What stands for all that is left, where a mass is asked for."""
_AMOUNT: Final = "="


def came_back(each: ReturnText, told: Namespace, labels: Mapping[str, str] = MappingProxyType({})) -> CameBack:
    """Return a piece that came back as typed, with what is said of all; raises `MassTextError`.

    `labels` are what mislabelled vials say, by the same names.
    """
    return CameBack(
        itself=each.itself,
        name=each.name,
        form=told.form,
        stated_ug=_ug(each.stated),
        stated_to_ug=_place(each.stated),
        reading=_reading(each.read, told.balance),
        place=PlaceRef(told.place) if told.place else None,
        place_why=told.place_why,
        confirmed=told.confirmed,
        label=labels.get(_called(each), ""),
    )


def labels_found(texts: Iterable[str], back: Iterable[ReturnText]) -> Mapping[str, str]:
    """Return what mislabelled vials say by `NAME=LABEL`; raises `UsageRefused` for what did not come back.

    So it does for a label that says nothing, and for a second one of the same piece: neither goes in silence.
    """
    names = {_called(each) for each in back}
    labels: dict[str, str] = {}
    for text in texts:
        name, label = label_told(text)
        if not label or name not in names:
            raise UsageRefused("cli.label_of_nothing", text=text)
        if name in labels:
            raise UsageRefused("cli.label_twice", name=name)
        labels[name] = label
    return labels


def _called(each: ReturnText) -> str:
    return ITSELF if each.itself else each.name


def old_line(text: str, due: str) -> OldLine:
    """Return what `NUMBER` or `NUMBER=MASS` says was lent; raises `MassTextError` and `DayTextError`."""
    number, _, mass = text.partition(_AMOUNT)
    day: Day | None = certain_day(due) if due else None
    return OldLine(sample=PieceRef(number.strip()), ug=_ug(mass), due=day)


def balance_reads(balance: str, *readings: str) -> None:
    """Refuse a balance without anything it read (`UsageRefused`): it would be ignored, known or not."""
    if balance.strip() and not any(each.strip() for each in readings):
        raise UsageRefused("cli.balance_reads_nothing", name=balance.strip())


def _report(told: Namespace) -> Operation:
    _is_all_used(told)
    line, report = LineRef(told.line), _document(told.report, _REPORTS[told.what])
    if told.what == "loss":
        return ReportLoss(
            line=line,
            ug=_ug(told.mass),
            resolution_ug=_place(told.mass),
            circumstances=told.how,
            stolen=told.stolen,
            report=report,
            gone=tuple(told.gone),
        )
    if told.what == "mass":
        return ReportMass(line=line, ug=_ug(told.mass) or 0, remarks=told.how, report=report)
    if told.what == "sub-samples":
        made = tuple(_sub_sample(each) for each in told.made)
        return ReportSubSamples(line=line, made=made, method=told.how, report=report)
    return ReportUse(
        line=line,
        ug=_ug(told.mass),
        resolution_ug=_place(told.mass),
        method=told.how,
        plan=told.plan,
        signed_by=told.signed_by,
        confirmed_by=told.confirmed_by,
        exposures=tuple(ExposureKind(each) for each in told.met),
        report=report,
        documents=_video(told),
        gone=tuple(told.gone),
    )


def _is_all_used(told: Namespace) -> None:
    """Refuse what was given and says nothing of this kind of report, with `UsageRefused`."""
    every = dict.fromkeys(name for names in _SAYS.values() for name in names)
    over = [name for name in every if getattr(told, name) and name not in _SAYS[told.what]]
    if over:
        names = ", ".join(f"--{name.replace('_', '-')}" for name in over)
        raise UsageRefused("cli.report_takes_not", names=names, what=told.what)


def _find_again(told: Namespace) -> Operation:
    balance_reads(told.balance, told.weighed)
    return FindAgain(
        line=LineRef(told.line),
        ug=_ug(told.mass),
        resolution_ug=_place(told.mass),
        home=not told.there,
        reading=_reading(told.weighed, told.balance),
        number=told.number,
        place=PlaceRef(told.place) if told.place else None,
        place_why=told.place_why,
        confirmed=told.confirmed,
        report=_document(told.report, DocumentKind.OTHER),
    )


def _release(told: Namespace) -> Operation:
    return ReleaseLine(line=LineRef(told.line), document=_document(told.release, DocumentKind.RELEASE))


def _return(told: Namespace) -> Operation:
    kept = None if told.kept == REST else _ug(told.kept) or 0
    back = [return_text(each) for each in told.back]
    labels = labels_found(told.label, back)
    balance_reads(told.balance, *(each.read for each in back))
    return ReturnLine(
        line=LineRef(told.line),
        pieces=tuple(came_back(each, told, labels) for each in back),
        consumed_ug=_ug(told.used) or 0,
        lost_ug=_ug(told.lost) or 0,
        resolution_ug=max(_place(told.used), _place(told.lost)),
        retained_ug=kept,
        retained_to_ug=0 if kept is None else _place(told.kept),
        accept_difference=told.accept_difference,
        method=told.method,
        plan=told.plan,
        signed_by=told.signed_by,
        confirmed_by=told.confirmed_by,
        exposures=tuple(ExposureKind(each) for each in told.met),
        contamination=told.contamination,
        shipment=ShipmentRef(told.shipment) if told.shipment else None,
        sheet=_document(told.sheet, DocumentKind.RETURN_SHEET),
        documents=_video(told),
        gone=tuple(told.gone),
    )


def _enter(told: Namespace) -> Operation:
    if not told.day.strip():
        # That of today would be no day of long ago, and every count by years would be wrong by it.
        raise UsageRefused("cli.enter_needs_day")
    return EnterLoan(
        number=told.number,
        kind=LoanKind(told.kind),
        borrower=PersonRef(told.borrower),
        agreement=AgreementRef(told.agreement) if told.agreement else None,
        lines=tuple(old_line(each, told.due) for each in told.line),
        source=told.source,
        purpose=told.purpose,
        since_stated=words_of_day(told.day),
    )


def _transfer(told: Namespace) -> Operation:
    due: Day | None = 0
    if told.due:
        due = None if told.due == "none" else certain_day(told.due)
    return TransferLine(
        line=LineRef(told.line),
        agreement=AgreementRef(told.agreement),
        approved_by=told.approved_by,
        receipt=_document(told.receipt, DocumentKind.TRANSFER),
        to_loan=LoanRef(told.to_loan) if told.to_loan else None,
        due=due,
    )


def _document(name: str, kind: DocumentKind) -> Attached:
    return attached_named(kind, name)


def _video(told: Namespace) -> tuple[Attached, ...]:
    video = attached_named(DocumentKind.VIDEO, told.video, sha256=told.sha256)
    return (video,) if video.name else ()


def _sub_sample(text: str) -> SubSample:
    name, mass = part_text(text)
    return SubSample(name=name, ug=_ug(mass))


def _ug(text: str) -> int | None:
    return parse_exact_mass(text, unit=UNIT).ug if text.strip() else None


def _place(text: str) -> int:
    """Return the last place to which a mass is stated, in ug; 0 where none is."""
    return parse_exact_mass(text, unit=UNIT).resolution_ug or 0 if text.strip() else 0


def _reading(text: str, balance: str) -> Reading | None:
    if not text.strip():
        return None
    mass = parse_exact_mass(text, unit=UNIT)
    named = BalanceRef(balance) if balance else None
    return Reading(net_ug=mass.ug, balance=named, resolution_ug=None if named else mass.resolution_ug)


_REPORTS: Final = MappingProxyType(
    {
        "use": DocumentKind.CONSUMPTION_REPORT,
        "loss": DocumentKind.LOSS_REPORT,
        "sub-samples": DocumentKind.OTHER,
        "mass": DocumentKind.INVENTORY,
    }
)
_SAYS: Final = MappingProxyType(
    {
        "use": ("mass", "how", "plan", "signed_by", "confirmed_by", "video", "sha256", "met", "gone", "untold"),
        "loss": ("mass", "how", "stolen", "gone", "untold"),
        "sub-samples": ("made", "how"),
        "mass": ("mass", "how"),
    }
)
"""The options each kind of report takes."""
REPORTED: Final = tuple(_REPORTS)
"""What can be reported of a line."""

ACCOUNTING_ACTS: Final[Mapping[str, Callable[[Namespace], Operation]]] = MappingProxyType(
    {
        "report": _report,
        "find-again": _find_again,
        "release": _release,
        "return": _return,
        "transfer": _transfer,
        "enter": _enter,
    }
)
"""The acts of `loan` that are here, by the word that is typed."""
