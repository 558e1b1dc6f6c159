"""The papers of entries: the record of a split, the sheet of any entry, and the sheet of a day."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import dropwhile
from typing import Any, Final, cast

from lunarcurator.documents.mass_sums import MassSum
from lunarcurator.documents.model import MassFigure, Value
from lunarcurator.documents.papers.filling import Facts, Row
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.acts import Act
from lunarcurator.domain.days import day_come, show_day, to_date
from lunarcurator.domain.facts import MassLine, ParentRole
from lunarcurator.domain.identity import NOBODY, Uid, entry_number, uid_of
from lunarcurator.domain.known_mass import finest, stated_mass
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.rules.foreign_names import foreign_names
from lunarcurator.services.clock import day_at
from lunarcurator.services.codec import decode_acts
from lunarcurator.services.journal import (
    EntryDetail,
    JournalEntry,
    entry_detail,
    journal_entries,
)
from lunarcurator.services.mass_history import MassStep
from lunarcurator.services.papers.paper_context import PaperContext, PaperRefused, known_value, place_text
from lunarcurator.services.pieces import PieceView, piece_view
from lunarcurator.services.references import SEVERAL, UnclearReference
from lunarcurator.services.stated_days import day_by
from lunarcurator.store.fact_reading import facts_of_entry
from lunarcurator.store.reads import journal, rows
from lunarcurator.store.reads import piece as reads
from lunarcurator.store.reads.inventory import chains_of
from lunarcurator.store.reads.journal import Wish
from lunarcurator.store.reads.past import rows_at
from lunarcurator.store.reads.piece import KinRow, Lens
from lunarcurator.store.reads.rows import PieceRow

_PLANNED: Final = "plan_split"
DIVIDING: Final = ("split", "sieve", "dissect", "make_sections")
_MOST: Final = 5_000
_AROUND_US: Final = 36 * 3_600_000_000
"""A day and a half in microseconds."""
_TOLD: Final = ("method", "tool", "where", "sieves", "gas", "light", "purpose", "assigned", "request", "remarks")


def split_record(context: PaperContext) -> Facts:
    """Gather the data-pack page of an entry that divided pieces: masses before and after, daughters, who, how."""
    detail = _entry(context)
    acts = tuple(_acts(context, detail))
    divisions = tuple(each for act in acts if (each := _division(context, detail, act)) is not None)
    if not divisions:
        raise PaperRefused("paper.no_split", entry=detail.entry.seq)
    return Facts(f"#{detail.entry.seq}", _head(detail, context), {"divisions": divisions})


def entry_sheet(context: PaperContext) -> Facts:
    """Gather everything an entry of the journal says: its sentence, who, why, its masses and its links."""
    detail = _entry(context)
    lines = tuple(
        {
            "number": line.number or line.mission,
            "account": context.term("account", line.account),
            "day": day_by(detail.head, line.day, line.sample or NOBODY).value(context.words),
            # Unknown is not zero: beside unweighed pieces alone there is no figure.
            "mass": MassFigure.of(line.known) if line.ug or not line.unweighed else None,
            "unweighed": line.unweighed,
        }
        for line in detail.lines
    )
    overrides = tuple({"what": what, "reason": reason} for what, reason in detail.overrides)
    pieces = ", ".join(number for _, number in detail.pieces if number)
    names = (each.name for act in _acts(context, detail) for each in foreign_names(act.operation))
    told = {**_head(detail, context), "pieces": pieces, "names": "; ".join(dict.fromkeys(names))}
    acts = tuple({"act": sentence} for sentence in _shown_acts(detail, context))
    return Facts(f"#{detail.entry.seq}", told, {"acts": acts, "lines": lines, "overrides": overrides})


def _shown_acts(detail: EntryDetail, context: PaperContext) -> Iterator[str]:
    """Yield the sentences of the acts of an entry of several, and how many are not told."""
    yield from detail.told_acts
    more = detail.acts - len(detail.told_acts)
    if detail.told_acts and more:
        yield context.words.say("paper.more_acts", {"count": more})


def day_sheet(context: PaperContext) -> Facts:
    """Gather what was recorded on a day, each entry with its link of the chain, and the head it ends with."""
    day = (
        day_come(context.wanted.of, context.session.today) if context.wanted.of.strip() else context.session.today
    )
    found = _recorded_on(context, day)
    seqs = [each.seq for each in found]
    with context.session.database.connect() as connection:
        chains = chains_of(connection, [*seqs, *([min(seqs) - 1] if seqs else [])])
    entries = tuple(
        {
            "entry": f"#{each.seq}",
            "time": f"{each.recorded:%H:%M}",
            "day": each.told_day.value(context.words),
            "what": each.what,
            "by": " / ".join(filter(None, (each.by, each.witness))),
            "digest": chains[each.seq][:16],
        }
        for each in found
    )
    told = {
        "day": show_day(day),
        "count": str(len(found)),
        "before": chains.get(min(seqs) - 1, "") if seqs else "",
        "head": chains[max(seqs)] if seqs else "",
    }
    return Facts(show_day(day), {**told, "code": told["head"]}, {"entries": entries})


def _recorded_on(context: PaperContext, day: int) -> list[JournalEntry]:
    """Return the entries recorded on a day by the lab's clock, the earliest first."""
    date = to_date(day)
    if date is None:
        raise PaperRefused("paper.no_day", of=context.wanted.of)
    noon = int(datetime(date.year, date.month, date.day, 12, tzinfo=UTC).timestamp()) * 1_000_000
    wish = Wish(since_us=noon - _AROUND_US)
    zone, upto = context.session.time_zone, context.wanted.moment.seq
    with context.session.database.snapshot() as connection:
        newest = journal.head(connection) if upto is None else upto
        seqs = [
            seq
            for seq, _, recorded, _ in journal.find(connection, wish, newest)
            # Whatever the time zone, a day of it lies within a day and a half around its noon in UTC.
            if recorded < noon + _AROUND_US and day_at(recorded, zone) == day
        ]
    return sorted(journal_entries(context.session, context.words, seqs), key=lambda each: each.seq)


