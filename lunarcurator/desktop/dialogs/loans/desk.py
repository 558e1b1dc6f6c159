"""What the forms of the loan desk are about: loans, lines and shipments, chosen before or named in the form."""

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from lunarcurator.desktop.dialogs.form.inputs import Input, TextInput
from lunarcurator.desktop.dialogs.form.kind_inputs import Asking, Offer, Question, one_of
from lunarcurator.desktop.dialogs.form.layout import About, LayoutForm
from lunarcurator.desktop.dialogs.loans.loan_dialog import lines_in, lines_said, numbered, people_in
from lunarcurator.desktop.dialogs.loans.named_lines import NamedLines
from lunarcurator.domain.identity import (
    AgreementRef,
    InstitutionRef,
    LineRef,
    LoanRef,
    PersonRef,
    ShipmentRef,
    Uid,
)
from lunarcurator.services.form_context import FormContext, form_context
from lunarcurator.services.lending.choices import LoanChoices, institution_choices, loan_choices, loans_in


class Desk(NamedTuple):
    """What a form of the desk reads: what there is to choose from, and the numbers of the pieces selected."""

    choices: LoanChoices
    numbers: tuple[str, ...]
    lenders: Sequence[tuple[Uid, str]] = ()
    loans_in: Sequence[tuple[Uid, str]] = ()


def _read(form: LayoutForm) -> tuple[FormContext, Desk]:
    session, selected = form.context.session, form.selection
    # The pieces selected in a room are only named at first: the entry does not rest on how they stand.
    numbers = tuple(each.number for each in form_context(session, selected.samples).pieces)
    return form_context(session), Desk(loan_choices(session, selected.lines, selected.loan, form.kind), numbers)


def _read_loans_in(form: LayoutForm) -> tuple[FormContext, Desk]:
    found, desk = _read(form)
    session = form.context.session
    return found, desk._replace(lenders=institution_choices(session), loans_in=loans_in(session))


def _loans(form: LayoutForm) -> Offer:
    choices: LoanChoices = form.desk.choices
    told = [(each.uid, numbered(each.code, each.person)) for each in choices.loans]
    return Offer(told, form.selection.loan)


def _agreements(form: LayoutForm) -> Offer:
    choices: LoanChoices = form.desk.choices
    return Offer([(each.uid, numbered(each.code, choices.person(each.person))) for each in choices.agreements])


def _shipments(form: LayoutForm) -> Offer:
    """Offer the shipments that have not arrived: at first the selected one, that of what is, or the only one."""
    choices: LoanChoices = form.desk.choices
    only = choices.shipments[0][0] if len(choices.shipments) == 1 else None
    return Offer(choices.shipments, form.selection.shipment or choices.shipment or only)


def _loans_in(form: LayoutForm) -> Offer:
    desk: Desk = form.desk
    known = [uid for uid, _ in desk.loans_in]
    only = known[0] if len(known) == 1 else None
    return Offer(desk.loans_in, form.selection.loan if form.selection.loan in known else only)


def _lenders(form: LayoutForm) -> Offer:
    desk: Desk = form.desk
    return Offer(desk.lenders)


def _named(form: LayoutForm, made: TextInput, codes: Callable[[], Sequence[str]]) -> Input:
    """Show below the lines that an input names what they are of."""
    choices: LoanChoices = form.desk.choices
    form.named = NamedLines(form, made, codes, {line.code: choices.what(line) for line in choices.chosen})
    form.named.follow()
    return made


def _lines(form: LayoutForm, asked: Question) -> Input:
    chosen = ", ".join(line.code for line in form.desk.choices.chosen)
    made = form.make.text(asked.key, asked.caption, chosen, note=asked.note, required=asked.required)
    return _named(form, made, lambda: lines_in(made.value()))


def _line(form: LayoutForm, asked: Question) -> Input:
    only = form.desk.choices.only
    code = only.code if only is not None else ""
    made = form.make.text(asked.key, asked.caption, code, note=asked.note, required=asked.required)
    return _named(form, made, lambda: tuple(filter(None, (made.value(),))))


def _people(form: LayoutForm, asked: Question) -> Input:
    return form.make.text(asked.key, asked.caption, note=asked.note, required=asked.required)


def _besides(form: LayoutForm) -> Sequence[str]:
    """Say to which lines an act is done where it is more than one, and of which pieces they are."""
    if form.named is None:
        return ()
    return lines_said(form.words, form.named.codes, form.named.numbers)


_REFERENCES: Final = MappingProxyType(
    {
        (LoanRef, False): one_of(_loans),
        (AgreementRef, False): one_of(_agreements),
        (ShipmentRef, False): one_of(_shipments),
        (LineRef, False): Asking(_line, lambda _form, _asked, made: LineRef(made.value())),
        (LineRef, True): Asking(_lines, lambda _form, _asked, made: lines_in(made.value())),
        (PersonRef, True): Asking(_people, lambda _form, _asked, made: people_in(made.value())),
    }
)


def _unit(form: LayoutForm) -> str:
    return form.units.on_loans


DESK: Final = About(read=_read, besides=_besides, references=_REFERENCES, unit=_unit)
"""What is lent."""
LOANS_IN: Final = About(
    read=_read_loans_in,
    besides=_besides,
    references=MappingProxyType(
        {**_REFERENCES, (LoanRef, False): one_of(_loans_in), (InstitutionRef, False): one_of(_lenders)}
    ),
    unit=_unit,
)
"""What others lend to the lab."""
