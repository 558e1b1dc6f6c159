"""The papers of places: what a container holds, the inventory of a vault to go through, the record of a count."""

from collections.abc import Iterator
from itertools import batched

from lunarcurator.documents.papers.filling import Facts, Row
from lunarcurator.domain.identity import Uid
from lunarcurator.services.attention.checks import checks, differing
from lunarcurator.services.papers.ground import PATH, Ground, PaperRefused, mass_value
from lunarcurator.services.place_book import PlaceBook
from lunarcurator.services.places import Places, PlaceTree
from lunarcurator.store.reads import place_book
from lunarcurator.store.reads import places as reads
from lunarcurator.store.reads.piece import Lens
from lunarcurator.store.reads.rows import PieceRow

_CHUNK = 400
_MOST = 2**31


def container_contents(ground: Ground) -> Facts:
    """Gather what a container holds, container by container in walking order."""
    tree, place = _place(ground)
    pieces = tuple(_pieces(ground, tree, place))
    return Facts(tree.nodes[place].code, _head(ground, tree, place, len(pieces)), {"pieces": pieces})


def vault_inventory(ground: Ground) -> Facts:
    """Gather the same to go through with a pencil, one group for each container that holds pieces."""
    tree, place = _place(ground)
    pieces = tuple(_pieces(ground, tree, place))
    found: dict[str, list[Row]] = {}
    for each in pieces:
        found.setdefault(str(each["within"]), []).append({**each, "seen": "\u2610", "found": ""})
    groups = tuple(
        {"container": within or tree.nodes[place].name, "held": str(len(rows_)), "pieces": tuple(rows_)}
        for within, rows_ in found.items()
    )
    return Facts(tree.nodes[place].code, _head(ground, tree, place, len(pieces)), {"groups": groups})


def count_record(ground: Ground) -> Facts:
    """Gather what a count found, for two people to sign; the newest count where none is named."""
    known = checks(ground.desk)
    wanted = ground.wanted
    if wanted.uid is not None:
        check = next((each for each in known if each.uid == wanted.uid), None)
    else:
        check = next((each for each in known if wanted.of.strip() in ("", each.code, each.name)), None)
    if check is None:
        raise PaperRefused("check.none_such", check=wanted.of) if known else PaperRefused("check.none")
    rows_ = tuple(
        {
            "number": each.number,
            "verdict": ground.term("check_verdict", each.verdict),
            "expected": each.in_book,
            "seen_in": each.seen_in,
        }
        for each in differing(ground.desk, ground.words, check)
    )
    told = {
        "name": check.place_name, "day": ground.day(check.day), "seen": str(check.seen),
        "elsewhere": str(check.elsewhere), "missing": str(check.missing), "extra": str(check.extra),
    }  # fmt: skip
    return Facts(check.code, told, {"differing": rows_})


def _place(ground: Ground) -> tuple[PlaceTree, int]:
    tree = Places(ground.desk).tree(ground.wanted.moment)
    uid = ground.wanted.uid or _named(ground)
    place = tree.id_of(uid)
    if place is None:
        raise PaperRefused("paper.not_in_book", of=ground.wanted.of)
    return tree, place


def _named(ground: Ground) -> Uid:
    if not ground.wanted.of.strip():
        raise PaperRefused("paper.of_missing", subject="place")
    with ground.desk.database.snapshot() as connection:
        states = list(place_book.places(connection))
    return PlaceBook(states, ground.desk.tables.place_kinds).find(ground.wanted.of).uid


def _head(ground: Ground, tree: PlaceTree, place: int, count: int) -> dict[str, str]:
    node = tree.nodes[place]
    return {
        "name": node.name,
        "code": node.code or node.name,
        "kind": ground.term("place_kind", node.kind),
        "path": tree.path(place),
        "atmosphere": ground.term("atmosphere", tree.atmosphere(place)),
        "sealed": ground.words.label("value.yes") if node.sealed else "",
        "count": str(count),
        "containers": str(len(tree.inside(place)) - 1),
    }


def _pieces(ground: Ground, tree: PlaceTree, place: int) -> Iterator[Row]:
    depth = len(tree.line(place))
    moment = ground.wanted.moment
    with ground.desk.database.snapshot() as connection:
        for each in tree.inside(place):
            ids = reads.pieces_in(connection, [each], Lens(connection, moment), _MOST)
            for some in batched(ids, _CHUNK):
                known = ground.rows(connection, some)
                yield from (_piece(ground, known[id_], depth) for id_ in some if id_ in known)


def _piece(ground: Ground, row: PieceRow, depth: int) -> Row:
    handling = str(row.values.get("handling") or "").split()
    return {
        "number": row.number,
        "form": ground.term("form", row.values.get("form")),
        "mass": mass_value(row, ground),
        "within": PATH.join(row.place[depth:]),
        "handling": ground.listed("handling", handling),
        "custody": ground.term("custody", row.custody_told),
    }
