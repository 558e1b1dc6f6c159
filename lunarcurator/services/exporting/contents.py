"""The contents of places as a tree: every place in walking order, and below each what stands in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lunarcurator.documents.model import MassFigure, Value
from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.known_mass import finest, sum_of_all
from lunarcurator.services.exporting.pick_list import (
    Path,
    lent,
    lines_of,
    path_words,
    piece_cells,
    piece_state,
    walking_order,
    where,
)
from lunarcurator.services.exporting.report_context import (
    OpenedReport,
    ReportContext,
    mass_now,
    quality_of,
)
from lunarcurator.services.places import Places
from lunarcurator.store.reads.loans import LineRow
from lunarcurator.store.reads.rows import PieceRow

INDENT: Final = "    "
"""What stands before a name for each level it stands below the first."""

_OPEN: Final = frozenset({Quality.UNKNOWN, Quality.NOT_RECONCILED})
"""How the mass of a piece is not known that has one."""
_TELLS_OF_PLACES: Final = frozenset({"standing", "pieces_within", "mass_within"})


@dataclass(slots=True)
class _Within:
    """What stands in a place: the pieces directly in it, and how many in it and all below with what they weigh."""

    directly: list[PieceRow] = field(default_factory=list)
    pieces: int = 0
    ug: int = 0
    resolution_ug: int | None = None
    weighed: bool = False
    unknown: int = 0
    bounded_ug: int = 0
    estimated: int = 0

    def count(self, mass: MassFigure | None, quality: Quality) -> None:
        """Count one more piece in the place or below, with what it weighs and how that is known."""
        self.pieces += 1
        # What nobody weighs, as a section, adds up to nothing and leaves nothing open.
        self.unknown += mass is None and quality in _OPEN
        if mass is not None:
            self.bounded_ug += mass.ug if quality is Quality.UPPER_BOUND else 0
            self.estimated += mass.about
            self.weighed, self.ug = True, self.ug + mass.ug
            self.resolution_ug = finest(self.resolution_ug, mass.resolution_ug)

    def mass(self) -> Value:
        """Return what is in it, as a bound where not all of it is weighed; None where nobody knows of anything."""
        if not self.weighed:
            return None
        return MassFigure.of(
            sum_of_all(self.ug, self.estimated, self.bounded_ug, self.unknown, self.resolution_ug)
        )


def make_contents(context: ReportContext) -> OpenedReport:
    """Make the tree of places with what stands in each; empty places of what was asked for are in it too."""
    pieces = list(context.rows(context.pieces()))
    lines = lines_of(context, pieces)
    columns = (
        context.column("standing", 44),
        context.column("place", 46),
        context.column("number", 18),
        context.column("form", 16),
        context.mass("mass_now"),
        context.count("pieces_within"),
        context.mass("mass_within"),
        context.column("custody", 12),
        context.column("condition"),
        context.day("issued_day"),
        context.column("loan_code", 14),
        context.day("due_day"),
    )
    top, empty = _asked_for(context)
    tree = _tree(context, pieces, lines, empty)
    rows = _rows(context, tree, top, lines)
    return context.list_of(columns, rows, len(pieces) + len(tree), outlined=True)


def _asked_for(context: ReportContext) -> tuple[Path, Sequence[Path]]:
    """Return the path of the place that was asked for, and those of it and all places in it, all places else."""
    scope = context.wanted.scope
    tree = Places(context.session).tree(context.wanted.moment)
    if scope.place is None:
        nodes: Iterable[int] = tree.nodes if scope.pieces is None else ()
        top: Path = ()
    else:
        node = tree.id_of(scope.place)
        nodes = tree.inside(node) if node is not None else ()
        top = tuple(each.name for each in tree.line(node)) if node is not None else ()
    if scope.pieces is not None or scope.filters:
        return top, ()
    return top, [tuple(each.name for each in tree.line(id_)) for id_ in nodes if not tree.nodes[id_].retired]


def _tree(
    context: ReportContext, pieces: Sequence[PieceRow], lines: Mapping[int, LineRow], empty: Sequence[Path]
) -> dict[Path, _Within]:
    found = {path[:length]: _Within() for path in empty for length in range(1, len(path) + 1)}
    for row in pieces:
        path = where(context, row, lines.get(row.id))
        # A nominal mass is what somebody meant to make, and adds up to nothing.
        mass = mass_now(row) if quality_of(row) is not Quality.NOMINAL else None
        for length in range(1, len(path) + 1):
            found.setdefault(path[:length], _Within()).count(mass, quality_of(row))
        found.setdefault(path, _Within()).directly.append(row)
        if not path:
            found[path].count(mass, quality_of(row))
    order = walking_order(context)
    return {path: found[path] for path in sorted(found, key=order)}


def _rows(
    context: ReportContext, tree: Mapping[Path, _Within], top: Path, lines: Mapping[int, LineRow]
) -> Iterator[tuple[Value, ...]]:
    chosen = context.wanted.columns
    with_places = not context.wanted.group_by and (chosen is None or bool(_TELLS_OF_PLACES & {*chosen}))
    for path, within in tree.items():
        words, depth = path_words(context, path), max(len(path) - max(len(top), 1), 0)
        # What the place asked for stands in is told by its path.
        if with_places and len(path) >= len(top):
            name = path[-1] if path else words
            told = (INDENT * depth + name, words, None, None, None, within.pieces, within.mass())
            yield (*told, *(None,) * 5)
        for row in within.directly:
            number, form, mass = piece_cells(context, row)
            standing = INDENT * (depth + 1) + str(number)
            state = piece_state(context, row)
            yield (standing, words, number, form, mass, None, None, *state, *lent(lines.get(row.id)))
