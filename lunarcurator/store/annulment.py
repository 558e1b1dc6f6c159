"""An altered entry in a write transaction: how verifying finds it, and its facts taken out of force or left."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, select

from lunarcurator.domain.operations.annulling import AnnulEntry
from lunarcurator.domain.rules.annulling import AlteredEntry
from lunarcurator.store import negation, reversal, schema
from lunarcurator.store.fact_reading import entry_facts
from lunarcurator.store.fact_rows import FACT_ROWS, Link
from lunarcurator.store.rebuild.rows import MAKE_YEARS
from lunarcurator.store.statements import driver
from lunarcurator.store.verify.answers import Answers, as_found
from lunarcurator.store.verify.journal import check_journal
from lunarcurator.store.verify.reader import DAMAGE, Reader, pass_on
from lunarcurator.store.verify.report import Report
from lunarcurator.store.writing import Writer

if TYPE_CHECKING:
    from lunarcurator.store.posting import ReversalStatus

_MISSING: Final = "verify.entry_missing"
_OPEN: Final = "verify.does_not_close"
_BROKEN: Final = "verify.chain_broken"
_YEARS: Final = (
    "DELETE FROM year_sum",
    MAKE_YEARS,
)
_TABLE_OF: Final = MappingProxyType(
    {Link.SAMPLE: "sample", Link.PLACE: "place", Link.DESK: "desk", Link.BOOK: "book"}
)


@dataclass(frozen=True, slots=True)
class Looked:
    """An entry as verifying finds it, and the digest of everything the store holds of it, in hex."""

    entry: AlteredEntry
    found: str


class _ByEntry(Report):
    """Keeps which keys each entry is accused of, however many entries there are."""

    def __init__(self, answers: Answers) -> None:
        super().__init__(answers=answers)
        self.keys: dict[int, set[str]] = defaultdict(set)
        self.answered: set[int] = set()
        self.answers_of = answers

    def flaw(self, key: str, *, cause: str = "", **_facts: str | int) -> None:
        """Keep what is wrong with an entry; what is wrong with something else is not asked."""
        answered = self.answers_of.to(key, cause)
        if answered is not None:
            self.answered.add(answered[0])
        elif cause.startswith("entry:"):
            self.keys[int(cause.removeprefix("entry:"))].add(key)


def look_at(connection: Connection, seq: int, standing: "Callable[[], ReversalStatus | None]") -> Looked:
    """Return how verifying finds an entry, after the whole journal was judged.

    Nothing is written yet, so that another connection sees the same; what it leaves unread hinders no commit.
    """
    with connection.engine.connect() as beside:
        try:
            return _look_at(beside, seq, standing)
        finally:
            driver(beside).set_progress_handler(None, 0)


def _look_at(connection: Connection, seq: int, standing: "Callable[[], ReversalStatus | None]") -> Looked:
    reader = Reader(connection, lambda: False)
    report = _ByEntry(Answers(reader))
    check_journal(reader, report, lambda _done: None)
    keys = report.keys
    missing = min((each for each, found in keys.items() if _MISSING in found), default=0)
    closes = _OPEN not in keys.get(seq, ()) or report.answers_of.taken_back(seq) is not None
    # Where entries are gone, what rests on what cannot be asked any more.
    how, readable = (None, True) if missing else _asked(standing)
    entry = AlteredEntry(
        seq=seq,
        altered=bool(keys.get(seq)),
        answered=seq in report.answered,
        missing=missing,
        breaks=_places(sorted(each for each, found in keys.items() if _BROKEN in found)),
        closes=closes,
        readable=readable and _readable(connection, reader, seq),
        in_force=how is not None and how.stands,
        annulment=how is not None and how.kind == AnnulEntry.KIND,
        later=how.obstacle.seq if how is not None and how.obstacle is not None else 0,
    )
    return Looked(entry, as_found(reader, seq))


def _asked(standing: "Callable[[], ReversalStatus | None]") -> "tuple[ReversalStatus | None, bool]":
    """Return how an entry stands, and whether what it touched can be read at all."""
    try:
        return standing(), True
    except DAMAGE as error:
        pass_on(error)
        return None, False


class UnreadableError(Exception):
    """What an altered entry says cannot be derived from, whatever it looks like by itself."""


@contextmanager
def deriving() -> Iterator[None]:
    """Raise `UnreadableError` for a value that no fold takes; nothing of the work is left then."""
    try:
        yield
    except DAMAGE as error:
        pass_on(error)
        raise UnreadableError from error


def withdraw(writer: Writer, connection: Connection, seq: int) -> None:
    """Write the negation of an entry as it is found as the facts of this one, and put both out of force."""
    row = connection.execute(select(schema.entry).where(schema.entry.c.seq == seq)).one()
    reversal.negate(writer, connection, row)
    _derive(writer, connection, seq)


def let_stand(writer: Writer, connection: Connection, seq: int) -> None:
    """Touch what an entry touched, and let everything derived follow its facts as they are found."""
    negation.repeat_touches(connection, seq, writer.seq)
    writer.digest.take(negation.touched(connection, seq))
    reversal.refresh(connection, seq, writer)
    _derive(writer, connection, seq)


def _derive(writer: Writer, connection: Connection, seq: int) -> None:
    """Derive the pieces that facts of an entry name without a touch, and the yearly sums."""
    reversal.refresh_pieces(connection, _untouched(connection, seq), writer)
    for statement in _YEARS:
        connection.exec_driver_sql(statement)


def _untouched(connection: Connection, seq: int) -> list[int]:
    """Return the pieces that facts of an entry name although it does not touch them."""
    named: set[int] = set()
    for kind in FACT_ROWS:
        for name, link in kind.links.items():
            if link is Link.SAMPLE:
                query = f'SELECT DISTINCT "{name}" FROM {kind.table.name} WHERE entry = ?'  # noqa: S608
                named.update(key for (key,) in connection.exec_driver_sql(query, (seq,)) if key is not None)
    touched = "SELECT subject FROM touch WHERE entry = ? AND kind = 'sample'"
    return sorted(named.difference(key for (key,) in connection.exec_driver_sql(touched, (seq,))))


def _readable(connection: Connection, reader: Reader, seq: int) -> bool:
    """Tell whether every fact of an entry can be read, and names something that is there."""
    try:
        entry_facts(connection, seq)
    except DAMAGE as error:
        pass_on(error)
        return False
    return not any(reader.value(query, seq) for query in _dangling())


def _dangling() -> Iterable[str]:
    for kind in FACT_ROWS:
        for name, link in kind.links.items():
            if link is not Link.SUBJECT:
                yield (
                    f'SELECT 1 FROM {kind.table.name} f WHERE f.entry = ? AND f."{name}" IS NOT NULL '  # noqa: S608
                    f'AND NOT EXISTS (SELECT 1 FROM {_TABLE_OF[link]} o WHERE o.id = f."{name}") LIMIT 1'
                )


def _places(broken: list[int]) -> int:
    """Return at how many places the chain breaks; a wrong link breaks it for its entry and the next one."""
    return sum(1 for at, seq in enumerate(broken) if at == 0 or seq != broken[at - 1] + 1)
