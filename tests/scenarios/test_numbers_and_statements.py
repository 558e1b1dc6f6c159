"""Numbers that meant several pieces, and facts of which sources say different things, as they are published."""

from dataclasses import replace

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.identity import EntryRef, ref_of
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import (
    AddName,
    Daughter,
    DeclareLost,
    Dissolve,
    Register,
    Renumber,
    Reverse,
    SendToDisplay,
    Split,
    StateFact,
    SwapNumbers,
    Weigh,
)
from lunarcurator.services.browsing import Browsing
from lunarcurator.services.number_meanings import NUMBER_THEN, Meaning, meanings_of, read_number
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.references import UnclearReference
from lunarcurator.services.searching import Searching
from lunarcurator.services.words import Words

from tests.scenarios.lab import GRAM, LSC, NOT_WEIGHED, Lab, read, stated

SWANN = "Swann et al. 1971, 1972; Graf 1993, as told by " + LSC + "15013"
RYDER = "Ryder and Norman 1980, as told by " + LSC + "67628"
BOMBS = ("67685", "67686", "67687", "67688")
DUNSINK = "Irish Times, 30 December 2024"
DUMP = "There's a $5m lump of moon rock in a dump in Finglas, dailyedge.ie"
MEMO = "Memorandum of 1984, National Archives of Ireland, as told by PA Media"


def soil(number: str, mission: str, mass: object = NOT_WEIGHED, **more: object) -> Register:
    return Register(collection="Apollo", number=number, mission=mission, mass=mass, place="Cabinet 1", **more)


def read_as(lab: Lab, text: str, day: Day | None = None) -> tuple[str, str]:
    """What a number leads a reader to on a day: what the piece is called now, and what he is told of that."""
    found = read_number(lab.session, text, Moment(day))
    return found.meant.number, found.meant.asks.key if found.meant.asks is not None else ""


def days_of(meanings: tuple[Meaning, ...]) -> set[tuple[str, str, Day | None, str]]:
    """Return which piece is meant, as what, until when, and on whose word."""
    return {
        (each.number, str(each.name.kind), each.name.until.day if each.name.until else None, each.name.source)
        for each in meanings
    }


def test_containers_switched_in_early_documents_are_read_as_they_were_meant(told: Lab, words: Words) -> None:
    """15013 is the soil from under the Lunar Module; early documents call the one from the trench so."""
    lab = told
    lab.post(
        soil("15014", "Apollo 15", collected="under the Lunar Module"),
        soil("15013", "Apollo 15", collected="trench bottom, station 8"),
        day=19710807,
        source=SWANN,
    )
    trench, lander = lab.uid("15013"), lab.uid("15014")
    swapped = lab.post(
        SwapNumbers(sample="15013", other="15014", source=SWANN), day=19710900, stated="before allocation"
    )
    assert (lab.uid("15013"), lab.uid("15014")) == (lander, trench), "acting takes the number in force"

    assert read_as(lab, "15013") == ("15013", "")
    assert read_as(lab, "15013", 19710808) == ("15014", NUMBER_THEN), "the old citation"
    assert read_as(lab, "15014", 19710808) == ("15013", NUMBER_THEN)
    assert read_as(lab, "15013", 19710930) == ("15013", "")
    assert read_as(lab, "15013", 19690301) == ("15013", ""), "before there was one it is the one of now"

    searching = Searching(lab.session, Browsing(lab.session))
    typed = {day: searching.jump("15013", moment=Moment(day)) for day in (None, 19710808, 19710930, 19690301)}
    assert typed[19710808] == lab.view("15014").id, "typed in the tree of that day"
    assert {typed[None], typed[19710930], typed[19690301]} == {lab.view("15013").id}

    others = read_number(lab.session, "15013").others
    assert days_of(others) == {("15014", "official", 19710900, SWANN)}
    (other,) = others
    assert other.told(words) == (
        f"“15013” was the number of 15014 (1971-08-07 – before allocation, entry {swapped.seq}, {SWANN})."
    )
    assert [each.told(words) for each in lab.dossier("15013").meanings] == [other.told(words)]
    assert lab.dossier("15013", 19710808).meanings == (), "then nobody had called another piece so"
    then = read_number(lab.session, "15013", Moment(19710808))
    told_now = "“15013” became the number of the piece that is called so today (day: before allocation, entry"
    assert [each.told(words) for each in then.others] == [f"{told_now} {swapped.seq}, {SWANN})."]
    (former,) = lab.view("15014").names
    assert (former.text, former.kind, former.source) == ("15013", NameKind.FORMER, SWANN)
    assert (former.since.day, former.until and former.until.stated) == (19710807, "before allocation")


