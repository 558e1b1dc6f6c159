"""What a request may ask for: never in air, never sawn, never out of the cold; and what a label warns of."""

from lunarcurator.domain.facts import ExposureKind
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import ChangeCondition, Daughter, Expose, Freeze, Restrict, Split, TakeOut
from lunarcurator.domain.status import Condition, Handling
from lunarcurator.services.browsing import Axis, PieceFilter
from lunarcurator.services.exposures import telling
from lunarcurator.services.labels import labels_of
from lunarcurator.services.pieces import piece_view
from lunarcurator.services.words import Words
from lunarcurator.store import schema
from lunarcurator.store.reads.filters import condition_of
from lunarcurator.store.reads.totals import Totals, count_slice
from sqlalchemy import select

from tests.services.records.vault import Vault, grams

NUMBERS = tuple(f"15555,{900 + n}" for n in range(4))


def spared(vault: Vault, *values: str) -> set[str]:
    """Return which of the four chips filters take."""
    filters = [PieceFilter(Axis.NEVER, value) for value in values]
    query = select(schema.sample.c.number).where(condition_of(filters))
    with vault.session.database.connect() as connection:
        return set(connection.execute(query).scalars()) & set(NUMBERS)


def chips(vault: Vault, *forms: str) -> None:
    made = tuple(
        Daughter(number=number, mass=grams(1), form=form)
        for number, form in zip(NUMBERS, forms or ("chip",) * 4, strict=True)
    )
    vault.post(Split(parent="15555", daughters=made), day=20200101)


def met(vault: Vault, number: str, kind: ExposureKind) -> None:
    vault.post(Expose(kind=kind, samples=(number,), evidence="log"), day=20200201)


def test_never_in_air_leaves_out_what_met_it_or_is_said_to_have(vault: Vault) -> None:
    chips(vault)
    met(vault, NUMBERS[0], ExposureKind.CABIN)
    met(vault, NUMBERS[1], ExposureKind.NITROGEN)
    vault.post(
        ChangeCondition(samples=(NUMBERS[2],), condition=Condition.AIR_EXPOSED, reason="catalogue"), day=20200201
    )
    assert spared(vault, "air") == {NUMBERS[1], NUMBERS[3]}


def test_never_sawn_leaves_out_what_is_sawn_by_its_form(vault: Vault) -> None:
    chips(vault, "chip", "slab", "chip", "chip")
    met(vault, NUMBERS[0], ExposureKind.SAW)
    assert spared(vault, "saw") == {NUMBERS[2], NUMBERS[3]}
    met(vault, NUMBERS[2], ExposureKind.AIR)
    assert spared(vault, "saw", "air") == {NUMBERS[3]}


def test_never_out_of_the_cold_asks_for_what_is_in_it(vault: Vault) -> None:
    chips(vault)
    for number in NUMBERS[:3]:
        vault.post(Freeze(samples=(number,), temperature_mk=253_000, evidence="log"), day=20200201)
    met(vault, NUMBERS[0], ExposureKind.OUTAGE)
    vault.post(TakeOut(samples=(NUMBERS[1],), evidence="log"), day=20200301)
    assert spared(vault, "cold") == {NUMBERS[2]}
    totals = Totals()
    with vault.session.database.connect() as connection:
        count_slice(connection, 1, totals)
    assert totals.takes[PieceFilter(Axis.NEVER, "cold")] == 1
    assert totals.takes[PieceFilter(Axis.NEVER, "saw")] >= 4


def test_a_label_warns_whoever_holds_the_piece(vault: Vault, words: Words) -> None:
    chips(vault)
    for kind in (ExposureKind.SAW, ExposureKind.AIR, ExposureKind.NITROGEN):
        met(vault, NUMBERS[0], kind)
    vault.post(Restrict(samples=(NUMBERS[0],), handling=(Handling.NO_WATER,), reason="salts"), day=20200301)
    first, second = labels_of(vault.session, words, [vault.piece(number) for number in NUMBERS[:2]])
    assert first.marks == "No water \u00b7 met air, the saw"
    assert second.marks == ""


def test_what_a_piece_met_is_read_for_any_day(vault: Vault) -> None:
    chips(vault)
    met(vault, NUMBERS[0], ExposureKind.AIR)
    uid = vault.piece(NUMBERS[0])
    now, before = piece_view(vault.session, uid), piece_view(vault.session, uid, Moment(20200115, None))
    assert now is not None
    assert before is not None
    assert (telling(now.row), telling(before.row)) == (("air",), ())