def _entry(context: PaperContext) -> EntryDetail:
    """Return the entry a paper is of: by its uid, by its number, or the last that divided a piece of this number.

    `#12` is always an entry, `12` one where no piece has that number.
    """
    details = (entry_detail(context.session, context.words, uid) for uid in _meant(context))
    return next(each for each in details if each is not None)


def _meant(context: PaperContext) -> Iterator[Uid]:
    """Yield the entry that is meant; the window may name a piece, and leaves its last division to this."""
    text = context.wanted.of.strip()
    if context.wanted.uid is not None:
        yield context.wanted.uid
    seq = entry_number(text)
    if context.wanted.uid is None and seq is not None and (text.startswith("#") or not _is_piece(context)):
        yield _by_seq(context, seq)
    yield _of_piece(context)


def _is_piece(context: PaperContext) -> bool:
    try:
        context.piece_uid()
    except UnclearReference as unclear:
        return unclear.key == SEVERAL
    return True


def _by_seq(context: PaperContext, seq: int) -> Uid:
    with context.session.database.connect() as connection:
        found = journal.rows(connection, [seq])
    if not found:
        raise PaperRefused("paper.no_entry", of=f"#{seq}")
    return found[0].uid


def _of_piece(context: PaperContext) -> Uid:
    view = context.piece()
    for each in journal_entries(context.session, context.words, view.entries):
        if each.kind in DIVIDING and not each.undone:
            return each.uid
    raise PaperRefused("paper.never_divided", number=view.row.number)


def _head(detail: EntryDetail, context: PaperContext) -> dict[str, str]:
    entry = detail.entry
    return {
        "entry": f"#{entry.seq}",
        "what": entry.what,
        "day": entry.told_day.text(context.words),
        "recorded": f"{entry.recorded:%Y-%m-%d %H:%M}",
        "by": entry.by,
        "witness": entry.witness,
        "reason": entry.reason,
        "authority": " · ".join(filter(None, detail.authority)),
        "source": detail.source,
        "chain": detail.chain,
        "chain_before": detail.chain_before,
        "undone": f"#{detail.taken_back_by}" if entry.undone else "",
        "code": f"#{entry.seq} {detail.chain[:16]}",
    }


def _acts(context: PaperContext, detail: EntryDetail) -> Iterator[Act]:
    with context.session.database.connect() as connection:
        row = journal.row_of(connection, detail.entry.uid)
    yield from decode_acts(row.payload) if row is not None else ()


def _division(context: PaperContext, detail: EntryDetail, act: Act) -> Row | None:
    """Return what one act divided, or None for an act that divides nothing."""
    operation: Any = act.operation
    # What an undo took out of the book is told as it stood when the entry was made.
    then = NOW if detail.taken_back_by is None else Moment(seq=detail.entry.seq)
    divides = operation.KIND in (*DIVIDING, _PLANNED)
    view = piece_view(context.session, uid_of(operation.parent), then) if divides else None
    if view is None:
        return None
    daughters = tuple(_daughters(context, view, detail.entry.seq, then))
    return {
        "parent": view.row.number,
        "form": context.term("form", view.row.values.get("form")),
        "kind": context.words.label(f"operation.{operation.KIND}"),
        "how": tuple(_how(context, operation)),
        "daughters": daughters,
        "account": (
            *_account(context, view, detail.entry.seq, daughters, operation),
            *_differs(context, view, detail.entry.seq),
        ),
        "retired": context.words.label("value.yes") if getattr(operation, "retires", False) else "",
    }


