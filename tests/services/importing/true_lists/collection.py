"""Small true collections: what a laboratory really has, before anybody writes it down."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final


@dataclass(frozen=True)
class Piece:
    """One piece as it is: `mass_ug` None where nobody weighed it, `original_ug` what it weighed at first."""

    number: str
    family: str
    split: str
    parent: str
    mission: str
    mass_ug: int | None
    original_ug: int | None
    form: str
    class_name: str
    place: str
    day: date
    remarks: str
    count: int


@dataclass(frozen=True)
class Kind:
    """A kind of collection: its answer in the wizard, its code, its usual unit, how many pieces of it are made."""

    answer: str
    code: str
    unit: str
    families: Callable[[Random], list[tuple[str, str]]]
    split: Callable[[str, int], str]


def _apollo(rng: Random) -> list[tuple[str, str]]:
    mission, first = rng.choice([("Apollo 11", 10017), ("Apollo 15", 15405), ("Apollo 16", 60025)])
    return [(str(first + step), mission) for step in sorted(rng.sample(range(40), rng.randint(1, 6)))]


def _antarctic(rng: Random) -> list[tuple[str, str]]:
    areas = rng.sample(["ALHA 81005", "MAC 88104", "QUE 93069", "LAP 02205", "MIL 05035", "EET 87521"], 4)
    return [(each, "ANSMET") for each in areas[: rng.randint(1, 4)]]


def _change(rng: Random) -> list[tuple[str, str]]:
    picked = rng.sample(range(1, 9), rng.randint(1, 4))
    return [(f"CE5C{at:02}00", "Chang'e-5") for at in sorted(picked)]


def _plain(rng: Random) -> list[tuple[str, str]]:
    name = rng.choice(["Probe {}", "LL-{}", "Sample {}A", "样品 {}", "K{}", "Meteorit {}"])
    return [(name.format(at), "") for at in sorted(rng.sample(range(1, 60), rng.randint(2, 7)))]


KINDS: Final = {
    "apollo": Kind("Apollo", "Apollo", "g", _apollo, lambda family, at: f"{family},{at}"),
    "antarctic": Kind("Antarctic", "Antarctic", "g", _antarctic, lambda family, at: f"{family},{at}"),
    "change": Kind("Chang'e-5", "Chang'e-5", "mg", _change, lambda family, at: f"{family}YJFM{at:03}"),
    "plain": Kind("new:Probes", "Probes", "g", _plain, lambda family, at: f"{family},{at}"),
}
FORMS: Final = ("chip", "slab", "fines", "powder", "piece", "clast", "whole_rock")
CLASSES: Final = ("Basalt", "Breccia", "Anorthosite", "Soil", "Impact melt")
PLACES: Final = ("Cabinet 3", "Vault A", "Box 12", "Tresor 2", "柜3")
REMARKS: Final = (
    "",
    "",
    "",
    "small",
    "broken in two",
    "see file 7",
    "from the top",
    "lent to Prof. X 1999",
    "12 g lost",
)
ODD_REMARKS: Final = (
    "",
    "",
    "two\nlines",
    'say "x"; y',
    "+1",
    "1/2",
    "0",
    "TRUE",
    "a,b;c",
    "12 g",
    "15405,3",
    "-3 %",
)
TO_UG: Final = {"g": 1_000_000, "mg": 1_000, "kg": 1_000_000_000}


def made(rng: Random, kind: Kind, *, splits: bool, odd: bool = False, most: int = 5) -> list[Piece]:
    """Return the pieces of a small collection, each after its parent."""
    return [*_made(rng, kind, ODD_REMARKS if odd else REMARKS, most if splits else 0)]


def _made(rng: Random, kind: Kind, remarks: Sequence[str], most_splits: int) -> Iterator[Piece]:
    digits = rng.choice([0, 1, 2, 3])
    unknown = rng.choice([0, 0, 0.2, 0.5])
    forms, classes, places = rng.sample(FORMS, 3), rng.sample(CLASSES, 3), rng.sample(PLACES, 3)

    def piece(number: str, family: str, split: str, parent: str, mission: str, most: float, day: date) -> Piece:
        unit = TO_UG[kind.unit]
        step = unit // 10**digits
        mass = None if rng.random() < unknown else max(1, int(rng.uniform(0.05, 1) * most * unit) // step) * step
        original = None if mass is None else mass + rng.randint(0, 900) * step
        return Piece(
            number, family, split, parent, mission, mass, original, rng.choice(forms), rng.choice(classes),
            rng.choice(places), day, rng.choice(remarks), rng.randint(1, 5),
        )  # fmt: skip

    for family, mission in kind.families(rng):
        start = date(2021, 1, 5) + timedelta(days=rng.randint(0, 700))
        most = rng.choice([5, 300, 4000, 40_000])
        yield piece(family, family, "", "", mission, most, start)
        parents = [family]
        for split in sorted(rng.sample(range(1, 130), rng.randint(most_splits // 2, most_splits))):
            number = kind.split(family, split)
            day = start + timedelta(days=rng.randint(1, 600))
            yield piece(
                number, family, number.removeprefix(family).lstrip(","), parents[0], mission, most / 9, day
            )
