"""In which order the rows of a file are posted."""

from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import planned


def order(session: StoreSession, *parents: str) -> list[int]:
    rows = (f"N{at}|{parent}|" for at, parent in enumerate(parents))
    return [
        *planned(session, "\n".join(["Sample|Parent|Remarks", *rows]), {"collection": "new:Field"}).posting_order
    ]


def test_rows_stay_in_the_order_of_the_file_where_no_parent_comes_with_them(session: StoreSession) -> None:
    assert order(session, "X1", "", "X2", "") == [0, 1, 2, 3]


def test_a_parent_comes_before_its_daughters(session: StoreSession) -> None:
    assert order(session, "N2", "", "", "N0") == [1, 2, 0, 3]
