"""Scenarios 1 and 17: bulk soil 10002 and what was made of it, and the reserve that was used."""

import pytest
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.facts import ExposureKind, ParentRole
from lunarcurator.domain.operations import (
    Adopt,
    Consume,
    Daughter,
    Expose,
    FieldValue,
    Register,
    Renumber,
    Sieve,
    Split,
    StateFact,
)
from lunarcurator.services.references import UnclearReference

from tests.scenarios.lab import LSC, MM, NOT_RECONCILED, NOT_WEIGHED, Lab, stated

RETURNED, PORTIONED = 19690726, 19690801
BULK, SIEVED, RESERVE = LSC + "10002", LSC + "10084", LSC + "10086"


def catalogued(number: str, grams: float, form: str = "unsieved_soil", **more: object) -> Register:
    """A row of the published catalogue: what was received, in grams; what is left nobody has weighed."""
    return Register(
        collection="Apollo",
        number=number,
        mission="Apollo 11",
        mass=NOT_RECONCILED,
        original=stated(grams, 1_000_000),
        form=form,
        **more,
    )


def enter_bulk_soil(lab: Lab) -> None:
    """Enter the catalogue, in which the soil and its portions stand side by side and count twice."""
    lab.post(catalogued("10002", 5_629), day=RETURNED, source=BULK)
    lab.post(
        catalogued("10084", 3_830, "fines"),
        catalogued("10085", 569, "coarse_fines"),
        catalogued("10086", 823, access="reserved"),
        day=PORTIONED,
        source=SIEVED,
    )


def test_generics_become_children_of_the_soil_they_came_from(told: Lab) -> None:
    lab = told
    enter_bulk_soil(lab)
    assert lab.account(Account.UNRECONCILED) == 5_629 + 3_830 + 569 + 823, "as the catalogue counts it"
    # The Compendium does not say when: the day of each is unknown, and counts from the first day of the piece.
    for number in ("10084", "10085", "10086"):
        lab.post(Adopt(sample=number, parent="10002", source=BULK), day=0, stated="unknown")
    # 46 g became a number of its own "because of its size".
    lab.post(
        Split(parent="10002", daughters=(Daughter(number="10002,22", form="chip", mass=stated(46, 1_000_000)),)),
        day=PORTIONED,
        source=BULK,
    )
    lab.post(Renumber(sample="10002,22", number="10092", source=LSC + "10092"), day=0, stated="unknown")
    # ,26 is all that remains of what went into the quarantine pool; part of it was sieved in 1980.
    lab.post(
        Split(parent="10002", daughters=(Daughter(number="10002,26", form="unsieved_soil"),)),
        day=19690000,
        stated="1969",
        source=BULK,
    )
    lab.post(
        Split(parent="10002", daughters=(Daughter(number="10002,27", form="fines", remarks="Number invented"),)),
        day=19690000,
        stated="1969",
        source=BULK,
    )
    lab.post(Consume(sample="10002,27", method="quarantine tests", evidence=BULK), day=19690000, stated="1969")
    fraction = Daughter(form="fines", values=(FieldValue(field="sieve_max_um", value=MM),))
    lab.post(Sieve(parent="10002,26", daughters=(fraction,)), day=19800000, stated="1980", source=BULK)
    lab.post(
        StateFact(sample="10002", field="remarks", value="It is not known which parts were sieved", source=BULK),
        day=20261101,
    )

    assert sorted(lab.daughters("10002")) == ["10002,26", "10002,27", "10084", "10085", "10086", "10092"]
    assert lab.parents("10084") == [("10002", "adopted")]
    assert lab.parents("10092") == [("10002", "daughter")]
    assert lab.grams("10092") == 46
    assert [lab.grams(each) for each in ("10002", "10084", "10086", "10002,26")] == [None] * 4, "nobody knows"
    # 5,629 g were received once; 46 g of them are accounted for.
    assert lab.account(Account.RECEIVED) == -5_629
    assert lab.account(Account.UNRECONCILED) == 5_629 - 46
    assert lab.view("10002").state.suspense_ug == (5_629 - 3_830 - 569 - 823 - 46) * 1_000_000
    assert lab.account(Account.HERE) == 46
    assert lab.view("10002,27").state.existence == "consumed"
    assert lab.account(Account.RECEIVED, 19690726) == -5_629
    assert lab.account(Account.RECEIVED, 19690725) == 0, "before the first return there was nothing"


