"""The papers of places: what a container holds, the inventory of a vault to go through, the record of a count."""

from collections.abc import Iterator
from itertools import batched

from lunarcurator.documents.papers.filling import Facts, Row
from lunarcurator.domain.identity import Uid
from lunarcurator.services.papers.paper_context import PATH, PaperContext, PaperRefused, mass_value
from lunarcurator.services.place_book import PlaceBook
from lunarcurator.services.places import Places, PlaceTree
from lunarcurator.services.to_do.checks import checks, differing, is_meant
from lunarcurator.store.reads import place_book
from lunarcurator.store.reads import places as reads
from lunarcurator.store.reads.piece import Lens
from lunarcurator.store.reads.rows import PieceRow

_CHUNK = 400
_MOST = 2**31


def container_contents(context: PaperContext) -> Facts:
    """Gather what a container holds, container by container in walking order."""
    tree, place = _place(context)
    pieces = tuple(_pieces(context, tree, place))
    return Facts(tree.nodes[place].code, _head(context, tree, place, len(pieces)), {"pieces": pieces})


def vault_inventory(context: PaperContext) -> Facts:
    """Gather the same to go through with a pencil, one group for each container that holds pieces."""
    tree, place = _place(context)
    pieces = tuple(_pieces(context, tree, place))
    found: dict[str, list[Row]] = {}
    for each in pieces:
        found.setdefault(str(each["within"]), []).append({**each, "seen": "\u2610", "found": ""})
    groups = tuple(
        {"container": within or tree.nodes[place].name, "held": str(len(rows_)), "pieces": tuple(rows_)}
        for within, rows_ in found.items()
    )
    return Facts(tree.nodes[place].code, _head(context, tree, place, len(pieces)), {"groups": groups})


def count_record(context: PaperContext) -> Facts:
    """Gather what a count found, for two people to sign; the newest count where none is named."""
    known = checks(context.session)
    wanted = context.wanted
    if wanted.uid is not None:
        check = next((each for each in known if each.uid == wanted.uid), None)
    else:
        check = next((each for each in known if is_meant(each, wanted.of)), None)
    if check is None:
        raise PaperRefused("check.none_such", check=wanted.of) if known else PaperRefused("check.none")
    rows_ = tuple(
        {
            "number": each.number,
            "verdict": context.term("check_verdict", each.verdict),
            "expected": each.in_book,
            "seen_in": each.seen_in,
        }
        for each in differing(context.session, context.words, check)
    )
    told = {
        "name": check.place_name, "day": context.day(check.day), "seen": str(check.seen),
        "elsewhere": str(check.elsewhere), "missing": str(check.missing), "extra": str(check.extra),
    }  # fmt: skip
    return Facts(check.code, told, {"differing": rows_})


def _place(context: PaperContext) -> tuple[PlaceTree, int]:
    tree = Places(context.session).tree(context.wanted.moment)
    uid = context.wanted.uid or _named(context)
    place = tree.id_of(uid)
    if place is None:
        raise PaperRefused("paper.not_in_book", of=context.wanted.of)
    return tree, place


def _named(context: PaperContext) -> Uid:
    if not context.wanted.of.strip():
        raise PaperRefused("paper.of_missing", subject="place")
    with context.session.database.snapshot() as connection:
        states = list(place_book.places(connection))
    return PlaceBook(states, context.session.tables.place_kinds).find(context.wanted.of).uid


def _head(context: PaperContext, tree: PlaceTree, place: int, count: int) -> dict[str, str]:
    node = tree.nodes[place]
    return {
        "name": node.name,
        "code": node.code or node.name,
        "kind": context.term("place_kind", node.kind),
        "path": tree.path(place),
        "atmosphere": context.term("atmosphere", tree.atmosphere(place)),
        "sealed": context.words.label("value.yes") if node.sealed else "",
        "count": str(count),
        "containers": str(len(tree.inside(place)) - 1),
    }


def _pieces(context: PaperContext, tree: PlaceTree, place: int) -> Iterator[Row]:
    depth = len(tree.line(place))
    moment = context.wanted.moment
    with context.session.database.snapshot() as connection:
        for each in tree.inside(place):
            ids = reads.pieces_in(connection, [each], Lens(connection, moment), _MOST)
            for some in batched(ids, _CHUNK):
                known = context.rows(connection, some)
                yield from (_piece(context, known[id_], depth) for id_ in some if id_ in known)


def _piece(context: PaperContext, row: PieceRow, depth: int) -> Row:
    handling = str(row.values.get("handling") or "").split()
    return {
        "number": row.number,
        "form": context.term("form", row.values.get("form")),
        "mass": mass_value(row, context),
        "within": PATH.join(row.place[depth:]),
        "handling": context.listed("handling", handling),
        "custody": context.term("custody", row.custody_told),
    }
