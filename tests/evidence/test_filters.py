"""Every filter over stores of which little is known: a chip counts what is documented, and nothing else."""

from collections.abc import Iterable

import pytest
from lunarcurator.desktop.rooms.samples.filter_bar import ALWAYS
from lunarcurator.desktop.rooms.samples.summing import selection_in_words, totals_in_words
from lunarcurator.services.browsing import Axis, Browsing, PieceFilter, Totals
from lunarcurator.store import schema
from lunarcurator.store.reads.filters import condition_of
from sqlalchemy import select

from tests.evidence.claims import claims
from tests.evidence.labs import NUMBERS, Lab, ids_of

STATED_BY_REGISTERING = frozenset({PieceFilter(Axis.EXISTENCE, "exists"), PieceFilter(Axis.CUSTODY, "here")})
"""Who enters a piece says that it is there, and that the lab has it."""
NOT_KNOWN = frozenset({"", "unknown", "not_stated", "not_reconciled"})


def totals_of(lab: Lab) -> Totals:
    totals = Totals()
    Browsing(lab.session).count(totals)
    return totals


def every_filter(*labs: Lab) -> set[PieceFilter]:
    """Return all filters that stand in the bar or take anything anywhere."""
    found = set(ALWAYS)
    for lab in labs:
        found |= set(totals_of(lab).takes)
    return found


def claims_nothing(wanted: PieceFilter) -> bool:
    """Tell whether a filter asks for what is not known, or for where in the book a piece stands."""
    return wanted.value in NOT_KNOWN or wanted.axis in {Axis.NOT_KNOWN, Axis.COLLECTION}


def taken(lab: Lab, *filters: PieceFilter) -> set[str]:
    query = select(schema.sample.c.number).where(schema.sample.c.in_book == 1, condition_of(filters))
    with lab.session.database.connect() as connection:
        return set(connection.execute(query).scalars())


def listed(filters: Iterable[PieceFilter]) -> list[str]:
    return sorted(f"{each.axis}={each.value}" for each in filters)


def test_over_numbers_alone_no_filter_claims_anything(numbered: Lab, known: Lab, demonstration: Lab) -> None:
    claims = [
        each
        for each in every_filter(numbered, known, demonstration)
        if not claims_nothing(each) and each not in STATED_BY_REGISTERING and totals_of(numbered).takes[each]
    ]
    assert not claims, listed(claims)


def test_what_a_filter_takes_of_the_half_known_is_true(half: Lab, known: Lab) -> None:
    wanted = [each for each in every_filter(half, known) if not claims_nothing(each)]
    untrue = {each: taken(half, each) - taken(known, each) for each in wanted}
    assert not {f"{each.axis}={each.value}": wrong for each, wrong in untrue.items() if wrong}


@pytest.mark.parametrize("value", ["air", "saw", "cold"])
def test_of_what_was_never_met_there_are_three_answers(value: str, half: Lab, numbered: Lab) -> None:
    never, unclear = PieceFilter(Axis.NEVER, value), PieceFilter(Axis.NOT_KNOWN, value)
    for lab in (half, numbered):
        assert not taken(lab, never) & taken(lab, unclear)
        assert not taken(lab, never, unclear)
    assert taken(half, never), "what is documented is said"
    assert taken(numbered, unclear) == (set(NUMBERS) if value != "cold" else set())


def test_a_museum_piece_and_what_came_back_dissolved_are_not_said_never_to_have_met_air(
    half: Lab, demonstration: Lab
) -> None:
    never = PieceFilter(Axis.NEVER, "air")
    assert not taken(half, never) & {"15016", "15058"}
    on_display = taken(demonstration, PieceFilter(Axis.CUSTODY, "display"))
    returned = taken(demonstration, PieceFilter(Axis.CONDITION, "returned"))
    assert on_display
    assert returned
    assert not taken(demonstration, never) & (on_display | returned)


def test_a_chip_counts_the_pieces_it_shows(demonstration: Lab) -> None:
    totals = totals_of(demonstration)
    for each in every_filter(demonstration):
        if each.value:
            assert totals.takes[each] == len(taken(demonstration, each)), each


def test_the_line_of_totals_counts_numbers_and_gives_no_mass_nobody_knows(
    numbered: Lab, unknown: tuple[str, ...]
) -> None:
    told = totals_in_words(totals_of(numbered).whole())
    assert claims(told, (f"{len(NUMBERS)} pieces", f"{len(NUMBERS)} of unknown mass"), unknown) == []
    held = Browsing(numbered.session).mass_of([*ids_of(numbered).values()])
    said = selection_in_words(len(NUMBERS), held)
    assert claims(said, (f"{len(NUMBERS)} selected", f"{len(NUMBERS)} of unknown mass"), unknown) == []
