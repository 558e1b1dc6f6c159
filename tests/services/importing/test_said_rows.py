"""Rows of words between records: sums and titles are set aside and told, and a number never vanishes with them."""

from dataclasses import replace

import pytest
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.importing import (
    ImportPlan,
    Profiles,
    Told,
    Verdict,
    answered,
    guess_reading,
    mapped,
    plan_reading,
    questions,
)
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words

from tests.services.importing.steps import asked, in_proposed_collection, opened, planned

WORDS = Words.load("en", resources_folder() / "languages", strict=True)
HEADER = "Sample|Mission|Mass (g)|Remarks"
NOT_FILLED = {"fill:Sample": "no"}
IN_APOLLO = {"collection": "Apollo"}
TITLED = (
    "Sample|Type|Mass (g)\n15016|basalt|4\nApollo 12||\n12002|basalt|1\n12004||2\nLoose ones||\n14053|basalt|3\n"
    "Apollo 15, site 2||\n15555|basalt|4"
)


def why(plan: ImportPlan) -> dict[int, str]:
    return {each.row: each.why for each in plan.aside.rows}


@pytest.mark.parametrize(
    "words",
    [
        "Subtotal Apollo 12",
        "Sub-total: 2",
        "Total",
        "TOTAL for 2 samples",
        "Zwischensumme",
        "Gesamtsumme (g)",
        "Sous-total",
        "小计",
        "合计2件",
        "Итого по листу",
        "Всего:",
        "Sum of both",
    ],
)
def test_a_row_that_begins_with_a_word_for_a_sum_is_set_aside(session: StoreSession, words: str) -> None:
    text = f"{HEADER}\n12002|Apollo 12|1|\n12004|Apollo 12|2|\n{words}||3 g|\n15016|Apollo 15|4|"
    asks = words in ("TOTAL for 2 samples", "Итого по листу", "Sum of both")
    assert ("titles" in asked(session, text)) is asks
    plan = planned(session, text, {"titles": "set_aside"} if asks else None)
    assert why(plan) == {4: "total"}
    assert [row.number for row in plan.rows] == ["12002", "12004", "15016"]


@pytest.mark.parametrize("row", ["Total 7|Apollo 12|3|", "Summit|Apollo 12|3|", "Totals|Apollo 12|1|x"])
def test_a_name_that_begins_as_a_sum_does_may_be_said_to_be_a_row_like_others(
    session: StoreSession, row: str
) -> None:
    text = f"{HEADER}\n12002|Apollo 12|1|\n{row}\n12004|Apollo 12|2|"
    asks = "titles" in asked(session, text)
    plan = planned(session, text, {"titles": "row"} if asks else None)
    assert (asks, why(plan), len(plan.rows)) == ("Summit" not in row, {}, 3)


def test_a_row_that_says_the_number_of_a_piece_stays_whatever_it_begins_with(session: StoreSession) -> None:
    rows = "Total|15016|3\nSubtotal, see 12002|15555|4\nPart|15415|4"
    plan = planned(session, f"Kind|Sample|Mass (g)\n{rows}", {"fill:Kind": "no"})
    assert ([row.number for row in plan.rows], why(plan)) == (["15016", "15555", "15415"], {})


def test_a_row_of_splits_that_says_one_stays_though_only_its_family_is_a_number(session: StoreSession) -> None:
    rows = "Generic|Specific|Mass (g)\n15555|46|3\nSubtotal||3\nTotal|47|3"
    plan = planned(session, rows, IN_APOLLO)
    assert why(plan) == {3: "total"}
    assert [row.row for row in plan.rows] == [2, 4]


def test_tables_side_by_side_keep_a_row_in_which_one_of_them_says_a_number(session: StoreSession) -> None:
    text = (
        "Sample|Mass (g)|Sample|Mass (g)\n15016|1|15555|2\nTotal|1|15415|4\nSubtotal|1|Subtotal|6\nTitle here|||"
    )
    plan = planned(session, text, {"titles": "set_aside"}, said=Told(shape="beside"))
    assert why(plan) == {4: "total", 5: "title"}
    assert [row.number for row in plan.rows] == ["15016", "15555", "Total", "15415"]


def test_a_person_says_what_titles_are_and_one_beside_the_rows_holds_down_to_the_next(
    session: StoreSession,
) -> None:
    question = asked(session, TITLED)["titles"]
    assert (question.must, question.choices) == (True, ("set_aside", "beside", "row"))
    assert "3: Apollo 12; 6: Loose ones; 8: Apollo 15, site 2" in str(question.facts)
    plan = planned(session, TITLED, {"titles": "set_aside"})
    assert why(plan) == {3: "title", 6: "title", 8: "title"}
    assert {row.mission for row in plan.rows} == {""}
    kept = planned(session, TITLED, {"titles": "beside"}).rows
    assert [dict(row.acts[0].operation.other) for row in kept[:2]] == [{}, {"title": "Apollo 12"}]


