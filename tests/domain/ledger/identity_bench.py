"""Words for tests of identity: renumber, merge, adopt and the rest, by the numbers of the pieces."""

from typing import Any

from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import CollectionRef, PieceRef, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    AddBody,
    Adopt,
    CorrectBirth,
    CorrectIdentity,
    Daughter,
    Dissolve,
    Merge,
    NewNumber,
    OpenCollection,
    Register,
    Renumber,
    Revive,
    SwapNumbers,
)

from tests.domain.ledger.bench import Bench, weighed
from tests.domain.ledger.desk import Entry


class IdentityBench(Bench):
    """A bench that knows a piece by any number it ever had."""

    def piece_ref(self, number: str) -> PieceRef:
        if number.startswith("#"):
            return PieceRef(number)
        claims = [each for each in self.session.claimed(self.collection, number) if each.in_force]
        now = [each.sample for each in claims if self.session.ledger().piece(each.sample).number_text == number]
        return PieceRef(f"#{now[-1] if now else self.piece(number)}")

    def renumber(
        self, number: str, to: str, *, day: Day | None = None, accept: tuple[str, ...] = (), **more: Any
    ) -> Entry:
        if "parent" in more:
            more["parent"] = self.piece_ref(more["parent"])
        more["daughters"] = tuple(
            NewNumber(sample=self.piece_ref(old), number=new) for old, new in more.pop("with_", {}).items()
        )
        return self.do(Renumber(sample=self.piece_ref(number), number=to, **more), day, accept)

    def swap(self, one: str, other: str, *, day: Day | None = None) -> Entry:
        return self.do(SwapNumbers(sample=self.piece_ref(one), other=self.piece_ref(other)), day)

    def merge(self, number: str, into: str, *, day: Day | None = None, accept: tuple[str, ...] = ()) -> Entry:
        return self.do(Merge(sample=self.piece_ref(number), into=self.piece_ref(into)), day, accept)

    def adopt(self, number: str, parent: str, *, day: Day | None = None, accept: tuple[str, ...] = ()) -> Entry:
        return self.do(Adopt(sample=self.piece_ref(number), parent=self.piece_ref(parent)), day, accept)

    def dissolve(
        self,
        number: str,
        daughters: dict[str, Daughter],
        *into: str,
        day: Day | None = None,
        accept: tuple[str, ...] = (),
    ) -> Entry:
        made = tuple(
            Daughter(**{name: getattr(each, name) for name in Daughter.__dataclass_fields__} | {"number": key})
            for key, each in daughters.items()
        )
        refs = tuple(map(self.piece_ref, into))
        return self.do(Dissolve(sample=self.piece_ref(number), daughters=made, into=refs), day, accept)

    def mend(self, number: str, *, day: Day | None = None, accept: tuple[str, ...] = (), **more: Any) -> Entry:
        if "parent" in more:
            more["parent"] = self.piece_ref(more["parent"])
        if isinstance(more.get("mass"), int):
            more["mass"] = Mass.stated(more["mass"], 1)
        operation = CorrectBirth(sample=self.piece_ref(number), **{"evidence": "data pack"} | more)
        return self.do(operation, day, accept)

    def revive(self, number: str) -> Entry:
        return self.do(Revive(sample=self.piece_ref(number)), None)

    def body(
        self, number: str, label: str, mass: Mass | None = None, *, day: Day | None = None, **more: Any
    ) -> Entry:
        if mass is not None:
            more["mass"] = mass
        if "place" in more:
            more["place"] = self.place_ref(more["place"])
        return self.do(AddBody(sample=self.piece_ref(number), body=label, **more), day)

    def mistaken(self, number: str, other: str, *, day: Day | None = None, **more: Any) -> Entry:
        told = {"evidence": "photograph"} | more
        return self.do(CorrectIdentity(sample=self.piece_ref(number), other=self.piece_ref(other), **told), day)

    def elsewhere(self, number: str) -> PieceRef:
        """Register a piece in another collection, and return the exact reference to it."""
        opened = self.do(OpenCollection(code="M", name="Other", scheme="apollo"))
        collection = next(each.fact.subject for each in opened.facts if each.fact.kind is Subject.COLLECTION)
        reference = CollectionRef(ref_of(collection))
        entry = self.do(Register(collection=reference, number=number, mass=weighed(1)))
        return PieceRef(ref_of(entry.facts[0].fact.subject))

    def names(self, number: str) -> list[tuple[str, str]]:
        """Return kind and text of the other names of a piece, in order."""
        uid = self.piece_ref(number)[1:]
        facts = (each.fact for each in self.session.history(uid))  # type: ignore[arg-type]
        return [(str(fact.kind), fact.name) for fact in facts if hasattr(fact, "name") and hasattr(fact, "source")]

    def parents(self, number: str, day: Day | None = None) -> list[tuple[str, str]]:
        """Return number and role of the parents of a piece, the leading one first."""
        ledger = self.session.ledger()
        uid = self.piece_ref(number)[1:]
        state = ledger.piece(uid) if day is None else ledger.at(uid, day)  # type: ignore[arg-type]
        return [(ledger.piece(parent).number_text, str(role)) for parent, role in state.parents]
