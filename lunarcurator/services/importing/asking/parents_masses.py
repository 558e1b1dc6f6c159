"""Lists of pieces and their daughters: in which masses of parents those of the daughters are."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import chain
from typing import Final, NamedTuple, override

from lunarcurator.domain.numbering import NumberTextError, Scheme
from lunarcurator.domain.words_folding import number_key
from lunarcurator.exchange.book import Row
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.question import Chosen, Looking, Question
from lunarcurator.services.importing.cells.values import plain
from lunarcurator.services.importing.cells.words_of_nothing import is_nothing_said
from lunarcurator.services.importing.columns.terms import Terms
from lunarcurator.services.importing.lists.collection_rows import apart
from lunarcurator.services.importing.reading import Reading
from lunarcurator.services.importing.rows import ReadRow, RowReader
from lunarcurator.store.reads.matching import has_pieces, known_pieces

_LONGEST_END: Final = 4
_ZERO: Final = ",0"


class Daughters(Chosen):
    """What the masses are of pieces that have daughters with masses in the same list."""

    name, options = "daughters", (Choice.WITH_DAUGHTERS, Choice.LEFT_OVER)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        masses = _masses(sheet.reading)[:1]
        pieces, parents = _weighed(sheet, masses)
        # The end of a number may be of any of them.
        if any(each in pieces or _is_end(each) for each in parents):
            yield self.ask({"column": masses[0]})

    def left_over(self, reading: Reading) -> bool | None:
        """Tell whether masses are what is left of pieces without their daughters, None where nobody said."""
        said = self.said(reading.answers)
        return None if said is None else said is Choice.LEFT_OVER


class FromBook(Chosen):
    """Whether new daughters are still in the mass that the book has of their parents, the list saying none."""

    name, options = "from_book", (Choice.TAKE_OUT, Choice.REFUSE)

    @override
    def found(self, sheet: Looking) -> Iterator[Question]:
        target = sheet.target
        if target is None or target.uid is None:
            return
        pieces, parents = _weighed(sheet, sheet.reading.taken_for("mass", "mass_now", "original"))
        untold = [text for key, text in parents.items() if key not in pieces]
        numbers = [*_numbers(target.scheme, untold)]
        with sheet.session.database.snapshot() as connection:
            if not untold or not has_pieces(connection, target.uid):
                return
            known = known_pieces(connection, target.uid, numbers)
        # Of a name, and of the end of a number, it is not known which piece it is.
        if len(numbers) < len(untold) or any(each.mass_ug for each in known.values()):
            yield self.ask({"collection": target.code})


DAUGHTERS, FROM_BOOK = Daughters(), FromBook()


class _Columns(NamedTuple):
    """The columns that say who a piece is, of what whole it is a part, what its parent is, and other names."""

    own: tuple[str, ...]
    whole: tuple[str, ...]
    above: tuple[str, ...]
    names: tuple[str, ...]


def _columns(reading: Reading) -> _Columns:
    above, names = reading.parent_key or reading.taken_for("parent")[:1], reading.taken_for("names")
    if reading.key:
        return _Columns(reading.key, (), above, names)
    number, whole = reading.taken_for("number")[:1], reading.taken_for("generic")[:1]
    return _Columns((*(number or whole), *reading.taken_for("specific")[:1]), whole or number, above, names)


def _weighed(sheet: Looking, masses: tuple[str, ...]) -> tuple[set[str], dict[str, str]]:
    """Return the keys of the pieces of which columns say a mass, and by its key each of what these are parts of.

    A piece goes by its number and by its names. Where the list says only ends of numbers it goes by the number
    that is read in the end as well.
    """
    pieces, parents = set[str](), dict[str, str]()
    ends = "generic" in sheet.reading.constants or bool(sheet.reading.families)
    for number, parent, names in _as_written(sheet, masses):
        ends = ends or _is_end(number)
        pieces |= {number, _whole(number), *names}
        if parent and number_key(parent) != number and not is_nothing_said(parent):
            parents[number_key(parent)] = parent
    for read in _completed(sheet, masses) if ends else ():
        number = number_key(read.shown)
        pieces |= {number, _whole(number)}
        if read.parent:
            parents[number_key(read.parent)] = read.parent
    wholes = {whole: whole for whole in map(_whole, parents) if not _is_end(whole)}
    wholes.pop("", None)
    return pieces, wholes | parents


def _as_written(sheet: Looking, masses: tuple[str, ...]) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Yield of rows that say a mass the key of the number, the parent, and the keys of names, as they stand."""
    columns = _columns(sheet.reading)
    cells = sheet.cells((*masses, *chain(*columns)))
    for row in zip(*cells.values(), strict=True):
        said = dict(zip(cells, map(plain, row), strict=True))
        if any(map(str.isdigit, "".join(map(said.__getitem__, masses)))):
            whole = _words(said, columns.whole)
            number = number_key(_words(said, columns.own) or whole)
            yield number, _words(said, columns.above) or whole, [number_key(said[name]) for name in columns.names]


def _is_end(key: str) -> bool:
    return key.startswith(",") or 0 < len(key) <= _LONGEST_END


def _whole(key: str) -> str:
    """Return the key of what a `,0` may be, which is its whole; of anything else the key itself."""
    return key.removesuffix(_ZERO)


def _completed(sheet: Looking, masses: tuple[str, ...]) -> Iterator[ReadRow]:
    """Yield the rows that say a mass with number and parent as they are read in the end, where it is known."""
    at = [sheet.reading.columns.index(name) for name in masses]
    for part in map(sheet.at, apart(sheet.reading)):
        if part.target is None:
            continue
        wanted, terms = part.prepared, Terms(sheet.session.lab.vocabularies)
        reader = RowReader(wanted.columns, wanted.plan.kind, part.target, terms)
        weighed = (row for row in wanted.table.rows() if any(map(str.isdigit, _text(row, at))))
        yield from (row for row in map(reader.identified, weighed) if row.number is not None)


def _text(row: Row, places: Iterable[int]) -> str:
    return "".join(plain(row.cells[at]) for at in places)


def _numbers(scheme: Scheme, texts: Iterable[str]) -> Iterator[str]:
    """Yield the whole numbers among these texts as the book has them."""
    for text in texts:
        with suppress(NumberTextError):
            yield scheme.parse(text).canonical


def _masses(reading: Reading) -> tuple[str, ...]:
    """Return the columns of masses that say what pieces weigh now, none where they say another mass."""
    now = reading.taken_for("mass_now")
    # What registries keep of sizes is the mass now only where somebody said so.
    tells_now = reading.kind in ("list", "sections") or (reading.kind == "registry" and now)
    return (now or reading.taken_for("mass")) if tells_now else ()


def _words(said: Mapping[str, str], names: Iterable[str]) -> str:
    return " ".join(filter(None, (said[name].removesuffix(".0") for name in names)))