def test_titles_of_a_list_that_the_lab_saved_are_asked_about_as_well(session: StoreSession) -> None:
    source, reading = opened(session, TITLED)
    asked_of_saved = questions(session, source, replace(reading, kept=True))
    assert [(each.must, each.proposed) for each in asked_of_saved if each.id == "titles"] == [(True, "")]


@pytest.mark.parametrize("note", ["15556 from here on", "sample 15556 from here", "see the book"])
@pytest.mark.parametrize("beside", ["", "from here"])
def test_words_beside_a_blank_number_are_no_piece_of_the_number_above(
    session: StoreSession, note: str, beside: str
) -> None:
    rows = f"15555|1|12||\n|2|13||\n|||{beside}|{note}\n|7|14||\n15557|8|15||\n|9|1||"
    text = f"Generic|Split|Mass (g)|Form|Remarks\n{rows}"
    plan = planned(session, text, {"fill:Generic": "yes", "titles": "set_aside"})
    assert ("titles" in asked(session, text), why(plan)) == (True, {4: "title"})
    assert [row.number for row in plan.rows] == ["15555,1", "15555,2", "15555,7", "15557,8", "15557,9"]
    # Words that are said to be a row like the others end what continues above them.
    plan = planned(session, text, {"fill:Generic": "yes", "titles": "row"})
    assert [row.row for row in plan.rows if row.verdict is Verdict.REFUSED] == [4, 5]


@pytest.mark.parametrize("row", ["Note:|||from here 15556", "Total||25|next is 15556", "合计||25|以下属于15556"])
def test_words_beside_a_sum_or_a_note_are_asked_about_whether_or_not_the_number_continues(
    session: StoreSession, row: str
) -> None:
    text = f"Generic|Split|Mass (g)|Remarks\n15555|1|12|\n|2|13|\n{row}\n|7|14|"
    assert " ".join(row.replace("|", " ").split()) in str(asked(session, text)["titles"].facts)
    alone = text.replace(row, "Total||25|")
    assert "titles" not in asked(session, alone)
    filled = text.replace("|2|13", "15555|2|13").replace("|7|14", "15555|7|14").replace("1555515555", "15555")
    assert "titles" in asked(session, filled)


def test_a_row_of_figures_beside_a_blank_number_is_no_piece_of_the_number_above(session: StoreSession) -> None:
    text = "Generic|Split|Mass (g)\n15555|1|12\n|2|13\n||25\n|7|14"
    plan = planned(session, text, {"fill:Generic": "yes"})
    assert [row.row for row in plan.rows if row.verdict is Verdict.REFUSED] == [4]
    read = [row.number for row in plan.rows if row.verdict is not Verdict.REFUSED]
    assert read == ["15555,1", "15555,2", "15555,7"]


def test_words_beside_a_blank_number_are_asked_about_whether_or_not_its_parent_continues(
    session: StoreSession,
) -> None:
    text = "Sample|Parent|Mass (g)|Remarks\n15555,1|15555|1|\n15555,2||2|\n|||Daughters of 15555,1\n15555,3||1|"
    assert "4: Daughters of 15555,1" in str(asked(session, text)["titles"].facts)
    assert "titles" in asked(session, text.replace("2||2", "2|15555|2").replace("3||1", "3|15555|1"))


def test_where_blanks_continue_nothing_words_that_are_a_row_like_others_are_refused(session: StoreSession) -> None:
    text = "Generic|Split|Mass (g)|Remarks\n15555|1|12|\n|2|13|\n|||sample 15556 from here\n|7|14|"
    plan = planned(session, text, {"fill:Generic": "no", "titles": "row"})
    assert (why(plan), [row.row for row in plan.rows if row.verdict is Verdict.REFUSED]) == ({}, [3, 4, 5])


def test_a_title_that_names_a_parent_is_a_row_that_changes_the_family(session: StoreSession) -> None:
    text = "Sample|Mass (g)\n15555|9\n15555 Splits|\n15555,46|1\n15555,47|2"
    source, _ = opened(session, text)
    reading = guess_reading(session, source, Profiles.load(), said=Told(families=("3",)))
    reading = in_proposed_collection(session, source, reading)
    plan = plan_reading(session, source, answered(reading, "daughters", "left_over"))
    assert plan.kind == "list"
    told = [row.acts[0].operation.parent is not None for row in plan.rows if row.acts]
    assert (told, why(plan)) == ([False, True, True], {3: "family"})


