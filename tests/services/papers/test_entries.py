import pytest
from lunarcurator.documents.model import MassFigure
from lunarcurator.documents.papers.blocks import Heading, Text
from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.facts import ParentRole
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import (
    Daughter,
    Describe,
    FieldValue,
    PlanSplit,
    Reading,
    Register,
    Reverse,
    Sight,
    Split,
)
from lunarcurator.services.journal import MOST_ACTS
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperRefused, PaperWanted
from lunarcurator.services.posting import Posted
from lunarcurator.services.words import Words

from tests.services.ledgers.history import GRAM, History
from tests.services.papers.papers import MESSAGES, column, made, said, tables
from tests.still_clock import TODAY


def test_a_split_record_accounts_for_the_mass_before_and_after(history: History) -> None:
    paper = made(history, "split_record", "15555,1")
    assert paper.record == f"#{history.entries['split'].seq}"
    daughters, account = tables(paper)
    assert column(daughters, "number") == ["15555,4", "15555,5"]
    assert column(daughters, "mass") == [MassFigure(4_106_000, 1000), MassFigure(3_871_000, 1000)]
    rows = dict(zip(column(account, "label"), column(account, "mass"), strict=True))
    assert rows == {
        "Parent before": MassFigure(402_750_000, 1000),
        "Parent after": MassFigure(394_742_000, 1000),
        "Daughters": MassFigure(7_977_000, 1000),
        "Attrition": MassFigure(31_000, 1000),
    }
    told = said(paper)
    assert (told["Operator"], told["Witness"]) == ("P. Processor", "A. Curator")
    assert told["Reason or order"] == "Order 1637"


def test_the_entry_may_be_named_and_a_plan_has_its_page_too(history: History) -> None:
    plan = history.entries["plan"].seq
    daughters, account = tables(made(history, "split_record", f"#{plan}"))
    assert len(daughters.rows) == 2
    assert column(account, "mass") == ["unknown"]


def test_a_plan_tells_what_its_parent_weighs_and_of_nothing_that_came_of_it(
    history: History,
) -> None:
    posted = history.post(PlanSplit(parent="15555,1", daughters=(Daughter(form="chip"),)))
    _, account = tables(made(history, "split_record", f"#{posted.seq}"))
    told = dict(zip(column(account, "label"), column(account, "mass"), strict=True))
    assert told == {"Parent before": MassFigure(394_742_000, 1000)}


@pytest.mark.parametrize(
    ("after", "label"),
    [(390_741_000, "Missing, booked to adjustment"), (390_743_000, "More than before, booked from adjustment")],
)
def test_what_a_weighing_after_a_split_finds_stands_in_its_account(
    history: History, after: int, label: str
) -> None:
    """The account of a split closes: what nobody typed is told as well, missing or too much."""
    part = Daughter(form="chip", mass=Mass.measured(4_000_000, 1000))
    posted = history.post(
        Split(parent="15555,1", daughters=(part,), after=Reading(net_ug=after, resolution_ug=1000))
    )
    _, account = tables(made(history, "split_record", f"#{posted.seq}"))
    told = dict(zip(column(account, "label"), column(account, "mass"), strict=True))
    assert told[label] == MassFigure(1_000, 1000)
    rest = told["Parent before"].ug - told["Daughters"].ug - told["Attrition"].ug - told["Parent after"].ug
    assert abs(rest) == told[label].ug


def test_every_division_of_a_batch_has_its_own_page_part_and_what_was_done_how(history: History) -> None:
    dust = Daughter(form="sawdust", mass=Mass.measured(GRAM, 1000), role=ParentRole.RECOVERED)
    acts = (
        Act(
            operation=Split(parent="14321", daughters=(Daughter(form="chip"), dust), method="saw", tool="Saw 2"),
            day=TODAY,
        ),
        Act(operation=Describe(sample="14321", values=(FieldValue(field="remarks", value="cut"),)), day=TODAY),
        Act(operation=Split(parent="CE5C0100", daughters=(Daughter(form="powder"),), retires=True), day=TODAY),
    )
    told = (Override(key="mass.rest_unmeasured", reason="weighed tomorrow"),)
    posting = Posting(acts=acts, operator=OperatorRef("A. Curator"), reason="Order 5", overrides=told)
    paper = made(history, "split_record", f"#{history.session.post(posting).seq}")
    headings = [block.text for block in paper.blocks if isinstance(block, Heading)]
    assert headings[0] == "Split: 14321 · Whole rock"
    assert headings[2].startswith("Split: CE5C0100")
    assert said(paper)["Method"] == "saw"
    account = tables(paper)[1]
    assert "Recovered (sawdust, crumbs)" in column(account, "label")


def test_an_entry_sheet_tells_masses_reasons_and_links_of_the_chain(history: History) -> None:
    paper = made(history, "entry_sheet", f"#{history.entries['write-off'].seq}")
    lines, overrides = tables(paper)
    assert sum(each.ug for each in column(lines, "mass") if isinstance(each, MassFigure)) == 0
    assert column(overrides, "reason") == ["Old loss"]
    assert column(overrides, "what") == ["10002: Suspense written off"]
    told = said(paper)
    assert told["Authority"] == "Head of curation · Memo 7"
    assert told["After this entry"] == paper.foot.digest
    assert told["Taken back by"] == ""
    undone = said(made(history, "entry_sheet", f"#{history.entries['wrong move'].seq}"))
    assert undone["Taken back by"] == f"#{history.entries['undo'].seq}"


