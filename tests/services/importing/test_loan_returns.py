"""A dash or a no in the column of returns is no return, and a column “Out” with days says since when."""

import pytest
from lunarcurator.services.importing import Verdict
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import opened, planned

HEADER = "Borrower|Sample|Mass (g)|Date lent|Returned"


@pytest.mark.parametrize("said", ["—", "no", "N/A", "No.", "not yet", "否", ""])
def test_a_dash_or_a_no_is_no_return(session: StoreSession, said: str) -> None:
    plan = planned(session, f"{HEADER}\nA. Smith|15016,3|1|2021-04-15|{said}", {"collection": "Apollo"})
    assert plan.rows[0].verdict is Verdict.NEW


@pytest.mark.parametrize("said", ["yes", "2022-01-03", "2022"])
def test_a_yes_or_a_day_is_one(session: StoreSession, said: str) -> None:
    plan = planned(session, f"{HEADER}\nA. Smith|15016,3|1|2021-04-15|{said}", {"collection": "Apollo"})
    assert plan.rows[0].reasons[0].key == "import.came_back"


def test_a_column_out_says_since_when_where_it_holds_days(session: StoreSession) -> None:
    rows = "Borrower|Sample|Out|Due\nA. Smith|15016,3|{}|2030-01-01\nB. Jones|15016,4||2030-01-01"
    _, reading = opened(session, rows.format("2020-03-04"))
    assert reading.taken_for("day") == ("Out",)
    for said in ("yes", ""):
        _, reading = opened(session, rows.format(said))
        assert reading.taken_for("day") == ()
    _, reading = opened(session, rows.replace("|Due", "|Date lent").format("2020-01-01"))
    assert reading.taken_for("day") == ("Date lent",)
    _, reading = opened(session, "Sample|Mission|Out\n15016|Apollo 15|2020-01-01")
    assert reading.mapping["Out"] == "other"


def test_a_banner_with_a_wide_colon_is_no_header(session: StoreSession) -> None:
    text = "填表日期：2024年11月28日||单位：mg\n样品编号|样品类型|质量\nCE6C0000YJYX001|岩屑|125.3"
    _, reading = opened(session, text)
    assert reading.columns == ("样品编号", "样品类型", "质量")


def test_the_mass_of_a_list_of_loans_is_what_was_lent_whichever_profile_reads_it(session: StoreSession) -> None:
    rows = "Loan #|Borrower|Institution|Sample|Mass out (g)|Out|Due\n"
    rows += "L-1|A. Smith|Lab|15016,3|1.5|2020-03-04|2030-01-01"
    _, reading = opened(session, rows)
    assert reading.taken_for("issued") == ("Mass out (g)",)
