"""What stands on the label of a piece or container: number, form, mass with its day, place, and a code."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.days import show_day
from lunarcurator.domain.identity import OperatorRef, PieceRef, PlaceRef, Uid, ref_of
from lunarcurator.domain.operations import PrintLabels
from lunarcurator.services.exposures import telling
from lunarcurator.services.mass_words import word_for_no_mass
from lunarcurator.services.place_book import STEP
from lunarcurator.services.places import Places, PlaceTree
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.reads.inventory import in_order, local_ids
from lunarcurator.store.reads.rows import PieceRow, piece_rows


@dataclass(frozen=True, slots=True)
class Label:
    """The words of one label; `code` is what its code says, the official number as it is registered.

    `marks` say how the piece must not be handled and what it met: whoever holds it has to know.
    """

    uid: Uid
    number: str
    code: str
    form: str
    mass: str
    place: str
    marks: str = ""
    is_container: bool = False


def labels_of(session: StoreSession, words: Words, pieces: Iterable[Uid]) -> tuple[Label, ...]:
    """Return the labels of these pieces in order of their numbers; pieces out of the book have none."""
    with session.database.snapshot() as connection:
        ids = in_order(connection, local_ids(connection, pieces))
        rows = piece_rows(connection, list(ids))
    return tuple(_label(rows[id_], words) for id_ in ids if id_ in rows and rows[id_].number)


def container_labels(session: StoreSession, words: Words, chosen: Iterable[Uid]) -> tuple[Label, ...]:
    """Return the labels of these containers in order of their paths.

    The code says the container's own code; without one its name, or its whole path where others are called so too.
    """
    tree = Places(session).tree()
    names = Counter(node.name for node in tree.nodes.values())
    wanted = [place for uid in chosen if (place := tree.id_of(uid)) is not None]
    return tuple(_container(tree, place, names, words) for place in sorted(wanted, key=tree.path))


def printed(labels: Sequence[Label], layout: str, operator: Uid, day: int) -> Posting:
    """Return the posting that records that these labels were printed; a reprint is an entry too."""
    pieces = tuple(PieceRef(ref_of(each.uid)) for each in labels if not each.is_container)
    places = tuple(PlaceRef(ref_of(each.uid)) for each in labels if each.is_container)
    act = Act(operation=PrintLabels(samples=pieces, places=places, layout=layout), day=day)
    return Posting(acts=(act,), operator=OperatorRef(ref_of(operator)))


def _container(tree: PlaceTree, place: int, names: Counter[str], words: Words) -> Label:
    node = tree.nodes[place]
    alone = node.name if names[node.name] == 1 else " > ".join(each.name for each in tree.line(place))
    return Label(
        node.uid,
        node.code or node.name,
        node.code or alone,
        words.label(f"place_kind.{node.kind}") if words.has(f"place_kind.{node.kind}") else node.kind,
        node.name if node.code else "",
        STEP.join(each.name for each in tree.line(place)[:-1][-2:]),
        is_container=True,
    )


def _label(row: PieceRow, words: Words) -> Label:
    form = str(row.values.get("form") or "")
    return Label(
        row.uid,
        row.number,
        row.number,
        words.label(f"form.{form}") if words.has(f"form.{form}") else form,
        _mass(row, words),
        " › ".join((row.holder or row.place)[-2:]),
        _marks(row, words),
    )


def _marks(row: PieceRow, words: Words) -> str:
    handling = str(row.values.get("handling") or "").split()
    marks = [words.label(f"handling.{code}") for code in handling]
    met = [words.say(f"exposure_kind.{kind}") for kind in telling(row)]
    told = [words.say("label.met", {"kinds": ", ".join(met)})] if met else []
    return " · ".join([*marks, *told])


def _mass(row: PieceRow, words: Words) -> str:
    if row.own_mass is None:
        return _reason(row, words)
    shown = row.own_mass.shown()
    return f"{shown}  {show_day(row.weighed_on)}" if row.weighed_on else shown


def _reason(row: PieceRow, words: Words) -> str:
    why, original = row.no_figure, row.original_mass
    if why.code == "not_reconciled" and original is not None and row.suspense_ug:
        return words.say("journal.originally", {"mass": original.shown()})
    return word_for_no_mass(words, why)
