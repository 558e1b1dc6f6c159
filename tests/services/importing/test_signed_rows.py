"""Rows for names and signatures below a table, as loan agreements and handed-in lists have them."""

from lunarcurator.services.importing import Verdict
from lunarcurator.services.importing.non_record_rows.setting_aside import rows_aside
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import asked, opened, planned

AGREEMENT = (
    "Sample|Mass (g)|Note\n15016,1|1.5|chip\n15016,2|2.5|chip\nTotal|4|\n\n"
    "Signature:|______|Date: ____\nName (print):|Maria Example|\nCurator:|A. Curator|Date: 2021-03-01"
)
CHINESE = (
    "序号|样品编号|质量(mg)|存放位置\n1|CE5C0000YJYX001GP|200|3号柜\n2|CE5C0000YJYX002GP|150|3号柜\n"
    "合计||350|\n制表人：赵六||审核：钱七|日期："
)


def test_they_are_no_records(session: StoreSession) -> None:
    plan = planned(session, AGREEMENT, {"titles": "set_aside"})
    assert [row.verdict for row in plan.rows] == [Verdict.NEW] * 2
    source, reading = opened(session, AGREEMENT)
    assert [(each.row, each.why) for each in rows_aside(source, reading).rows] == [
        (4, "total"),
        (6, "title"),
        (7, "title"),
        (8, "title"),
    ]


def test_what_they_say_is_no_place_to_ask_about(session: StoreSession) -> None:
    found = asked(session, CHINESE)["places"]
    assert dict(found.facts)["examples"] == "3号柜"


def test_a_row_that_says_a_number_is_a_record_whatever_it_begins_with(session: StoreSession) -> None:
    text = "Owner|Sample|Mass (g)\nNASA|15016,1|1.5\nCurator: A.|15016,2|2.5"
    assert [row.number for row in planned(session, text).rows] == ["15016,1", "15016,2"]