def test_a_citation_of_a_later_paper_is_kept_with_its_source(told: Lab, words: Words) -> None:
    """Whoever took the catalogue of today keeps what the early papers call 15013 as a published number."""
    lab = told
    lab.post(soil("15013", "Apollo 15", stated(296.2)), soil("15014", "Apollo 15", stated(333)), day=19710807)
    cited = AddName(sample="15014", name="15013", kind=NameKind.PUBLISHED, source=SWANN)
    assert lab.refusal(cited, day=19710900) == {"name.cited_number"}
    lab.post(cited, day=19710900, accept=("name.cited_number",))
    assert read_as(lab, "15013") == ("15013", "")
    assert days_of(read_number(lab.session, "15013").others) == {("15014", "published", None, SWANN)}
    assert read_as(lab, "15013", 19711001) == ("15013", ""), "a name is no number that it had"
    (said,) = lab.dossier("15013").meanings
    assert said.told(words).startswith("“15013” was put on record as published number of 15014 (day: 1971-09, ")


def test_four_glass_bombs_under_one_number_are_told_apart(told: Lab, words: Words) -> None:
    """67628 was cataloged as four particles, which became 67685 to 67688; their masses and day are not given."""
    lab = told
    lab.post(soil("67628", "Apollo 16", form="rake_fragment"), day=19720427, source=LSC + "67628")
    parts = tuple(Daughter(number=each, form="rake_fragment", mass=NOT_WEIGHED) for each in BOMBS)
    lab.post(Dissolve(sample="67628", daughters=parts, source=RYDER), day=19800000, source=RYDER)
    (itself,) = meanings_of(lab.session, "67628")
    assert (itself.became, itself.name.source) == (BOMBS, RYDER)
    assert read_as(lab, "67628")[0] == "67628"
    assert [each.became for each in read_number(lab.session, "67628").others] == [BOMBS]
    assert itself.told(words).startswith(
        f"“67628” was dissolved into {', '.join(BOMBS[:3])} and {BOMBS[3]} (day: 1980, entry "
    )
    assert lab.dossier("67628", 19791231).meanings == ()
    assert meanings_of(lab.session, "67685") == ()


def test_one_of_four_keeps_the_number_of_all(told: Lab) -> None:
    """67629 was four pieces, relabeled 67629, 67695, 67696 and 67697; an old citation means any of them."""
    lab = told
    source = LSC + "67627"
    masses = {"67695": 14, "67696": 7.8, "67697": 5.5}
    lab.post(soil("67629", "Apollo 16", stated(5.4 + 14 + 7.8 + 5.5)), day=19720427, source=source)
    made = tuple(Daughter(number=each, mass=stated(mass)) for each, mass in masses.items())
    lab.post(Split(parent="67629", daughters=made), day=19800000, stated="since relabeled", source=source)
    named = (AddName(sample=each, name="67629", kind=NameKind.FORMER, source=source) for each in masses)
    lab.post(*named, day=19800000, stated="since relabeled", accept=("name.cited_number",))
    assert read_as(lab, "67629") == ("67629", "")
    assert {each.number for each in read_number(lab.session, "67629").others} == set(masses)
    assert lab.grams("67629") == 5.4


def test_a_former_number_of_two_pieces_asks_which(told: Lab) -> None:
    """Numbers changed twice (the second time is invented): nobody has the number now, and two had it."""
    lab = told
    lab.post(soil("15013", "Apollo 15"), soil("15014", "Apollo 15"), soil("15012", "Apollo 15"), day=19710807)
    lab.post(SwapNumbers(sample="15013", other="15014"), day=19710900, stated="before allocation")
    lab.post(SwapNumbers(sample="15014", other="15012"), day=19711001)
    assert {each.number for each in meanings_of(lab.session, "15014")} == {"15013", "15012", "15014"}
    assert read_as(lab, "15014", 19710808) == ("15013", NUMBER_THEN)
    assert read_as(lab, "15014", 19710930) == ("15012", NUMBER_THEN)
    assert read_as(lab, "15014", 19720101) == ("15014", "")
    lab.post(Renumber(sample="15014", number="15998", source="invented"), day=19720201)
    with pytest.raises(UnclearReference) as several:
        read_number(lab.session, "15014")
    assert several.value.key == "ref.other_names"
    assert set(several.value.facts["number"].split(", ")) == {"15012", "15013", "15998"}
    with pytest.raises(UnclearReference):
        read_number(lab.session, "15014", Moment(19720301))
    assert read_as(lab, "15014", 19720101) == ("15998", NUMBER_THEN), "on the day it had one holder"
    assert lab.uid("15998") != lab.uid("15012")


