"""The reports about places, availability and one piece, and what a scope means."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.documents.model import MassFigure
from lunarcurator.domain.acts import Override
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import Correct, Daughter, Move, PlanSplit, SendToDisplay, SetUpPlace
from lunarcurator.domain.operations.accounting import EnterLoan, OldLine
from lunarcurator.domain.operations.borrowing import Affiliation, SetUpInstitution, SetUpPerson
from lunarcurator.services.exporting import Report, ReportNeeds, Scope, Wanted, opened_report
from lunarcurator.services.places import Places
from lunarcurator.services.words import Words
from lunarcurator.store.reads.filters import Axis, PieceFilter

from tests.domain.ledger.loans_bench import HISTORY
from tests.services.ledgers.history import GRAM, History, lived

type Rows = list[dict[str, object]]
ALL = Scope()


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    made = lived(tmp_path / "book.lunar")
    yield made
    made.session.close()


def told(history: History, words: Words, report: Report, scope: Scope = ALL, moment: Moment = NOW) -> Rows:
    with opened_report(history.session, words, Wanted(report, moment, scope)) as opened:
        sheet = opened.document.sheets[0]
        return [dict(zip((each.key for each in sheet.columns), row, strict=True)) for row in sheet.rows]


def said(history: History, words: Words, scope: Scope) -> str:
    with opened_report(history.session, words, Wanted(Report.INVENTORY, NOW, scope)) as opened:
        return next(line.value for line in opened.document.about if line.label == "Filters")


def place(history: History, name: str) -> Uid:
    tree = Places(history.session).tree()
    found = next(node.uid for node in tree.nodes.values() if node.name == name)
    assert found is not None
    return found


def numbers(rows: Rows) -> list[object]:
    return [str(row["number"]).strip() for row in rows if row["number"] is not None]


def test_a_scope_goes_down_a_family(history: History, words: Words) -> None:
    slab = Scope((history.piece("15555,1"),))
    assert numbers(told(history, words, Report.INVENTORY, slab)) == ["15555,1"]
    family = Scope(slab.pieces, below=True)
    assert numbers(told(history, words, Report.INVENTORY, family)) == ["15555,1", "15555,4", "15555,5"]
    assert said(history, words, family) == "1 chosen piece with all that came of them"


def test_a_scope_is_what_stands_in_a_place_and_in_the_places_in_it(history: History, words: Words) -> None:
    here = Scope(place=place(history, "Cabinet 1"))
    assert numbers(told(history, words, Report.CONTENTS, here)) == ["CE5C0100"]
    whole = numbers(told(history, words, Report.CONTENTS, Scope(place=place(history, "Lab"))))
    assert {"CE5C0100", "10002", "15555"} <= set(whole)
    assert "14321" not in whole
    assert numbers(told(history, words, Report.CONTENTS, Scope(place=place(history, "Far site")))) == ["14321"]
    assert "CE5C0100" not in numbers(told(history, words, Report.CONTENTS, here, Moment(20200101)))
    both = Scope((history.piece("14321"),), place=place(history, "Cabinet 1"))
    assert told(history, words, Report.CONTENTS, both) == []
    assert said(history, words, here) == "in Lab › Room 1 › Vault 1 › Cabinet 1, with all places in it"
    assert told(history, words, Report.CONTENTS, Scope(place=Uid("0" * 32))) == []


def test_a_scope_goes_by_the_filters_of_the_tree(history: History, words: Words) -> None:
    slabs = (PieceFilter(Axis.FORM, "slab"),)
    assert numbers(told(history, words, Report.INVENTORY, Scope(filters=slabs))) == ["15555,1"]
    assert said(history, words, Scope(filters=slabs)) == "filtered by slab"
    family = Scope((history.piece("15555"),), below=True, filters=slabs)
    assert numbers(told(history, words, Report.INVENTORY, family)) == ["15555,1"]


def tree(rows: Rows) -> list[tuple[object, object]]:
    return [(row["standing"], row["pieces_within"]) for row in rows]


def test_contents_are_a_tree_of_places_in_the_order_of_a_walk(history: History, words: Words) -> None:
    for name in ("Shelf 10", "Shelf 2", "Shelf 9"):
        history.post(SetUpPlace(kind="shelf", name=name, parent="Cabinet 1"))
    history.post(SetUpPlace(kind="tray", name="Tray 1", parent="Shelf 9"))
    history.post(Move(samples=("15555,4",), to="Shelf 10"))
    here = Scope(place=place(history, "Cabinet 1"))
    rows = told(history, words, Report.CONTENTS, here)
    assert tree(rows) == [
        ("Cabinet 1", 2),
        ("    CE5C0100", None),
        ("    Shelf 2", 0),
        ("    Shelf 9", 0),
        ("        Tray 1", 0),
        ("    Shelf 10", 1),
        ("        15555,4", None),
    ]
    above = "Lab › Room 1 › Vault 1 › Cabinet 1"
    assert [row["place"] for row in rows][-2:] == [f"{above} › Shelf 10"] * 2
    assert (rows[0]["mass_within"], rows[2]["mass_within"]) == (MassFigure(204_106_000, 100), None)
    chosen = Scope((history.piece("15555,4"),), place=here.place)
    assert tree(told(history, words, Report.CONTENTS, chosen)) == [
        ("Cabinet 1", 1),
        ("    Shelf 10", 1),
        ("        15555,4", None),
    ]


def test_contents_end_with_what_stands_nobody_knows_where(history: History, words: Words) -> None:
    rows = told(history, words, Report.CONTENTS)
    assert [row["standing"] for row in rows if not str(row["standing"]).startswith(" ")] == [
        "Far site",
        "Lab",
        "place not stated",
    ]
    unplaced = [row for row in rows if row["place"] == "place not stated"]
    assert (unplaced[0]["pieces_within"], unplaced[0]["mass_within"]) == (3, None)
    assert rows[0]["mass_within"] == MassFigure(8_998 * GRAM, GRAM)


@pytest.mark.parametrize(
    ("columns", "group", "with_places"),
    [
        (("place", "number"), "", False),
        (("number", "pieces_within"), "", True),
        (None, "form", False),
    ],
)
def test_contents_without_a_word_of_places_are_a_list_of_pieces(
    history: History, words: Words, columns: tuple[str, ...] | None, group: str, with_places: bool
) -> None:
    wanted = Wanted(Report.CONTENTS, columns=columns, group_by=group)
    with opened_report(history.session, words, wanted) as opened:
        sheet = opened.document.sheets[0]
        at = [column.key for column in sheet.columns].index("number")
        assert any(row[at] is None for row in sheet.rows) == with_places


def test_the_pick_list_walks_from_place_to_place(history: History, words: Words) -> None:
    wanted = Scope((history.piece("14321"), history.piece("CE5C0100"), history.piece("15555")))
    rows = told(history, words, Report.PICK_LIST, wanted)
    assert [(row["place"], row["number"]) for row in rows] == [
        ("Far site › Far room", "14321"),
        ("Lab › Room 1 › Vault 1 › Cabinet 1", "CE5C0100"),
        ("Lab › Room 1 › Vault 1 › Tray 7", "15555"),
    ]
    assert {row["picked"] for row in rows} == {"☐"}


def test_a_house_that_borrows_in_its_own_name_is_said_once(history: History, words: Words) -> None:
    history.post(SetUpInstitution(name="Air museum"))
    history.post(SetUpPerson(name="Air museum", affiliations=(Affiliation(institution="Air museum"),)))
    loan = EnterLoan(borrower="Air museum", lines=(OldLine(sample="15555,4"),), source="list 1")
    history.post(loan, overrides=tuple(Override(key=key, reason="as it was") for key in HISTORY))
    wanted = Scope((history.piece("15555,4"),))
    assert [row["place"] for row in told(history, words, Report.PICK_LIST, wanted)] == [
        "With borrowers › Air museum"
    ]


def test_nobody_fetches_what_is_only_planned(history: History, words: Words) -> None:
    history.post(PlanSplit(parent="15555,2", daughters=(Daughter(number="15555,999"),)))
    assert "15555,999" in {row["number"] for row in told(history, words, Report.INVENTORY)}
    assert "15555,999" not in {row["number"] for row in told(history, words, Report.PICK_LIST)}


def test_availability_says_why_a_piece_cannot_be_asked_for(history: History, words: Words) -> None:
    by_number = {row["number"]: row for row in told(history, words, Report.AVAILABILITY)}
    assert by_number["15555,2"]["availability"] == "Available"
    assert "14306" not in by_number
    history.post(SetUpPlace(kind="display_case", name="Case", parent="Room 1"))
    history.post(SendToDisplay(samples=("15555,2",), place="Case"))
    history.post(Correct(sample="15555,4", field="access", old="open", new="reserved", evidence="p. 4"))
    history.post(Correct(sample="15555,5", field="basic_use", old="research", new="permanent", evidence="p. 5"))
    now = {row["number"]: row["availability"] for row in told(history, words, Report.AVAILABILITY)}
    assert [now[f"15555,{n}"] for n in (2, 4, 5)] == ["On display", "Reserved or restricted", "Permanent storage"]
    assert by_number["10002"]["mass_originally"] == MassFigure(5_629 * GRAM, GRAM)


def test_a_genealogy_goes_from_the_generic_down(history: History, words: Words) -> None:
    rows = told(history, words, Report.GENEALOGY, Scope((history.piece("15555,1"),)))
    assert numbers(rows)[:2] == ["15555", "15555,1"]
    assert str(rows[2]["number"]).startswith(" " * 8)
    assert rows[1]["mass_at_birth"] == MassFigure(402_750_000, 1_000)
    assert "2 other pieces not listed" in numbers(rows)
    assert {"number": "        attrition", "mass_at_birth": MassFigure(31_000, None)}.items() <= next(
        row for row in rows if "attrition" in str(row["number"])
    ).items()


def test_the_history_of_a_mass_ends_with_what_it_is(history: History, words: Words) -> None:
    rows = told(history, words, Report.MASS_HISTORY, Scope((history.piece("15555,2"),)))
    assert [row["what_happened"] for row in rows] == ["Split", "Weigh"]
    assert rows[-1]["mass_now"] == MassFigure(3_870_000, 1000)
    assert rows[-1]["difference"] == MassFigure(-1000, 1000)


@pytest.mark.parametrize("report", [Report.GENEALOGY, Report.MASS_HISTORY])
def test_a_report_about_one_piece_needs_it(history: History, words: Words, report: Report) -> None:
    with pytest.raises(ReportNeeds) as refused:
        told(history, words, report)
    assert words.say(refused.value.key, refused.value.facts).endswith("tells of one piece. Choose exactly one.")
