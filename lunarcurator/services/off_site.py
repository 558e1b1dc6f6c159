"""Borrowers and the way as places: nodes beside those of the lab, and what is with them or out of a place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.people import OTHER_NAME, Person
from lunarcurator.domain.lending.terms import AwayKind
from lunarcurator.domain.typed_records import texts
from lunarcurator.domain.unweighed import MassSum
from lunarcurator.services.words import Words
from lunarcurator.store.reads.loans import Concern, LineRow, LineWish
from lunarcurator.store.reads.off_site import Named, OffSiteSum

AWAY_FROM: Final = 1 << 40
"""Local ids of places are below this; those of nodes for what is away from it on."""
BORROWERS: Final = AWAY_FROM
"""The node of everything that is with borrowers."""
TRANSIT: Final = AWAY_FROM + 1
"""The node of everything that is on the way."""
_FIRST: Final = AWAY_FROM + 16
_APART: Final = AWAY_FROM << 1
_NOTHING: Final = MassSum()
BORROWERS_UID: Final = Uid(f"{1:032x}")
TRANSIT_UID: Final = Uid(f"{2:032x}")
"""What links to the two groups name; nothing in a store has these."""


@dataclass(frozen=True, slots=True)
class OffSiteNode:
    """One node: what it is called, in grey what else, and what is with it alone; `late` counts what is overdue.

    `by` is the first day something of it is due, 0 for none; `also` are further names a search finds it by.
    `house` is the institution under which a borrower stands, who may stand under several.
    """

    id: int
    uid: Uid
    parent: int | None
    kind: AwayKind
    name: str
    note: str = ""
    also: str = ""
    held: MassSum = _NOTHING
    late: int = 0
    by: Day = 0
    house: Uid | None = None


@dataclass(frozen=True, slots=True)
class Lent:
    """The first lines of what is with a borrower or on the way; `more` says that there are others."""

    rows: tuple[LineRow, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class OutPiece:
    """A piece whose home is kept for it: with whom it is and since when; a piece on display names the place.

    `holder` is the person or the place to go to, None where neither is known.
    """

    sample: Uid
    number: str
    who: str
    holder: Uid | None
    since: Day
    loan: Uid | None = None
    loan_code: str = ""
    since_stated: str = ""


@dataclass(frozen=True, slots=True)
class Out:
    """How many pieces at home in a place are out, and the first of them."""

    count: int = 0
    rows: tuple[OutPiece, ...] = ()


def off_site_nodes(
    sums: Iterable[OffSiteSum], known: Iterable[Named], words: Words, day: Day
) -> tuple[OffSiteNode, ...]:
    """Return the nodes for what is away: borrowers under their institutions, shipments on the way.

    A borrower who answers for nothing any more on the day says so in grey.
    """
    growing = _Growing(known, words, day)
    for each in sums:
        growing.take(each)
    return tuple(growing.nodes.values())


def wish_of(node: OffSiteNode, today: Day) -> LineWish:
    """Return the lines that are with a node, in order of the numbers of their pieces."""
    travels = node.kind in {AwayKind.TRANSIT, AwayKind.SHIPMENT}
    wish = LineWish(today, Concern.OPEN, states=("transit" if travels else "out",), sort="number")
    named: dict[AwayKind, LineWish] = {
        AwayKind.INSTITUTION: replace(wish, house=node.uid),
        AwayKind.BORROWER: replace(wish, borrower=node.uid, house=node.house),
        AwayKind.SHIPMENT: replace(wish, shipment=node.uid),
    }
    return named.get(node.kind, wish)


def held_by(nodes: Iterable[OffSiteNode]) -> Mapping[int, MassSum]:
    """Return what is with each of these nodes alone."""
    return MappingProxyType({node.id: node.held for node in nodes if node.held.pieces})


class _Growing:
    """Nodes as sums are taken into them, each below the one it stands in."""

    def __init__(self, known: Iterable[Named], words: Words, day: Day) -> None:
        self._words, self._day = words, day
        self._by_id = {each.id: each for each in known}
        self._houses = {each.state.uid: each for each in self._by_id.values() if each.kind is Subject.INSTITUTION}
        self.nodes: dict[int, OffSiteNode] = {}

    def take(self, each: OffSiteSum) -> None:
        """Take in what is with one borrower, or on the way to one in a shipment."""
        node = self._of_shipment(each) if each.travels else self._of_borrower(each)
        self.nodes[node.id] = replace(node, held=node.held.plus(each.held))
        at: int | None = node.id
        while at is not None:
            above = self.nodes[at]
            first = min((day for day in (above.by, each.by) if day), default=0)
            self.nodes[at] = replace(above, late=above.late + each.late, by=first)
            at = above.parent

    def _of_shipment(self, each: OffSiteSum) -> OffSiteNode:
        group = self._group(TRANSIT, TRANSIT_UID, AwayKind.TRANSIT)
        shipment = self._by_id.get(each.shipment or 0)
        if shipment is None:
            return group
        made = self._node(shipment, group.id, AwayKind.SHIPMENT, shipment.state.code)
        goes_to = dict.fromkeys([*filter(None, made.note.split("; ")), *self._goes_to(each)])
        return replace(made, note="; ".join(goes_to))

    def _of_borrower(self, each: OffSiteSum) -> OffSiteNode:
        group = self._group(BORROWERS, BORROWERS_UID, AwayKind.BORROWERS)
        person = self._by_id.get(each.borrower or 0)
        if person is None:
            return group
        house = self._house(each, person)
        above = self._node(house, group.id, AwayKind.INSTITUTION, house.state.name) if house else group
        made = self._node(person, above.id, AwayKind.BORROWER, person.state.name, self._elsewhere(house, person))
        made = replace(made, house=above.uid if house else None)
        ended = person.state.integer("ended") or 0
        if not ended or self._day < ended:
            return made
        facts = {"how": person.state.text("ended_how"), "day": ended}
        return replace(made, note=self._words.say("person.gone_since", facts))

    def _group(self, id_: int, uid: Uid, kind: AwayKind) -> OffSiteNode:
        return self.nodes.setdefault(id_, OffSiteNode(id_, uid, None, kind, self._words.say(f"away.{kind}")))

    def _node(self, each: Named, parent: int, kind: AwayKind, name: str, beside: int = 0) -> OffSiteNode:
        also = " ".join(text for _, text in texts(each.state.fields, OTHER_NAME))
        made = OffSiteNode(_FIRST + each.id + beside, each.state.uid, parent, kind, name, also=also)
        return self.nodes.setdefault(made.id, made)

    def _house(self, each: OffSiteSum, person: Named) -> Named | None:
        """Return the institution that answers for it: that of the agreement, else that of the person."""
        return self._by_id.get(each.house or 0) or self._own(person)

    def _own(self, person: Named) -> Named | None:
        house = Person.of(person.state).institution_on(self._day)
        return self._houses.get(house) if house else None

    def _elsewhere(self, house: Named | None, person: Named) -> int:
        """Return what tells the node of a person under another institution than the own from that one."""
        own = self._own(person)
        return house.id * _APART if house is not None and house is not own else 0

    def _goes_to(self, each: OffSiteSum) -> list[str]:
        person = self._by_id.get(each.borrower or 0)
        return [(self._house(each, person) or person).state.name] if person else []