def test_masses_that_contradict_each_other_are_compared(told: Lab, words: Words) -> None:
    """14240: 168 g by difference at the laboratory, 184 g when it was opened at Berkeley."""
    lab = told
    source = LSC + "14240"
    lab.post(soil("14240", "Apollo 14", stated(168)), day=19710209, source=source)
    lab.post(
        StateFact(sample="14240", field="mass", value="184 g", source="Burlingame 1971"),
        day=19710300,
        stated="not published",
        accept=("mass.stated_more_than_ever",),
    )
    ((berkeley,),) = [each.statements for each in lab.dossier("14240").disputed]
    assert berkeley.notes(words) == "16\N{NO-BREAK SPACE}g more than the record"
    lab.post(
        StateFact(sample="14240", field="mass", value="168 g", source="Official weight, LRL", chosen=True),
        StateFact(sample="14240", field="mass", value="184.2 g", source="A list (invented)"),
        StateFact(sample="14240", field="mass", value="168.3 g", source="Another list (invented)"),
        StateFact(sample="14240", field="mass", value="more than was thought", source="A letter (invented)"),
        day=19710401,
        accept=("mass.stated_more_than_ever",),
    )
    (disputed,) = lab.dossier("14240").disputed
    assert [
        (each.chosen, each.notes(words).replace("\N{NO-BREAK SPACE}", " ")) for each in disputed.statements
    ] == [
        (False, "16 g more than the chosen statement"),
        (True, "chosen, same as the record, within rounding"),
        (False, "16.2 g more than the chosen statement"),
        (False, "same as the chosen statement, within rounding"),
        (False, ""),
    ]


def test_the_catalogued_and_the_real_mass_of_a_drive_tube_are_compared(told: Lab, words: Words) -> None:
    """10005: the catalogs give 65 g and the tube holds 53.4 g; apparently 15.5 g fell out of the cap."""
    lab = told
    source = LSC + "10005"
    lab.post(soil("10005", "Apollo 11", form="core_segment"), day=19690726, source=source)
    lab.post(
        StateFact(sample="10005", field="mass", value="65 g", source="King 1969; Duke and Nagle 1976"),
        StateFact(sample="10005", field="mass", value="53.4 g", source=source),
        day=19760000,
        source=source,
    )
    (disputed,) = lab.dossier("10005").disputed
    assert [each.notes(words).replace("\N{NO-BREAK SPACE}", " ") for each in disputed.statements] == [
        "",
        "11.6 g less than the first statement",
    ]


def test_a_segment_that_may_be_upside_down_keeps_both_sayings(told: Lab) -> None:
    """60004 may be upside down: the orientation is not certain, and who says so stands beside it."""
    lab = told
    source = LSC + "A16drill"
    core = soil("60004", "Apollo 16", form="core_segment")
    lab.post(core, day=19720427, source=source)
    said = StateFact(sample="60004", field="core_orientation", value="may be upside down", source=source)
    lab.post(said, day=20060000, stated="not published", source=source)
    (disputed,) = lab.dossier("60004").disputed
    assert [(each.value, each.compared) for each in disputed.statements] == [("may be upside down", None)]


def irish_display(lab: Lab) -> tuple[int, int]:
    """The goodwill display of Apollo 11 given to Ireland; number and title of the loan are invented."""
    lab.places(("venue", "Dunsink Observatory", ""))
    lab.post(soil("10084,999", "Apollo 11", stated(0.05), form="fines"), day=19700400, source=DUNSINK)
    shown = lab.post(
        SendToDisplay(samples=("10084,999",), place="Dunsink Observatory"), day=19730900, source=DUNSINK
    )
    lost = lab.allowed(
        DeclareLost(samples=("10084,999",), report=DUNSINK, circumstances="Destroyed in the fire"),
        day=19771003,
        accept=("lost.needs_authority",),
        source=DUNSINK,
    )
    lab.post(
        StateFact(
            sample="10084,999",
            field="day",
            about=EntryRef(ref_of(shown.uid)),
            value="1973-09-04",
            source=MEMO,
            chosen=True,
        ),
        StateFact(
            sample="10084,999",
            field="circumstances",
            about=EntryRef(ref_of(lost.uid)),
            value="Carried to a dump in Finglas with the debris",
            source=DUMP,
        ),
        StateFact(sample="10084,999", field="mass", about=EntryRef(ref_of(lost.uid)), value="0.05 g", source=MEMO),
        day=20241230,
        source=DUNSINK,
    )
    return shown.seq, lost.seq


