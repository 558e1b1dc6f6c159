"""Below a refused row that may be the header of another table nobody knows what the columns are."""

from pathlib import Path

import pytest
from lunarcurator.services.importing import ImportPlan, Source, Told, Verdict, plan_reading
from lunarcurator.services.importing.plan import BAD
from lunarcurator.services.store_session import StoreSession
from openpyxl import Workbook

from tests.services.importing.steps import opened, planned

BELOW = "import.below_header"
FIRST = "Number|Weight (g)\n15445,1|1.5\n15445,2|2.5\n"
SECOND = "\n14220,10|0.5\n14220,11|1.5"
LENT = "Number|Borrower|Weight (g)|Lent on\n15445,1|A. Miller|1.5|2001-02-03\n"


def doubted(plan: ImportPlan) -> dict[int, tuple[int, str]]:
    """Return by its row what each row in doubt says of the header above it."""
    facts = {row.row: dict(each.facts) for row in plan.rows for each in row.reasons if each.key == BELOW}
    assert all(row.verdict in BAD for row in plan.rows if row.row in facts)
    return {row: (int(told["row"]), str(told["words"])) for row, told in facts.items()}


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("\nSample|Depth (cm)", 5),
        ("Sample|Depth (cm)", 4),
        ("Number|Depth (cm)", 4),
        ("|Depth (cm)", 4),
        ("\n|depth", 5),
        ("\n|mg", 5),
        ("Minta|Vastagság", 4),
        ("Minta itt|Vastagság / cm", 4),
        ("Sample|SiO2 (wt%)", 4),
        ("Butt|Area mm2", 4),
        ("Table 2|Width", 4),
        ("Grain|87Sr/86Sr", 4),
        ("Grain|10 Be", 4),
        ("Core 2|depth", 4),
        ("Potted butts|Width mm", 4),
        ("Probe mount|Number of grains", 4),
        ("|Largest grain", 4),
        ("Coarse fines|Green Glass", 4),
        ("nonsense|x", 4),
    ],
)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_rows_below_what_may_be_a_header_are_refused(
    session: StoreSession, tmp_path: Path, header: str, row: int, kind: str
) -> None:
    text = f"{FIRST}{header}{SECOND}"
    source = tmp_path / f"stacked.{kind}"
    if kind == "csv":
        lines = (f'"{number}",{rest}' for number, _, rest in (line.partition("|") for line in text.split("\n")))
        source.write_text("\n".join(lines), encoding="utf-8")
    else:
        book = Workbook()
        for line in text.split("\n"):
            book.worksheets[0].append(
                [float(each) if each[-2:-1] == "." else each or None for each in line.split("|")]
            )
        book.save(source)
    # A unit alone makes that of the column a question.
    answers = {"unit:Weight (g)": "g"} if header.endswith("mg") else None
    plan = planned(session, source, answers, said=Told(shape="list"))
    words = ", ".join(filter(None, header.strip().split("|")))
    assert doubted(plan) == dict.fromkeys((row + 1, row + 2), (row, words))
    assert [each.number for each in plan.rows if each.verdict is Verdict.NEW] == ["15445,1", "15445,2"]


def test_the_nearest_of_several_headers_is_named(session: StoreSession) -> None:
    text = f"{FIRST}Sample|depth\n14220,10|0.5\nSample|width\n14220,11|1.5"
    plan = planned(session, text, said=Told(shape="list"))
    assert doubted(plan) == {5: (4, "Sample, depth"), 7: (6, "Sample, width")}


@pytest.mark.parametrize(
    "row",
    [
        "|n.d.",
        "15x45|much",
        "A12|much",
        "Coarse-fines with|Green Gla",
        "|5 mg",
        "|-",
        "nonsense|unknown",
        "15445,9|depth",
        "15445,9|lost it",
        "Sample|",
        "x 15|2.5",
        "Sample|2.5",
        "|3",
    ],
)
def test_below_any_other_row_a_refused_one_too_nothing_is_in_doubt(session: StoreSession, row: str) -> None:
    plan = planned(session, f"{FIRST}{row}{SECOND}", {"titles": "row"} if row == "Sample|" else None)
    assert doubted(plan) == {}
    assert [each.verdict for each in plan.rows if each.number.startswith("14220")] == [Verdict.NEW] * 2


