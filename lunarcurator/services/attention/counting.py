"""The sighting list of a place: what has to be there, and what a scanned label means."""

from collections.abc import Iterable
from dataclasses import dataclass

from lunarcurator.domain.booking.exposing import standing_in_at
from lunarcurator.domain.days import Day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.picture import Picture
from lunarcurator.domain.words_folding import number_key
from lunarcurator.services.asking import find_piece
from lunarcurator.services.clock import SystemClock
from lunarcurator.services.desk import Desk
from lunarcurator.services.identities import uid_maker
from lunarcurator.store.reads.attention import ids_of
from lunarcurator.store.reads.rows import piece_rows
from lunarcurator.store.source import StoreSource

_STEP = " \u203a "


@dataclass(frozen=True, slots=True)
class Expected:
    """One piece that has to be in a place: number, where inside, form, and mass in ug (None unknown)."""

    uid: Uid
    number: str
    name: str
    where: str
    form: str
    ug: int | None
    resolution_ug: int | None
    reason: str

    @property
    def keys(self) -> frozenset[str]:
        """Under which spellings, folded, a label means it."""
        return frozenset(number_key(each) for each in (self.number, self.name) if each)


def sighting_list(desk: Desk, place: Uid, day: Day) -> tuple[Expected, ...]:
    """Return what stood in a place and in all that is inside it at the end of a day, by place and number."""
    with desk.database.snapshot() as connection:
        picture = Picture(StoreSource(connection), desk.tables, uid_maker(SystemClock()), desk.today, 0)
        uids = [*standing_in_at(picture, place, day)]
        rows = piece_rows(connection, ids_of(connection, uids))
        depth = _depth(picture, place)
    found = []
    for row in rows.values():
        resolution = row.values.get("resolution_ug")
        found.append(
            Expected(
                row.uid,
                row.number,
                row.name,
                _STEP.join(row.place[depth:] or row.place[-1:]),
                str(row.values.get("form") or ""),
                None if row.unweighed else row.mass_ug,
                resolution if isinstance(resolution, int) else None,
                str(row.values.get("mass_reason") or ""),
            )
        )
    order = {uid: at for at, uid in enumerate(uids)}
    return tuple(sorted(found, key=lambda each: (each.where, order[each.uid])))


def known_pieces(desk: Desk, texts: Iterable[str]) -> dict[str, Uid | None]:
    """Return which piece each label means by its official number, None where the book has none like it."""
    found: dict[str, Uid | None] = {}
    for text in texts:
        try:
            found[text] = find_piece(desk, text)
        except Refusal:
            found[text] = None
    return found


def _depth(picture: Picture, place: Uid) -> int:
    """Return how deep a place stands, itself included: that part of a path says nothing about where inside it."""
    depth, above = 1, picture.place(place).parent
    while above is not None:
        depth, above = depth + 1, picture.place(above).parent
    return depth
