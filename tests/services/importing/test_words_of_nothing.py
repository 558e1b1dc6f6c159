"""What says nothing of a piece becomes no fact of it: errors, marks for unknown, dittos nobody resolved."""

import pytest
from lunarcurator.domain.findings import Strength
from lunarcurator.services.importing import ImportPlan, Verdict
from lunarcurator.services.importing.cells.values import says_nothing
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import planned

HEADER = "Sample|Mass (g)|Type|Place|Other names|Top (mm)|Colour|Remarks"


def plan(session: StoreSession, *rows: str) -> ImportPlan:
    text = "\n".join([HEADER, *rows])
    return planned(session, text, {"places": "keep", "collection": "Apollo", "fill:Place": "no"})


@pytest.mark.parametrize("column", range(6))
def test_an_error_is_no_value_of_any_field(session: StoreSession, column: int) -> None:
    cells = [""] * 6
    cells[column] = "#NAME?"
    (row,) = plan(session, f"15555|1|{'|'.join(cells)}").rows
    assert row.verdict is Verdict.REFUSED
    assert column == 3 or {reason.key for reason in row.reasons} == {"import.cell_error"}


@pytest.mark.parametrize("mark", ["?", "n.d.", "FALSE", "unknown", "н/д", "k. A.", "不明", "s/d"])
def test_a_mark_for_unknown_is_kept_beside_the_piece_and_is_no_class_and_no_name(
    session: StoreSession, mark: str
) -> None:
    other, marked, named = plan(
        session, "15016|1|basalt||||brown|?", f"15555|1|{mark}||||brown|{mark}", f"15415|1|basalt||A; {mark}|||"
    ).rows
    assert (other.acts[0].operation.class_name, other.reasons) == ("basalt", ())
    assert marked.verdict is Verdict.NEW
    assert marked.acts[0].operation.class_name == ""
    assert marked.acts[0].operation.remarks == mark
    assert dict(marked.acts[0].operation.other) == {"Type": mark}
    assert [(reason.key, reason.field) for reason in marked.reasons] == [("import.text_not_told", "class_name")]
    assert [each.name for each in named.acts[0].operation.names] == ["A"]
    assert dict(named.acts[0].operation.other) == {"Other names": mark}


def test_a_ditto_above_which_nothing_stands_is_refused(session: StoreSession) -> None:
    rows = "\n".join([HEADER, "15555|1|〃|||||", "15415|1|basalt|||||"])
    first, second = planned(session, rows, {"fill:Type": "yes"}).rows
    assert [reason.key for reason in first.reasons] == ["import.ditto"]
    assert second.verdict is Verdict.NEW


def test_a_ditto_is_no_borrower(session: StoreSession) -> None:
    text = "Sample|Borrower|Date lent\n15555,1|-do-|2021-04-15\n15555,2|A. Schmidt|2021-04-15"
    first, second = planned(session, text, {"fill:Borrower": "yes"}).rows
    assert [reason.key for reason in first.reasons] == ["import.ditto"]
    assert second.verdict is Verdict.NEW


@pytest.mark.parametrize(
    "word",
    [
        *(
            "н/д",
            "н.д.",
            "НЕТ",
            "k. A.",
            "k.A.",
            "s/d",
            "—",
            "——",
            "不详",
            "无",
            "未知",
            "n/d",
            "ND",
            "？",
            "なし",
        ),
        *("N / A", "keine Angabe", "non déterminé", "sin datos", "/", "…", "не определено"),
    ],
)
def test_words_for_nothing_of_all_languages(word: str) -> None:
    assert says_nothing(word)


@pytest.mark.parametrize(
    "word", ["basalt?", "0", "5?", "no", "lost", "NaCl", "n/d 5", "x", "Keiner weiß es", "n" * 99]
)
def test_what_says_something(word: str) -> None:
    assert not says_nothing(word)


FIELDS = "Sample|Mission|Parent|Place|Top (mm)|Colour|Date received|Condition|Access|Pristinity|Pieces"


@pytest.mark.parametrize("column", FIELDS.split("|")[1:])
def test_a_mark_for_unknown_refuses_no_row_and_is_kept_beside_the_piece(
    session: StoreSession, column: str
) -> None:
    cells = ["15555", *("н/д" if each == column else "" for each in FIELDS.split("|")[1:])]
    whole = "15016|Apollo 15|||1|grey|1971-08-07|||5|1"
    (_, row) = planned(session, "\n".join([FIELDS, whole, "|".join(cells)]), {"collection": "Apollo"}).rows
    assert row.verdict is Verdict.NEW
    assert [(reason.key, reason.strength) for reason in row.reasons] == [("import.text_not_told", Strength.WARN)]
    assert dict(row.acts[0].operation.other) == {column: "н/д"}


def test_a_number_that_is_a_mark_for_unknown_stays_refused(session: StoreSession) -> None:
    text = "Sample|Parent|Mass (g)\n15016||1\n15555||2\nн/д|-|3"
    row = planned(session, text, {"collection": "Apollo"}).rows[2]
    assert [reason.key for reason in row.reasons] == ["number.not_in_scheme"]


def test_a_mark_for_unknown_in_a_list_of_loans_is_no_day_no_mass_and_nobody(session: StoreSession) -> None:
    text = (
        "Borrower|Institution|Sample|Date lent|Due|Returned|Mass (g)\n"
        "A. Schmidt|н/д|15555,1|2021-04-15|н/д|нет|?\n"
        "A. Schmidt|X|15555,2|k. A.|2023-04-15|—|1\n无|X|15555,3|2021-04-15|||1"
    )
    first, second, third = planned(session, text, {"lent_on": "2020-01-01"}).rows
    assert (first.verdict, second.verdict) == (Verdict.NEW, Verdict.NEW)
    assert "Institution: н/д; Due: н/д; Mass (g): ?" in repr(first.acts)
    assert [reason.key for reason in third.reasons] == ["import.no_borrower"]