def test_the_window_may_name_the_entry_or_the_piece(history: History) -> None:
    words = Words.load("en", MESSAGES, strict=True)
    of_piece = PaperWanted("split_record", uid=history.piece("15555,1"))
    assert paper_of(history.session, words, of_piece).record == f"#{history.entries['split'].seq}"


def test_a_day_sheet_has_what_was_recorded_that_day_and_ends_with_the_head(history: History) -> None:
    paper = made(history, "day_sheet")
    (table,) = tables(paper)
    assert len(table.rows) == history.session.head().seq
    assert column(table, "entry")[0] == "#1"
    assert said(paper)["Journal head after the last of these entries"] == paper.foot.digest
    early = made(history, "day_sheet", moment=Moment(seq=5))
    assert column(tables(early)[0], "entry")[-1] == "#5"
    empty = made(history, "day_sheet", "2020-01-01", moment=NOW)
    assert not tables(empty)[0].rows
    assert "Journal head after the last of these entries" not in said(empty)


def test_a_day_sheet_of_the_next_day_links_to_the_day_before(history: History) -> None:
    before = history.session.head()
    history.clock.us += 86_400_000_000
    posted = history.post(
        Describe(sample="14321", values=(FieldValue(field="remarks", value="next"),)), day=20261125
    )
    paper = made(history, "day_sheet")
    assert column(tables(paper)[0], "entry") == [f"#{posted.seq}"]
    yesterday = made(history, "day_sheet", "2026-11-24")
    last = said(yesterday)["Journal head after the last of these entries"]
    assert said(paper)["Journal head before the first of these entries"] == last
    assert said(paper)["Journal head after the last of these entries"] == paper.foot.digest != last
    assert len(tables(yesterday)[0].rows) == before.seq


def test_a_day_without_its_number_is_refused(history: History) -> None:
    with pytest.raises(PaperRefused) as caught:
        made(history, "day_sheet", "2020-01")
    assert caught.value.key == "paper.no_day"
    assert Words.load("en", MESSAGES, strict=True).say(caught.value.key, caught.value.facts)


def test_a_division_whose_piece_left_the_book_keeps_its_record(history: History) -> None:
    new = Register(collection="Apollo", number="14500", mission="Apollo 14", mass=Mass.measured(5 * GRAM, 1000))
    came = history.post(new)
    cut = history.post(Split(parent="14500", daughters=(Daughter(form="chip"),)))
    history.post(Reverse(entry=str(cut.seq)), reason="Wrong")
    history.post(Reverse(entry=str(came.seq)), reason="Wrong")
    daughters, account = tables(made(history, "split_record", f"#{cut.seq}"))
    assert column(daughters, "number") == ["14500,1"]
    assert column(account, "mass")[0] == MassFigure(5 * GRAM, 1000)


def fresh_split(history: History) -> Posted:
    chips = (Daughter(form="chip", mass=Mass.measured(2 * GRAM, 1000)), Daughter(form="chip"))
    return history.post(Split(parent="15555,1", daughters=chips))


@pytest.mark.parametrize("redone", [False, True])
def test_an_undone_division_says_what_it_made_and_that_it_was_undone(history: History, *, redone: bool) -> None:
    split = fresh_split(history)
    before = made(history, "split_record", f"#{split.seq}")
    undo = history.post(Reverse(entry=str(split.seq)))
    if redone:
        history.post(Reverse(entry=str(undo.seq)))
    paper = made(history, "split_record", f"#{split.seq}")
    for was, told in zip(tables(before), tables(paper), strict=True):
        assert told.rows == was.rows
    texts = [block.text for block in paper.blocks if isinstance(block, Text)]
    assert texts == ([] if redone else [f"This entry was taken back by #{undo.seq}."])


def test_the_sheet_of_an_undone_entry_names_what_it_made(history: History) -> None:
    split = fresh_split(history)
    sheets = [made(history, "entry_sheet", f"#{split.seq}")]
    history.post(Reverse(entry=str(split.seq)))
    sheets.append(made(history, "entry_sheet", f"#{split.seq}"))
    before, after = (said(each)["Pieces"] for each in sheets)
    assert before == after
    assert [table.rows for table in tables(sheets[0])] == [table.rows for table in tables(sheets[1])]


def test_the_sheet_of_an_entry_of_several_acts_tells_each(history: History) -> None:
    posted = history.post(Sight(samples=("15555",)), Sight(samples=("15555,1",)))
    sheet = made(history, "entry_sheet", f"#{posted.seq}")
    assert column(tables(sheet)[0], "act") == ["Saw 15555", "Saw 15555,1"]
    alone = made(history, "entry_sheet", f"#{history.entries['split'].seq}")
    assert "act" not in {key for table in tables(alone) for key in (each.key for each in table.columns)}


def test_the_sheet_of_very_many_acts_says_how_many_it_does_not_tell(history: History) -> None:
    posted = history.post(*(Sight(samples=("15555",)) for _ in range(MOST_ACTS + 2)))
    told = column(tables(made(history, "entry_sheet", f"#{posted.seq}"))[0], "act")
    assert (len(told), told[-1]) == (MOST_ACTS + 1, "2 further acts")
