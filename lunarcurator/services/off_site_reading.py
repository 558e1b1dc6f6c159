"""What is with borrowers and on the way, read for the tree of places, and what is out of its home."""

from collections.abc import Sequence
from dataclasses import replace

from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.off_site import Lent, OffSiteNode, Out, OutPiece, off_site_nodes, wish_of
from lunarcurator.services.places import PlaceTree
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.reads import loans, off_site, past, places
from lunarcurator.store.reads.loans import LineRow
from lunarcurator.store.reads.off_site import OutRow
from lunarcurator.store.reads.piece import Lens
from lunarcurator.store.reads.telling import told_numbers
from lunarcurator.store.reads.to_do import numbers_of


class OffSiteReading:
    """Answers about what stands in no place of one desk; called from the lanes."""

    def __init__(self, session: StoreSession) -> None:
        self._session = session

    def with_away(self, tree: PlaceTree, words: Words, moment: Moment = NOW) -> PlaceTree:
        """Return a tree with nodes for what is with borrowers and on the way, as it was at a moment."""
        with self._session.database.snapshot() as connection:
            lens = self._session.lens(connection, moment)
            today = self._session.day_of(moment)
            sums = off_site.off_site_sums(connection, Lens(connection, moment), lens, today)
            ids = {id_ for each in sums for id_ in (each.borrower, each.shipment, each.house) if id_ is not None}
            known = off_site.named(connection, lens, ids)
        return tree.with_away(off_site_nodes(sums, known, words, today))

    def ever_lent(self, samples: Sequence[int]) -> bool:
        """Tell whether one of these pieces, by local id, is away from the lab or ever was."""
        with self._session.database.snapshot() as connection:
            return off_site.any_lent(connection, samples)

    def lent(self, node: OffSiteNode, moment: Moment = NOW, most: int = 200) -> Lent:
        """Return the first lines of what is with a borrower or on the way, in order of the numbers."""
        with self._session.database.snapshot() as connection:
            lens = self._session.lens(connection, moment)
            ids = loans.find_lines(connection, wish_of(node, self._session.day_of(moment)), lens)
            rows = loans.line_rows(connection, ids[:most], lens)
        return Lent(tuple(rows[id_] for id_ in ids[:most]), len(ids) > most)

    def out(self, tree: PlaceTree, place: int, moment: Moment = NOW, most: int = 200) -> Out:
        """Return the pieces at home in a place or in one in it that are on loan, on the way or on display."""
        inside = tree.inside(place)
        with self._session.database.snapshot() as connection:
            lens, session = Lens(connection, moment), self._session.lens(connection, moment)
            count = off_site.out_count(connection, inside, lens, session)
            rows = off_site.out_rows(connection, inside, lens, session, most) if count else []
            lines = loans.line_rows(connection, [each.line for each in rows if each.line is not None], session)
            uids = places.uids_of(connection, [each.sample for each in rows])
            ids = [each.sample for each in rows]
            claims = {} if moment.is_now else past.numbers_at(connection, ids, moment)
            then = told_numbers(connection, {id_: claim[0] for id_, claim in claims.items()})
            numbers = numbers_of(connection, uids) | {
                uid: then[id_] for id_, uid in zip(ids, uids, strict=True) if id_ in then
            }
        told = zip(rows, uids, strict=True)
        return Out(count, tuple(_out(tree, row, uid, numbers[uid], lines.get(row.line or 0)) for row, uid in told))


def _out(tree: PlaceTree, row: OutRow, uid: Uid, number: str, line: LineRow | None) -> OutPiece:
    if line is not None:
        who = line.institution or line.person
        lent = OutPiece(uid, number, who, line.borrower, line.issued, line.loan, line.loan_code)
        return replace(lent, since_stated=line.issued_stated)
    shown = tree.nodes.get(row.place or 0)
    return OutPiece(uid, number, shown.name if shown else "", shown.uid if shown else None, row.since)
