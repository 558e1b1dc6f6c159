"""Decisions about returned answers that are not posted, as a draft keeps them: each with what its row said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from lunarcurator.domain.identity import Uid
from lunarcurator.services.lending.round_answers import Compared, Comparison, ReturnedRow, Signed
from lunarcurator.services.lending.round_decisions import Decisions, Mark
from lunarcurator.typed_json import convert

type Said = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One decision: what the row said when it was made, and for which reason it was set aside, "" for accepted."""

    said: Said
    aside: str = ""


@dataclass(frozen=True, slots=True)
class KeptBook:
    """What was decided about the workbook of one borrower: `lines` by uid, `besides` as what those rows said."""

    lines: Mapping[str, KeptRow] = field(default_factory=dict)
    besides: tuple[Said, ...] = ()
    signed: tuple[str, str] | None = None

    def __bool__(self) -> bool:
        """Whether anything was decided."""
        return bool(self.lines or self.besides or self.signed)

    @property
    def count(self) -> int:
        """How many rows were decided."""
        return len(self.lines) + len(self.besides)


class TakenUp(NamedTuple):
    """How many decisions stand again, and how many do not, because their rows say something else or are gone."""

    back: int = 0
    gone: int = 0


def kept_book(book: Comparison, decisions: Decisions) -> KeptBook:
    """Return what was decided about a workbook and is not in the book yet."""
    lines: dict[str, KeptRow] = {}
    besides: list[Said] = []
    for each in book.lines:
        mark = decisions.mark(book, each)
        if each.row is None or mark not in {Mark.ACCEPTED, Mark.ASIDE}:
            continue
        if each.line is None:
            besides.append(_said(each.row))
        else:
            lines[each.line.uid] = KeptRow(_said(each.row), decisions.why(book, each))
    signed = decisions.signed(book)
    typed = signed != Signed(book.book.signed_by, book.book.witnessed_by)
    return KeptBook(lines, tuple(besides), (signed.by, signed.witness) if typed else None)


def take_up(book: Comparison, decisions: Decisions, kept: KeptBook) -> TakenUp:
    """Decide again what was decided before, where the row still says the same; what is posted needs none."""
    back, left = 0, {*kept.lines, *kept.besides}
    for each in book.lines:
        key = each.line.uid if each.line is not None else _said(each.row) if each.row is not None else ""
        if key not in left:
            continue
        if decisions.mark(book, each) is not Mark.OPEN:
            left.discard(key)
        elif _decided_again(book, each, decisions, kept):
            left.discard(key)
            back += 1
    if kept.signed is not None:
        decisions.sign(book, *kept.signed)
    return TakenUp(back, len(left))


def kept_books(content: Mapping[str, object]) -> dict[Uid, KeptBook]:
    """Return by borrower what a draft keeps; what another version wrote in another way is left out."""
    people = content.get("people")
    found: dict[Uid, KeptBook] = {}
    for person, told in people.items() if isinstance(people, Mapping) else ():
        try:
            found[Uid(person)] = convert(told, KeptBook)
        except msgspec.ValidationError:
            continue
    return found


def _decided_again(book: Comparison, each: Compared, decisions: Decisions, kept: KeptBook) -> bool:
    if each.line is None:
        return decisions.accept(book, each)
    row = kept.lines[each.line.uid]
    if each.row is None or _said(each.row) != row.said:
        return False
    return decisions.set_aside(book, each, row.aside) if row.aside else decisions.accept(book, each)


def _said(row: ReturnedRow) -> Said:
    return (row.code, row.sample, row.answer, row.mass, row.remark)
