import pytest
from lunarcurator.documents.model import MassFigure
from lunarcurator.documents.papers.blocks import Code
from lunarcurator.domain.facts import ExposureKind
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import (
    Daughter,
    Depths,
    Dissect,
    Expose,
    FieldValue,
    MakeSections,
    Register,
    Restrict,
    Split,
)
from lunarcurator.domain.status import Handling
from lunarcurator.services.labels import labels_of
from lunarcurator.services.papers.paper_context import PaperRefused
from lunarcurator.services.words import Words

from tests.services.ledgers.history import GRAM, History
from tests.services.papers.papers import MESSAGES, column, made, said, tables


def register(number: str, mass: Mass) -> Register:
    return Register(collection="Apollo", number=number, mission="Apollo 14", mass=mass, form="chip")


def interval(top: int, bottom: int, grams: int) -> Daughter:
    values = (FieldValue(field="depth_top_um", value=top), FieldValue(field="depth_bottom_um", value=bottom))
    return Daughter(form="dissection_interval", mass=Mass.measured(grams * GRAM, GRAM), values=values)


def test_an_accession_sheet_tells_what_the_piece_is_and_where_it_came_from(history: History) -> None:
    paper = made(history, "accession_sheet", "15555")
    told = said(paper)
    assert paper.record == "15555"
    assert (told["Collection"], told["Mission"]) == ("Apollo", "Apollo 15")
    assert told["Mass received"] == "9\u202f614\u00a0g"
    assert told["Mass now"] == "9\u202f207\u00a0g (measured)"
    names = tables(paper)[0]
    assert column(names, "name") == ["Great Scott", "Big Rock"]
    code = next(block for block in paper.blocks if isinstance(block, Code))
    assert code.text == "15555"
    assert "15555" in said(made(history, "accession_sheet", "15555,1"))["Parent"]


def test_a_day_of_weighing_stands_only_beside_the_mass_that_was_weighed(history: History) -> None:
    words = Words.load("en", MESSAGES, strict=True)

    def on_papers() -> tuple[bool, bool]:
        told = said(made(history, "accession_sheet", "15555,2"))
        (label,) = labels_of(history.session, words, [history.piece("15555,2")])
        return bool(told.get("Weighed on")), "  20" in label.mass

    assert on_papers() == (True, True)
    part = Daughter(mass=Mass.measured(GRAM, GRAM), form="chip")
    history.post(Split(parent="15555,2", daughters=(part,)))
    assert on_papers() == (False, False)


def test_what_forbids_and_what_it_met_stand_on_the_sheet(history: History) -> None:
    history.post(Restrict(samples=("14321",), handling=(Handling.NO_SAW,), reason="Ask first"))
    history.post(Expose(samples=("14321",), kind=ExposureKind.AIR, evidence="Log 4"), day=19710301)
    told = said(made(history, "accession_sheet", "14321"))
    assert told["Handling"] == "No saw"
    met = tables(made(history, "accession_sheet", "14321"))[0]
    assert column(met, "since") == ["1971-03-01"]


def test_a_genealogy_has_every_generation_with_what_it_began_with(history: History) -> None:
    table = tables(made(history, "genealogy", "15555"))[0]
    numbers = [str(each).strip("\u2003") for each in column(table, "number")]
    assert numbers[:3] == ["15555 \u25c4", "15555,1", "15555,4"]
    assert numbers.count("attrition") == 1
    lost = numbers.index("attrition")
    assert column(table, "began")[lost] == MassFigure(31_000, 1000)
    assert column(table, "now")[0] == MassFigure(9_207 * GRAM, GRAM)
    below = tables(made(history, "genealogy", "15555,4"))[0]
    assert any("not listed" in str(each) for each in column(below, "number"))


def test_a_section_list_has_butts_and_the_sections_of_butts(history: History) -> None:
    history.post(Split(parent="15555", daughters=(Daughter(form="potted_butt"),)))
    butt = str(column(tables(made(history, "genealogy", "15555"))[0], "number")[-1]).strip("\u2003")
    depths = tuple(Depths(top_um=at * 1000, bottom_um=at * 1000 + 500) for at in range(2))
    history.post(MakeSections(parent=butt, numbers=",900-901", section_set="A", thickness_um=30, depths=depths))
    paper = made(history, "section_list", "15555")
    (table,) = tables(paper)
    assert column(table, "number") == [butt, "15555,900", "15555,901"]
    assert column(table, "parent") == ["15555", butt, butt]
    assert column(table, "set") == ["", "A", "A"]
    assert column(table, "bottom") == [None, 500, 1500]
    assert column(table, "top") == [None, 0, 1000]
    assert column(table, "thickness") == [None, 30, 30]
    assert said(paper)["Butts, sections and mounts"] == "3"


def test_a_dissection_log_goes_down_the_core_pass_by_pass_and_adds_up(history: History) -> None:
    core = Register(collection="Apollo", number="15008", mission="Apollo 15", form="core_segment",
                    mass=Mass.measured(700 * GRAM, GRAM))  # fmt: skip
    history.post(core, day=19711231)
    first = (interval(5000, 10000, 4), interval(0, 5000, 3))
    history.post(Dissect(parent="15008", dissection_pass=1, daughters=first, gas="nitrogen"), day=19760310)
    paper = made(history, "dissection_log", "15008")
    (table,) = tables(paper)
    assert column(table, "top") == [0, 5000]
    assert column(table, "pass") == [1, 1]
    assert table.totals[[each.key for each in table.columns].index("mass")] == MassFigure(7 * GRAM, GRAM)
    assert said(paper)["Attrition"] == ""
    assert not tables(made(history, "dissection_log", "14321"))[0].rows


def test_masses_nobody_knows_are_said_in_words(history: History) -> None:
    history.post(
        register("14400", Mass.estimated(150 * GRAM)),
        register("14401", Mass.nominal(1000)),
        register("14402", Mass.unknown("not_stated")),
    )
    masses = {number: said(made(history, "accession_sheet", number))["Mass now"] for number in
              ("14400", "14401", "14402", "14305", "14306")}  # fmt: skip
    assert masses["14400"] == "~150\u00a0g (estimated)"
    assert masses["14401"] == "nominal"
    assert masses["14305"] == "sealed"
    assert masses["14306"] == "void"


def test_a_piece_of_a_day_before_it_came_is_refused(history: History) -> None:
    with pytest.raises(PaperRefused) as caught:
        made(history, "genealogy", "15555", moment=Moment(day=19600101))
    assert caught.value.key == "paper.not_in_book"
