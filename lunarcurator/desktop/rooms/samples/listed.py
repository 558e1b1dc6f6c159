"""The samples as they stand in their room, tree or hits, as a list to export: shown columns, order and filters."""

from collections.abc import Iterator, Sequence
from itertools import batched
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.models.headings import name_and_unit
from lunarcurator.desktop.models.sample_cells import CellWriter
from lunarcurator.desktop.models.sample_columns import SampleColumn
from lunarcurator.desktop.models.sample_hits import SampleHitsModel
from lunarcurator.desktop.rooms.samples.filter_bar import FilterBar
from lunarcurator.desktop.rooms.samples.list_view import SampleListView
from lunarcurator.documents.model import Column, ColumnKind, MassFigure, Value
from lunarcurator.domain.fields import FIELDS, FieldKind
from lunarcurator.services.browsing import TOP, Browsing, Child, PieceRow, TreeQuery
from lunarcurator.services.exporting import ListOnScreen, ListRead, Scope
from lunarcurator.services.exporting.report_context import figure, integer, mass_listed
from lunarcurator.services.exporting.scoping import pieces_of
from lunarcurator.services.searching import Hit
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words

_CHUNK: Final = 400
_PATH: Final = " › "
_WIDTHS: Final = MappingProxyType({"number": 18, "place": 40, "path": 40, "remarks": 40})
_MASSES: Final = frozenset({"mass", "own", "original"})
_DAYS: Final = frozenset({"weighed", "sighted"})
_FIELD_KINDS: Final = MappingProxyType(
    {
        FieldKind.MASS: ColumnKind.MASS,
        FieldKind.DAY: ColumnKind.DAY,
        FieldKind.INTEGER: ColumnKind.INTEGER,
        FieldKind.PERCENT: ColumnKind.PERCENT,
    }
)


def samples_on_screen(context: AppContext, view: SampleListView, query: TreeQuery, bar: FilterBar) -> ListOnScreen:
    """Return the list of the room from what is shown in it: the tree, or the hits where those are in front."""
    columns, told = view.columns_in_order(), tuple(bar.label(each) for each in query.filters)
    title, model, moment = view.accessibleName(), view.model(), query.moment
    listed = _Listed(context.session, context.words)
    if isinstance(model, SampleHitsModel):
        hits = model.hits
        told = (hits.text, *told)
        return ListOnScreen("hits", title, lambda _connection: listed.hits(columns, hits.hits), told, moment)
    shown = [each for each in columns if each.key != "path"]
    return ListOnScreen("samples", title, lambda connection: listed.tree(connection, shown, query), told, moment)


class _Listed:
    """Reads the rows of tree or hits in the order in which they stand."""

    def __init__(self, session: StoreSession, words: Words) -> None:
        self._session, self._words, self._writer = session, words, CellWriter(words)

    def tree(self, connection: Any, shown: Sequence[SampleColumn], query: TreeQuery) -> ListRead:
        """Read every piece the filters take, below what it came from."""
        browsing = Browsing(self._session)

        def rows() -> Iterator[tuple[Value, ...]]:
            for some in batched(_walk(browsing, query), _CHUNK):
                found = browsing.rows(some, query.moment)
                yield from (self._row(found[id_], shown) for id_ in some if id_ in found)

        total = len(pieces_of(self._session, connection, Scope(filters=query.filters), query.moment))
        return ListRead(self._columns(shown), rows(), total)

    def hits(self, shown: Sequence[SampleColumn], hits: Sequence[Hit]) -> ListRead:
        """Read what a search found, best first."""
        rows = [self._row(hit.row, shown, _PATH.join(hit.path)) for hit in hits]
        return ListRead(self._columns(shown), rows, len(rows))

    def _columns(self, shown: Sequence[SampleColumn]) -> tuple[Column, ...]:
        return tuple(
            Column(
                each.key,
                name_and_unit(self._writer.header(each))[0],
                _kind(each),
                "g" if _kind(each) is ColumnKind.MASS else "",
                _WIDTHS.get(each.key, 16),
            )
            for each in shown
        )

    def _row(self, row: PieceRow, shown: Sequence[SampleColumn], path: str = "") -> tuple[Value, ...]:
        return tuple(path if each.key == "path" else self._value(row, each) for each in shown)

    def _value(self, row: PieceRow, column: SampleColumn) -> Value:
        if column.key in ("mass", "own"):
            return mass_listed(row, self._words, "g")
        if column.key == "original":
            return MassFigure.of(row.original_mass)
        kind, said = _kind(column), row.values.get(column.key)
        if kind is ColumnKind.MASS:
            return figure(said)
        if kind is not ColumnKind.TEXT:
            return integer(said) or (0 if said == 0 and kind is not ColumnKind.DAY else None)
        return self._writer.cell(row, column).plain


def _kind(column: SampleColumn) -> ColumnKind:
    if column.key in _MASSES:
        return ColumnKind.MASS
    if column.key in _DAYS:
        return ColumnKind.DAY
    return _FIELD_KINDS.get(FIELDS[column.key].kind, ColumnKind.TEXT) if column.key in FIELDS else ColumnKind.TEXT


def _walk(browsing: Browsing, query: TreeQuery) -> Iterator[int]:
    """Yield the pieces the filters take, from the top of the tree down, each before what came from it."""
    waiting: list[Child] = [(TOP, 1, b"", False)]
    while waiting:
        node, below, _, is_taken = waiting.pop()
        if isinstance(node, int) and is_taken:
            yield node
        if below:
            waiting += reversed(browsing.children([node], query)[node])
