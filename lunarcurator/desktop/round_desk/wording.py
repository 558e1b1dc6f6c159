"""Words and cells of the desk of an inventory: verdicts, decisions, points, and how borrowers stand."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from lunarcurator.desktop.models import loan_cells
from lunarcurator.desktop.panels.wording import DOT
from lunarcurator.desktop.widgets.ledger_model import LedgerCell
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.mass_display import plain_mass, shown_count, shown_parts
from lunarcurator.services.lending.round_answers import POSTABLE, Compared, Comparison, Verdict
from lunarcurator.services.lending.round_decisions import Decisions, Mark
from lunarcurator.services.lending.round_points import Point, Why
from lunarcurator.services.words import Words

_LOOKS: Final[Mapping[Verdict, tuple[str, str]]] = MappingProxyType(
    {
        Verdict.AGREES: ("green", "verified"),
        Verdict.DIFFERS: ("amber", "warning"),
        Verdict.MASS_UNKNOWN: ("amber", "weigh"),
        Verdict.UNANSWERED: ("grey", "unknown"),
        Verdict.MISSING: ("grey", "unknown"),
        Verdict.NOT_ASKED: ("blue", "unknown"),
        Verdict.UNREADABLE: ("red", "block"),
        Verdict.ALTERED: ("red", "block"),
        Verdict.TWICE: ("red", "block"),
    }
)
_WHYS: Final[Mapping[Why, tuple[str, str]]] = MappingProxyType(
    {
        Why.UNANSWERED: ("grey", "unknown"),
        Why.SET_ASIDE: ("grey", "void"),
        Why.CLOSED_SINCE: ("red", "warning"),
        Why.ANSWERED_OTHERWISE: ("amber", "warning"),
        Why.MASS: ("amber", "weigh"),
        Why.MASS_UNKNOWN: ("amber", "weigh"),
        Why.BESIDES: ("blue", "unknown"),
    }
)
_EXPLAINED: Final[Mapping[Verdict, object]] = MappingProxyType(
    {
        Verdict.AGREES: QT_TRANSLATE_NOOP("RoundDesk", "The borrower sees what the book says."),
        Verdict.DIFFERS: QT_TRANSLATE_NOOP(
            "RoundDesk", "Accepted, the answer is kept and the line is to be worked through."
        ),
        Verdict.MASS_UNKNOWN: QT_TRANSLATE_NOOP(
            "RoundDesk",
            "The borrower states a mass, and the book has none. Accepted, the line is to be worked through.",
        ),
        Verdict.UNANSWERED: QT_TRANSLATE_NOOP("RoundDesk", "No answer was chosen. The line stays unanswered."),
        Verdict.MISSING: QT_TRANSLATE_NOOP(
            "RoundDesk", "The row was taken out of the workbook. The line stays unanswered."
        ),
        Verdict.NOT_ASKED: QT_TRANSLATE_NOOP(
            "RoundDesk", "The borrower added this row. Accepted, it is kept as a piece named besides."
        ),
        Verdict.UNREADABLE: QT_TRANSLATE_NOOP(
            "RoundDesk",
            "The answer or the mass cannot be read. Set it aside and ask, or enter the answer by hand.",
        ),
        Verdict.ALTERED: QT_TRANSLATE_NOOP(
            "RoundDesk",
            "Line or sample were typed over, or sorting mixed up the rows. Set it aside and ask again.",
        ),
        Verdict.TWICE: QT_TRANSLATE_NOOP(
            "RoundDesk", "The line stands twice in the workbook. Set it aside, or enter the answer by hand."
        ),
    }
)
_TO_POST: Final = QT_TRANSLATE_NOOP("RoundDesk", "accepted")
_IN_BOOK: Final = QT_TRANSLATE_NOOP("RoundDesk", "in the book")
_ASIDE: Final = QT_TRANSLATE_NOOP("RoundDesk", "aside: {why}")
_UNKNOWN: Final = QT_TRANSLATE_NOOP("RoundDesk", "unknown")
_DECIDED: Final = QT_TRANSLATE_NOOP("RoundDesk", "{count} of {all} decided")
_DISPUTED: Final = QT_TRANSLATE_NOOP("RoundDesk", "disputed")
_SETTLED: Final = QT_TRANSLATE_NOOP("RoundDesk", "settled")
_OPEN: Final = QT_TRANSLATE_NOOP("RoundDesk", "open")


def said(source: object, **facts: object) -> str:
    """Return words of this desk in the window's language, their gaps in braces filled."""
    text = QCoreApplication.translate("RoundDesk", str(source))
    for key, value in facts.items():
        text = text.replace("{" + key + "}", str(value))
    return text


def explained(verdict: Verdict) -> str:
    """Return what a verdict means, and what can be done."""
    return said(_EXPLAINED[verdict])


def unknown() -> str:
    """Return the word for a mass that nobody knows."""
    return said(_UNKNOWN)