def test_sources_speak_of_the_acts_of_a_loss_too(told: Lab, words: Words) -> None:
    """Day, circumstances and mass of a loss and of a display, as sources tell them beside the record."""
    lab = told
    shown, lost = irish_display(lab)
    day, how, mass = lab.dossier("10084,999").disputed
    assert (day.label(words), day.in_the_record(words)) == (f"Day, entry {shown}", "1973-09")
    assert [(each.value, each.chosen) for each in day.statements] == [("1973-09-04", True)]
    assert how.label(words) == f"Circumstances, entry {lost}"
    assert (mass.label(words), mass.in_the_record(words)) == (f"Mass, entry {lost}", "0.05\N{NO-BREAK SPACE}g")
    assert mass.statements[0].notes(words) == "same as the record, within rounding"
    assert lab.dossier("10084,999", 20241229).disputed == ()
    paper = paper_of(lab.session, words, PaperWanted("accession_sheet", "10084,999"))
    printed = repr(paper)
    for text in ("1973-09-04", DUMP, MEMO, f"Circumstances, entry {lost}", "chosen"):
        assert text in printed, text


def test_a_source_speaks_of_what_the_book_has(lab: Lab) -> None:
    """A fact no act has, an entry about another piece, and one that was undone are refused."""
    _, lost = irish_display(lab)
    entry = next(each.uid for each in lab.posted if each.seq == lost)

    def saying(field: str, uid: str = entry, sample: str = "10084,999") -> StateFact:
        return StateFact(sample=sample, field=field, about=EntryRef(f"#{uid}"), value="1977", source="x")

    assert lab.refusal(saying("colour of the fire"), day=20250101) == {"state_fact.no_fact"}
    assert lab.refusal(saying("found_by"), day=20250101) == {"state_fact.no_fact"}, "a field of another act"
    lab.post(soil("10085", "Apollo 11"), day=20250101)
    assert lab.refusal(saying("day", sample="10085"), day=20250101) == {"state_fact.other_entry"}
    undone = lab.post(AddName(sample="10085", name="x", source="y"), day=20250102)
    undo = Act(operation=Reverse(entry=EntryRef(ref_of(undone.uid))), day=lab.session.today)
    lab.session.post(Posting(acts=(undo,), operator="A. Curator"))
    assert lab.refusal(saying("day", undone.uid, "10085"), day=20250103) == {"state_fact.other_entry"}


def test_a_weighing_is_spoken_of_by_what_the_balance_read(told: Lab, words: Words) -> None:
    """What was weighed is the record of that act (the list and its figure are invented)."""
    lab = told
    began = lab.post(soil("14240", "Apollo 14", stated(168, GRAM)), day=19710209)
    weighed = lab.post(Weigh(sample="14240", reading=read(184.0)), day=19720101, accept=("mass.gained",))
    said = StateFact(
        sample="14240",
        field="mass",
        about=EntryRef(ref_of(weighed.uid)),
        value="183 g",
        source="A list (invented)",
    )
    lab.post(said, day=19720102)
    (disputed,) = lab.dossier("14240").disputed
    assert disputed.in_the_record(words) == "184.000\N{NO-BREAK SPACE}g"
    assert disputed.statements[0].notes(words) == "1\N{NO-BREAK SPACE}g less than the record"
    received = replace(said, about=EntryRef(ref_of(began.uid)), value="168.4 g")
    lab.post(received, replace(received, field="collected", value="trench"), day=19720103)
    _, mass, place = lab.dossier("14240").disputed
    assert (mass.in_the_record(words), place.in_the_record(words)) == ("168\N{NO-BREAK SPACE}g", "")
    assert mass.statements[0].notes(words) == "same as the record, within rounding"
