"""Makes a seeded store of realistic shape by posting real operations."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import CollectionRef, OperatorRef, PieceRef, PlaceRef
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    Daughter,
    Mission,
    OpenCollection,
    Operation,
    Register,
    SetUpOperator,
    SetUpPlace,
    Split,
)
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store import schema
from sqlalchemy import select

SCALE = "Scale"
DAY = 19700101
GENERICS = 2_200
CONTAINERS = 500
WIDE = (1_400, 5_000)
PER_SPLIT = 20
OPERATOR = OperatorRef("A. Curator (scale)")
BATCH = 400
YEARS = 55
FORMS = ("chip", "fines", "slab", "sawdust", "whole_rock")


@dataclass
class Family:
    """One generic while its family is being drawn up: its pieces by number, with what they weigh and how deep."""

    number: str
    wanted: int
    pieces: list[tuple[str, int, int]] = field(default_factory=list)
    serial: int = 0


def make_store(path: Path, samples: int, seed: int = 11) -> StoreSession:
    """Make a store with about this many samples; the same seed makes the same numbers and masses."""
    rng = random.Random(seed)
    session = StoreSession.make(path)
    _post(session, [SetUpOperator(name=str(OPERATOR))])
    missions = tuple(Mission(code=f"Mission {n}", name=f"Mission {n}", opened=DAY) for n in range(1, 7))
    _post(session, [OpenCollection(code=SCALE, name=SCALE, scheme="apollo", missions=missions)])
    places = list(_places(session))
    families = _families(samples, rng)
    _post(session, [_root(family, rng, places) for family in families])
    splits = [split for family in families for split in _splits(family, rng, places)]
    for at in range(0, len(splits), BATCH):
        # The years of a collection: a book all of whose lines are of one day is no book anybody has.
        _post(session, splits[at : at + BATCH], DAY + 10_000 * (at * YEARS // max(len(splits), 1)))
    return session


def _post(session: StoreSession, operations: Sequence[Operation], day: Day = DAY) -> None:
    acts = tuple(Act(operation=operation, day=day) for operation in operations)
    session.post(Posting(acts=acts, operator=OPERATOR))


def _places(session: StoreSession) -> Iterator[PlaceRef]:
    _post(
        session,
        [
            SetUpPlace(kind="site", name="Site"),
            SetUpPlace(kind="building", name="Building", parent=PlaceRef("Site")),
        ],
    )
    _post(session, [SetUpPlace(kind="room", name="Room", parent=PlaceRef("Building"))])
    _post(session, [SetUpPlace(kind="vault", name="Vault", parent=PlaceRef("Room"))])
    cabinets = [f"Cabinet {n}" for n in range(1, 21)]
    _post(
        session,
        [
            SetUpPlace(kind="cabinet", name=name, parent=PlaceRef("Vault"), code=f"C{n}")
            for n, name in enumerate(cabinets)
        ],
    )
    trays = [f"T{n}" for n in range(CONTAINERS - 25)]
    _post(
        session,
        [
            SetUpPlace(kind="tray", name=f"Tray {code}", code=code, parent=PlaceRef(f"C{n % 20}"))
            for n, code in enumerate(trays)
        ],
    )
    with session.database.connect() as connection:
        uuids = connection.execute(select(schema.place.c.uuid).where(schema.place.c.code.in_(trays))).scalars()
        yield from (PlaceRef(f"#{uuid.hex()}") for uuid in uuids)


def _families(samples: int, rng: random.Random) -> list[Family]:
    generics = min(GENERICS, max(samples // 10, 2))
    wide = [min(each, samples // 4) for each in WIDE]
    rest = max(samples - generics - sum(wide), 0)
    weights = [rng.paretovariate(1.5) for _ in range(generics - len(wide))]
    total = sum(weights) or 1.0
    wanted = [*wide, *(min(int(rest * each / total), 5_000) for each in weights)]
    short = rest + sum(wide) - sum(wanted)
    for at in range(len(wide), len(wanted)):
        more = min(short, 4_000 - min(wanted[at], 4_000))
        wanted[at] += more
        short -= more
    return [Family(f"{10_000 + n:05d}", each) for n, each in enumerate(wanted)]


def _root(family: Family, rng: random.Random, places: list[PlaceRef]) -> Register:
    ug = rng.randrange(2_000_000_000, 9_000_000_000)
    family.pieces.append((family.number, ug, 1))
    return Register(
        collection=CollectionRef(SCALE),
        number=family.number,
        mission=f"Mission {rng.randrange(1, 7)}",
        mass=Mass.measured(ug, 1_000),
        form="whole_rock",
        class_name=rng.choice(("Basalt", "Breccia", "Soil", "Anorthosite")),
        place=rng.choice(places),
        remarks=rng.choice(("", "vesicular, olivine", "from the bottom of the bag", "玄武岩 碎片")),
    )


def _splits(family: Family, rng: random.Random, places: list[PlaceRef]) -> Iterator[Split]:
    wide = family.wanted in WIDE
    while family.serial < family.wanted:
        count = min(PER_SPLIT, family.wanted - family.serial)
        at = 0 if wide else rng.randrange(len(family.pieces))
        number, ug, depth = family.pieces[at]
        if depth >= 8 or ug < 100_000:
            number, ug, depth = family.pieces[0]
            at = 0
        part = max(ug // (300 if at == 0 else 3 * count), 1)
        daughters = []
        for _ in range(count):
            family.serial += 1
            mine = rng.randrange(part // 2 + 1, part + 2)
            name = f"{family.number},{family.serial}"
            daughters.append(
                Daughter(
                    number=name, form=rng.choice(FORMS), mass=Mass.measured(mine, 1), place=rng.choice(places)
                )
            )
            family.pieces.append((name, mine, depth + 1))
            ug -= mine
        family.pieces[at] = (number, ug, depth)
        yield Split(parent=PieceRef(number), daughters=tuple(daughters))
