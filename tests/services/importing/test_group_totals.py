"""Sums that a spreadsheet program puts below each group of rows: "15555 Total", and in other languages."""

import pytest
from lunarcurator.services.importing import Verdict
from lunarcurator.services.importing.non_record_rows.setting_aside import rows_aside
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import opened, planned

LIST = (
    "Rock|Sample|Mass (g)|Note\n15016|15016,1|1.5|\n15016|15016,2|2.5|\n15016 {0}||{1}|\n"
    "15058|15058,1|3|\n15058 {0}||3|\nGrand Total||7|"
)


@pytest.mark.parametrize("word", ["Total", "Ergebnis", "Somme", "Итог", "汇总", "集計"])
def test_they_are_no_records(session: StoreSession, word: str) -> None:
    plan = planned(session, LIST.format(word, 4))
    assert [row.number for row in plan.rows] == ["15016,1", "15016,2", "15058,1"]
    source, reading = opened(session, LIST.format(word, 4))
    assert [(each.row, each.why) for each in rows_aside(source, reading).rows] == [
        (4, "total"),
        (6, "total"),
        (7, "total"),
    ]


def test_a_name_that_ends_so_is_one_where_anything_but_figures_stands_beside_it(session: StoreSession) -> None:
    text = "Rock|Sample|Mass (g)|Note\nBasalt total|15016,1|1.5|chip\n15058|15058,1|3|\nEclipse total|||"
    plan = planned(session, text, {"titles": "set_aside"})
    assert plan.rows[0].verdict is Verdict.NEW
    assert plan.rows[0].number == "15016,1"
