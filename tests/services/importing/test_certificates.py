"""Certificates of laboratories: methods over elements over units, and shares by weight that are no weights."""

from lunarcurator.services.importing import Told
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import asked, opened, planned

CERTIFICATE = (
    "|WEI-1|MS-4|MS-4|PH-2\nSAMPLE|Recvd Wt.|Ag|Al|pH\nDESCRIPTION|kg|ug/L|mg/kg|Unity\n"
    "SB-R|0.34|0.007|14|7.9\nSB-V|0.29|0.025|8|8.3"
)


def test_the_units_below_two_rows_of_headers_are_no_piece_and_say_what_the_mass_is_in(
    session: StoreSession,
) -> None:
    plan = planned(session, CERTIFICATE, {"collection": "new:Waters"}, said=Told(header=2))
    assert [row.number for row in plan.rows] == ["SB-R", "SB-V"]
    assert "ug=340000000" in str(plan.rows[0].acts)


def test_a_share_by_weight_is_no_mass(session: StoreSession) -> None:
    assert "mass_now" not in asked(session, "Sample|Ti wt%|Mg wt %\nAB-1|0.25|3.1\nAB-2|0.26|3.2")


def test_comments_are_remarks(session: StoreSession) -> None:
    _, reading = opened(session, "Sample|Comments\n10084|fines")
    assert reading.mapping["Comments"] == "remarks"