def test_where_there_are_more_titles_than_are_shown_their_count_is_said_and_one_answer_holds(
    session: StoreSession,
) -> None:
    pieces = {11: 10017, 12: 12002, 14: 14053, 15: 15016, 16: 60025}
    rows = [f"Apollo {at}||\n{number}|basalt|{at}" for at, number in pieces.items()]
    text = "\n".join(("Sample|Type|Mass (g)", *rows, "Apollo 17||\n70017|basalt|1", "Loose ones||\n70018|soil|1"))
    five = asked(session, "\n".join(text.split("\n")[:11]))["titles"]
    assert (five.key, dict(five.facts)["count"]) == ("import.ask.titles", 5)
    question = asked(session, text)["titles"]
    assert "7 rows stand between the records" in WORDS.say(question.key, dict(question.facts))
    assert "10: Apollo 16; …)" in WORDS.say(question.key, dict(question.facts))
    other = [
        dict(row.acts[0].operation.other)["title"] for row in planned(session, text, {"titles": "beside"}).rows
    ]
    assert other == [*(f"Apollo {at}" for at in (11, 12, 14, 15, 16, 17)), "Loose ones"]


def test_names_of_no_numbering_system_may_be_pieces_and_are_asked_about(session: StoreSession) -> None:
    text = "Sample|Mass (g)|Colour\nFra Mauro soil|1|grey\nHadley glass||\nTaurus dust|2|grey"
    question = asked(session, text)["titles"]
    assert question.must
    answers = {"collection": "new:Dust", "titles": "row"}
    assert [row.number for row in planned(session, text, answers).rows] == [
        "Fra Mauro soil",
        "Hadley glass",
        "Taurus dust",
    ]
    assert why(planned(session, text, {**answers, "titles": "set_aside"})) == {3: "title"}


def test_a_word_alone_under_another_header_may_be_of_a_piece_whose_number_is_missing(
    session: StoreSession,
) -> None:
    text = f"{HEADER}\n15016|Apollo 15|4|\n|||lost in transit\n15555|Apollo 15|4|"
    plan = planned(session, text, {**NOT_FILLED, "titles": "row"})
    assert ([row.row for row in plan.rows], why(plan)) == ([2, 3, 4], {})


@pytest.mark.parametrize(
    "word",
    [
        "END OF DATA",
        "*** end ***",
        "-- fin --",
        "Ende der Liste",
        "Конец списка",
        "以下空白",
        "结束",
        "End of file",
        "(12 rows)",
    ],
)
def test_words_for_the_end_of_a_list_are_titles(session: StoreSession, word: str) -> None:
    text = f"{HEADER}\n15016|Apollo 15|4|\n15555|Apollo 15|4|\n{word}|||\nprinted by the lab|||"
    assert why(planned(session, text, {"titles": "set_aside"})) == {4: "title", 5: "title"}


def test_titles_that_make_half_of_a_list_or_are_many_are_no_titles(session: StoreSession) -> None:
    few = "Sample|Colour\n15016|grey\n" + "\n".join(f"Stone from {at}|" for at in range(9))
    assert "titles" not in asked(session, few)
    many = few + "\n" + "\n".join(f"Stone from {at}|\n{15000 + at}|x\n{16000 + at}|x" for at in range(1001))
    assert "titles" not in asked(session, many)


def test_what_looks_like_a_mistyped_number_is_no_title(session: StoreSession) -> None:
    plan = planned(
        session, f"{HEADER}\n15016|Apollo 15|4|\n15x16 basalt|||\nA-11|||\n15555|Apollo 15|4|", IN_APOLLO
    )
    assert ([row.row for row in plan.rows], why(plan)) == ([2, 3, 4, 5], {})


def test_before_anybody_says_which_column_is_the_number_only_sums_are_set_aside(session: StoreSession) -> None:
    _, reading = opened(session, "Stone|Thing\nx|5\nTotal|2\nSubtotal here|3\ny|6", said=Told(header=1))
    assert [each.row for each in reading.between] == [3, 4]
    assert reading.layout.aside == {3, 4}
    assert mapped(reading, "Stone", "number").layout.aside == {3, 4}


@pytest.mark.parametrize("word", ["柜3", "第1页", "- 2 -", "样品柜"])
def test_a_sign_before_a_figure_and_the_number_of_a_page_are_words_too(session: StoreSession, word: str) -> None:
    text = f"Number|Form|Mass (g)\nLL-1|chip|4\n{word}||\nLL-2|chip|5\nLL-3|chip|6"
    said = {"collection": "new:Field", "titles": "set_aside"}
    assert asked(session, text)["titles"].must
    assert why(planned(session, text, said)) == {3: "title"}
    kept = planned(session, text, {**said, "titles": "row"})
    assert [row.number for row in kept.rows] == ["LL-1", word, "LL-2", "LL-3"]