def _how(context: PaperContext, operation: Any) -> Iterator[Row]:
    for key in _TOLD:
        value = getattr(operation, key, None)
        if value:
            yield {"label": context.words.label(f"act_field.{key}"), "text": context.term(key, value)}


def _daughters(context: PaperContext, view: PieceView, seq: int, then: Moment) -> Iterator[Row]:
    with context.session.database.snapshot() as connection:
        lens = Lens(connection, then)
        kin = [each for each in reads.daughters(connection, view.id, lens, _MOST) if each.entry == seq]
        ids = [each.id for each in kin]
        known = rows.piece_rows(connection, ids) if then.is_now else rows_at(connection, ids, then)
    return (_daughter(context, known[each.id], each) for each in kin if each.id in known)


def _daughter(context: PaperContext, row: PieceRow, kin: KinRow) -> Row:
    known = row.began_with(kin.born_ug) if kin.born_ug else None
    unknown = context.word("unknown_reason", row.values.get("mass_reason")) or context.say("mass.unknown")
    return {
        "number": row.number,
        "form": context.term("form", row.values.get("form")),
        "role": context.term("parent_role", kin.role),
        "mass": known_value(known) or unknown,
        "weighed": MassFigure.of(known),
        "place": place_text(row),
        "remarks": str(row.values.get("remarks") or ""),
        "recovered": context.words.label("value.yes") if kin.role == ParentRole.RECOVERED else "",
    }


def _mass_at(context: PaperContext, step: MassStep | None) -> Value:
    """Return the mass of a piece after a step, and in words where nobody knew it."""
    if step is None or not step.known:
        return context.say("mass.unknown")
    return known_value(stated_mass(step.balance_ug, step.quality, step.resolution_ug))


def _account(
    context: PaperContext, view: PieceView, seq: int, daughters: tuple[Row, ...], operation: Any
) -> Iterator[Row]:
    """Yield the lines of the mass before, the mass after, what came of it, and what is lost.

    What is only planned has a mass before, and nothing came of it yet.
    """
    if operation.KIND == _PLANNED:
        known = next((step for step in view.steps if step.entry.seq < seq), None)
        yield {"label": context.say("paper_mass.before"), "mass": _mass_at(context, known)}
        return
    before, after = _steps_at(view, seq)
    for key, step in (("before", before), ("after", after)):
        yield {"label": context.say(f"paper_mass.{key}"), "mass": _mass_at(context, step)}
    for key, wanted in (("daughters", False), ("recovered", True)):
        total = _sum_of(each for each in daughters if bool(each["recovered"]) is wanted)
        if total.figures or total.blank:
            yield {"label": context.say(f"paper_mass.{key}"), "mass": context.sum_value(total)}
    lost = MassFigure(getattr(operation, "attrition_ug", 0), _read_to(daughters, before, after))
    yield {"label": context.words.label("paper.attrition"), "mass": lost}


def _sum_of(daughters: Iterable[Row]) -> MassSum:
    total = MassSum()
    for each in daughters:
        total.add(cast(MassFigure | None, each["weighed"]))
    return total


def _steps_at(view: PieceView, seq: int) -> tuple[MassStep | None, MassStep | None]:
    """Return the step before an entry and its own; the steps of a view begin with the latest."""
    steps = dropwhile(lambda step: step.entry.seq != seq, view.steps)
    after = next(steps, None)
    return next(steps, None), after


def _read_to(daughters: tuple[Row, ...], *steps: MassStep | None) -> int | None:
    """Return the finest last place of the masses an entry compares."""
    parts = [cast(MassFigure | None, each["weighed"]) for each in daughters]
    return finest(*(each.resolution_ug for each in (*parts, *steps) if each is not None))


def _differs(context: PaperContext, view: PieceView, seq: int) -> Iterator[Row]:
    """Yield what a weighing found missing of the piece an entry divided, or too much, where it found any."""
    ug = _adjusted_ug(context, view.uid, seq)
    if ug:
        place = next((step.resolution_ug for step in view.steps if step.entry.seq == seq), None)
        label = context.say("paper_mass.missing" if ug > 0 else "paper_mass.too_much")
        yield {"label": label, "mass": MassFigure(abs(ug), place)}


def _adjusted_ug(context: PaperContext, piece: Uid, seq: int) -> int:
    """Return what an entry found missing of a piece, negative for too much, and booked to adjustment."""
    with context.session.database.snapshot() as connection:
        facts = (each.fact for each in facts_of_entry(connection, MassLine, seq))
        lines = [each for each in facts if isinstance(each, MassLine) and each.sample == piece]
    return sum(each.ug for each in lines if each.account is Account.ADJUSTMENT)