def test_the_old_number_finds_the_rock_by_both_names(told: Lab) -> None:
    lab = told
    enter_bulk_soil(lab)
    lab.post(
        Split(parent="10002", daughters=(Daughter(number="10002,22", mass=stated(46, 1_000_000)),)),
        day=PORTIONED,
        source=BULK,
    )
    lab.post(Renumber(sample="10002,22", number="10092", source=BULK), day=19700000, stated="about 1970")
    assert lab.found("10002,22")[0] == ("10092", "10002,22")
    assert lab.found("10002.22")[0] == ("10092", "10002,22"), "in any spelling"
    assert lab.names("10092") == {"10002,22": "former"}
    with pytest.raises(UnclearReference):
        lab.uid("10002,22")  # R18: whoever acts on a former number confirms it by name.
    assert "number.was_used" in lab.refusal(
        Split(parent="10002", daughters=(Daughter(number="10002,22"),)), day=19750101
    )
    assert lab.view("10092", PORTIONED).row.number == "10002,22", "as it was called then"


def test_the_reserve_that_was_left_open_is_marked_and_so_is_all_that_came_of_it(told: Lab) -> None:
    lab = told
    enter_bulk_soil(lab)
    tens = tuple(Daughter(form="fines", mass=stated(50, 1_000_000)) for _ in range(4))
    lab.post(Split(parent="10086", daughters=tens), day=19690815, source=RESERVE)
    lab.post(
        Expose(
            kind=ExposureKind.AIR,
            samples=("10086",),
            agent="bio prep cabinet, open for 3 hours, magnetic monopole experiment",
            evidence=RESERVE,
        ),
        day=19690810,
        stated="August 1969 (day invented)",
    )
    lab.post(
        Split(parent="10086", daughters=(Daughter(form="fines", mass=stated(50, 1_000_000)),)),
        day=19700301,
        source=RESERVE,
    )
    assert lab.view("10086").state.access == "reserved"
    for nth in range(1, 6):
        met = lab.dossier(f"10086,{nth}").exposures
        assert [(each.kind, each.origin_number) for each in met] == [("air", "10086")], nth
        assert "3 hours" in met[0].agent
    assert lab.dossier("10086", 19690809).exposures == (), "before it happened nothing had"
    assert lab.dossier("10085").exposures == (), "another portion was not in the cabinet"
    assert lab.grams("10086,1") == 50
    assert lab.view("10086").state.suspense_ug == (823 - 5 * 50) * 1_000_000


def test_a_reserved_piece_is_not_used_without_a_named_authority(told: Lab) -> None:
    lab = told
    enter_bulk_soil(lab)
    using = Consume(sample="10086", ug=1_000_000, method="magnetic monopole experiment", evidence=RESERVE)
    assert lab.refusal(using, day=19690810)


def test_roles_and_masses_of_portions_stand_as_published(told: Lab) -> None:
    """A portion whose mass nobody states is unweighed, not zero."""
    lab = told
    lab.post(catalogued("10002", 5_629), day=RETURNED, source=BULK)
    lab.post(
        Register(
            collection="Apollo",
            number="10999",
            mission="Apollo 11",
            form="chip",
            mass=NOT_WEIGHED,
            parent="10002",
            role=ParentRole.PORTION,
        ),
        day=PORTIONED,
        source=LSC + "10070",
    )
    assert lab.grams("10999") is None
    assert lab.balance().total.unweighed_pieces == 2