def test_what_continues_the_row_above_is_no_figure_of_the_row(session: StoreSession) -> None:
    text = "Parent|Number|Weight (g)\n15445|15445,1|1.5\n|15445,2|2.5\n|Sample|depth\n14220|14220,10|0.5"
    plan = planned(session, text, {"fill:Parent": "yes"}, said=Told(shape="list"))
    assert doubted(plan) == {5: (4, "Sample, depth")}


@pytest.mark.parametrize(
    "row",
    [
        ",Storage,",
        "Sample,Locker,",
        "Potted butts,Holder,",
        "Potted butts,Holder 2,Width",
        ",Locker no.,n",
        ",Length mm,",
    ],
)
def test_a_header_with_a_blank_where_the_masses_are_is_one_too(session: StoreSession, row: str) -> None:
    text = f"Number,Shelf,Weight (g)\n15445;1,A,1.5\n{row}\n14220;10,B,0.5".replace(",", "|").replace(";", ",")
    plan = planned(session, text, said=Told(shape="list"))
    assert doubted(plan) == {4: (3, ", ".join(filter(None, row.split(","))))}


@pytest.mark.parametrize(
    "row",
    [
        "|||a remark|",
        "|||Storage|",
        "||chip||",
        "see the note: this rock was cut in two then|||and so on, and on and on|",
        "Basalts|Apollo 15|||",
        "Basalts||chip||",
        "Total||||1.5",
        "||||2.5",
    ],
)
def test_notes_and_headings_of_some_pieces_are_none(session: StoreSession, row: str) -> None:
    text = (
        f"Number|Mission|Form|Remarks|Weight (g)\n15445,1|Apollo 15|chip||1.5\n{row}\n14220,10|Apollo 14|chip||0.5"
    )
    assert doubted(planned(session, text, {"titles": "set_aside"}, said=Told(shape="list"))) == {}


def test_where_any_word_is_a_number_words_for_its_mass_may_be_a_header(session: StoreSession) -> None:
    text = "Number|Weight (g)\nAlpha glass|1.5\n{}|depth\nBeta glass|0.5"
    for word, found in (("Sample", {4: (3, "Sample, depth")}), ("Gamma", {4: (3, "Gamma, depth")}), ("C 12", {})):
        plan = planned(
            session, text.format(word), {"collection": "new:Glasses"}, said=Told(header=1, shape="list")
        )
        assert doubted(plan) == found


def test_so_it_is_in_a_list_of_loans(session: StoreSession) -> None:
    plan = planned(session, f"{LENT}Minta||Vastagság|\n15445,2|B. Miller|15|2001-02-03", said=Told(shape="list"))
    assert doubted(plan) == {4: (3, "Minta, Vastagság")}


def test_words_of_a_loan_beside_its_day_are_no_header(session: StoreSession) -> None:
    for row, found in (
        ("the butt|B. Miller||2001-02-03", {}),
        ("the butt|B. Miller||", {4: (3, "the butt, B. Miller")}),
    ):
        plan = planned(session, f"{LENT}{row}\n15445,2|B. Miller|15|2001-02-03", said=Told(shape="list"))
        assert doubted(plan) == found


def test_a_part_that_begins_there_leaves_nothing_in_doubt(session: StoreSession) -> None:
    source = Source.pasted(f"{FIRST}Sample|Depth (cm){SECOND}".replace("|", "\t")).cut("clipboard", ("4",))
    for name in source.parts("clipboard"):
        assert doubted(planned_part(session, source, name)) == {}


def planned_part(session: StoreSession, source: Source, name: str) -> ImportPlan:
    found, reading = opened(session, source, name)
    return plan_reading(session, found, reading)