def held(known: KnownMass | None, unit: str) -> LedgerCell:
    """Return what the book has a borrower hold, with the sign of an estimate or a bound; *unknown* for none."""
    return LedgerCell(unknown()) if known is None else loan_cells.mass(known, unit)


def stated(mass_stated: KnownMass | None, unit: str) -> LedgerCell:
    """Return a mass as a borrower states it, to the place to which it is stated; empty where none is."""
    return LedgerCell("") if mass_stated is None else loan_cells.mass(mass_stated, unit)


def mass(ug: int | None, unit: str, *, signed: bool = False) -> LedgerCell:
    """Return a mass as exact as it is known, a difference with its sign where asked for; empty for none."""
    if ug is None:
        return LedgerCell("")
    front, fraction = shown_parts(ug, unit)
    plus = "+" if signed and ug > 0 else ""
    tone = "tones.amber.ink" if signed and ug else "text"
    return LedgerCell(f"{plus}{front}", fraction, tone=tone, plain=f"{plus}{plain_mass(ug, unit)}")


def answer_cells(
    book: Comparison, each: Compared, decisions: Decisions, words: Words, unit: str
) -> tuple[LedgerCell, ...]:
    """Return a returned row beside its line: what the book says, what came back, and what was decided."""
    line, row = each.line, each.row
    tone, concept = _LOOKS[each.verdict]
    answer = words.say(f"round_answer.{each.answer}") if each.answer else row.answer if row else ""
    unread = LedgerCell(row.mass if row else "", tone="tones.red.ink")
    found = stated(each.stated, unit) if each.stated is not None else unread
    return (
        LedgerCell(line.code if line else row.code if row else ""),
        LedgerCell((line.number or line.described) if line else row.named if row else "", bold=True),
        held(each.held, unit) if line else LedgerCell(""),
        LedgerCell(answer),
        found,
        mass(_difference(each), unit, signed=True),
        LedgerCell(words.say(f"round_verdict.{each.verdict}"), badge=tone, concept=concept),
        LedgerCell(each.remarks, tone="text2"),
        _decision(book, each, decisions),
    )


def _difference(each: Compared) -> int | None:
    """Return by how many ug the mass found differs from the book; a bound or an estimate has no such figure."""
    held = each.held if each.verdict in POSTABLE else None
    if held is None or held.sign or each.ug is None:
        return None
    return each.ug - held.ug or None


def head_cells(book: Comparison, decisions: Decisions) -> tuple[LedgerCell, ...]:
    """Return the head over the rows of a borrower, as wide as the table."""
    person = book.person
    told = said(_DECIDED, count=shown_count(decisions.count((book,))), all=loan_cells.lines(len(book.lines)))
    note = DOT.join(each for each in (person.institution, told, book.book.file) if each)
    rest = tuple(LedgerCell("") for _ in range(7))
    return (LedgerCell(person.name, bold=True, plain=f"{person.name}, {note}"), LedgerCell(note), *rest)


def point_cells(point: Point, words: Words, unit: str) -> tuple[LedgerCell, ...]:
    """Return a point: borrower, line, sample, book, answer, found, why, remarks, how it stands."""
    line, besides = point.line, point.besides
    tone, concept = _WHYS[point.why]
    why = LedgerCell(words.say(f"round_differs.{point.why}"), badge=tone, concept=concept)
    if point.settled:
        why, stands = LedgerCell(why.text, tone="text2"), LedgerCell(said(_SETTLED), tone="text2")
    else:
        stands = LedgerCell(said(_DISPUTED if line is not None and line.disputed else _OPEN))
    if line is None:
        text, remarks = (besides.text, besides.remarks) if besides else ("", "")
        found = stated(besides.mass if besides else None, unit)
        middle = (LedgerCell(""), LedgerCell(text, bold=True), LedgerCell(""), LedgerCell(""), found)
        return (LedgerCell(point.person.name), *middle, why, LedgerCell(remarks, tone="text2"), stands)
    answer = words.say(f"round_answer.{line.answer}") if line.answer else ""
    return (
        LedgerCell(point.person.name),
        LedgerCell(line.code),
        LedgerCell(line.number or line.described, bold=True),
        held(line.now, unit),
        LedgerCell(answer),
        stated(line.stated, unit),
        why,
        LedgerCell(DOT.join(each for each in (line.aside, line.remarks) if each), tone="text2"),
        stands,
    )


def _decision(book: Comparison, each: Compared, decisions: Decisions) -> LedgerCell:
    mark = decisions.mark(book, each)
    if mark is Mark.ACCEPTED:
        return LedgerCell(said(_TO_POST), badge="blue", concept="done")
    if mark is Mark.ASIDE:
        return LedgerCell(said(_ASIDE, why=decisions.why(book, each)), badge="grey", concept="void")
    return LedgerCell(said(_IN_BOOK) if mark is Mark.POSTED else "", tone="text2")
