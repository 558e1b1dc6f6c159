"""The genealogy of a piece as an indented list."""

from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import Register, Reverse
from lunarcurator.services.family import FamilyLine, family_of

from tests.services.records.vault import Vault, grams


def told(lines: tuple[FamilyLine, ...]) -> list[tuple[int, str]]:
    return [
        (line.depth, line.row.number if line.row else f"{line.others} more" if line.others else "attrition")
        for line in lines
    ]


def test_a_generic_is_followed_by_all_that_came_of_it(vault: Vault) -> None:
    assert told(family_of(vault.session, vault.piece("15555"))) == [
        (0, "15555"),
        (1, "15555,46"),
        (2, "15555,133"),
        (2, "15555,134"),
        (2, "15555,135"),
        (2, "attrition"),
        (1, "15555,48"),
        (2, "15555,210"),
        (2, "15555,211"),
        (1, "15555,49"),
        (1, "attrition"),
    ]


def test_a_daughter_stands_below_its_ancestors_whose_other_daughters_are_counted(vault: Vault) -> None:
    lines = family_of(vault.session, vault.piece("15555,133"))
    assert told(lines) == [
        (0, "15555"),
        (1, "15555,46"),
        (2, "15555,133"),
        (2, "2 more"),
        (2, "attrition"),
        (1, "2 more"),
        (1, "attrition"),
    ]
    assert [line.born_ug for line in lines if line.row] == [9_614_000_000, 402_750_000, 5_310_000]
    assert [line.attrition_ug for line in lines if not line.row and not line.others] == [238_000, 450_000]


def test_no_more_than_asked_are_listed_and_the_rest_is_counted(vault: Vault) -> None:
    lines = told(family_of(vault.session, vault.piece("15555"), most=3))
    assert lines == [
        (0, "15555"),
        (1, "15555,46"),
        (2, "3 more"),
        (2, "attrition"),
        (1, "15555,48"),
        (2, "2 more"),
        (1, "1 more"),
        (1, "attrition"),
    ]


def test_at_another_day_only_what_had_come_of_it_is_listed(vault: Vault) -> None:
    lines = told(family_of(vault.session, vault.piece("15555"), Moment(19711231)))
    assert [number for _, number in lines] == ["15555", "15555,46", "15555,48", "15555,49", "attrition"]


def test_of_a_piece_nobody_knows_there_is_no_genealogy(vault: Vault) -> None:
    assert family_of(vault.session, Uid("f" * 32)) == ()


def test_a_piece_whose_registration_was_undone_has_no_genealogy(vault: Vault) -> None:
    made = vault.post(Register(collection="Apollo", number="15599", mission="Apollo 15", mass=grams(1)))
    uid = vault.piece("15599")
    assert told(family_of(vault.session, uid)) == [(0, "15599")]
    vault.post(Reverse(entry=str(made.seq)))
    assert family_of(vault.session, uid) == ()
