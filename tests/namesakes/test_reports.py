"""Every report and every list of what needs a hand tells two pieces of one number apart."""

import pytest
from lunarcurator.documents.plain_text import shown
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import TransferKind, TransferTitle
from lunarcurator.services.exporting import Report, Scope, Wanted, opened_report
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.labels import labels_of
from lunarcurator.services.to_do.limits import Limits
from lunarcurator.services.to_do.listing import Concern
from lunarcurator.services.to_do.looking import look
from lunarcurator.services.words import Words

from tests.namesakes.twins import HOME, NUMBERS, bare, of_both
from tests.scenarios.lab import Lab
from tests.still_clock import TODAY

OF_ONE_PIECE = frozenset({Report.GENEALOGY, Report.MASS_HISTORY})
OF_NO_PIECE = frozenset(
    {
        Report.BALANCE,
        Report.EXPIRING,
        Report.CALIBRATION,
        Report.REMOTE,
        Report.AGREEMENTS,
        Report.SIGNATURES,
        Report.CONTACTS,
        Report.CLOCK,
        Report.ALLOCATIONS,
        Report.ATTENTION,
        Report.MASS_HISTORY,
    }
)
"""Reports of accounts, people and instruments, of counts, and of the masses of a piece without its number."""
NOTHING_IN_IT = frozenset(
    {
        Report.ORDERS,
        Report.NOT_SEEN,
        Report.ENDED,
        Report.OWED_BACK,
        Report.NO_RECEIPT,
        Report.REPORTED_LOST,
        Report.TRANSFERS,
    }
)
"""Lists in which nothing of this store stands."""
MOMENTS = (NOW, Moment(TODAY))


def reports() -> list[Report]:
    return [each for each in Report if each is not Report.ON_SCREEN]


def rows(lab: Lab, words: Words, wanted: Wanted) -> list[list[str]]:
    """Return what a report says: its title, what it says of itself, and each row of its sheets."""
    with opened_report(lab.session, words, wanted) as opened:
        made = opened.document
        cells = [
            [shown(value, column) for value, column in zip(row, sheet.columns, strict=True)]
            for sheet in made.sheets
            for row in sheet.rows
        ]
        return [[made.title], *([sheet.name] for sheet in made.sheets), *map(list, made.about), *cells]


def wanted(lab: Lab, report: Report) -> Wanted:
    scope = Scope(pieces=(find_piece(lab.session, of_both(HOME)[0]),), below=True)
    return Wanted(report, scope=scope) if report in OF_ONE_PIECE else Wanted(report)


@pytest.mark.parametrize("report", reports())
def test_a_report_names_no_shared_number_alone(lab: Lab, words: Words, report: Report) -> None:
    told = rows(lab, words, wanted(lab, report))
    assert [found for row in told for found in bare(row)] == []
    if report not in OF_NO_PIECE | NOTHING_IN_IT:
        assert any(number in cell for row in told for cell in row for number in NUMBERS)


def test_two_pieces_of_one_number_that_were_given_away_are_told_apart(lab: Lab, words: Words) -> None:
    given = TransferTitle(samples=of_both(HOME), kind=TransferKind.GIFT, counterpart="A museum", document="Deed")
    lab.allowed(given, day=TODAY, accept=["transfer.needs_authority"])
    told = rows(lab, words, Wanted(Report.TRANSFERS))
    assert [found for row in told for found in bare(row)] == []
    assert len([row for row in told if any(HOME in cell for cell in row[:2])]) == 2


def test_an_inventory_without_its_column_of_collections_tells_them_in_the_number(lab: Lab, words: Words) -> None:
    told = rows(lab, words, Wanted(Report.INVENTORY, columns=("number", "mass_now")))
    assert [found for row in told for found in bare(row)] == []
    apart = rows(lab, words, Wanted(Report.INVENTORY, columns=("number", "collection")))
    assert [HOME, "Apollo"] in apart


@pytest.mark.parametrize("moment", MOMENTS, ids=["now", "then"])
@pytest.mark.parametrize("concern", Concern)
def test_a_list_of_what_needs_a_hand_names_no_shared_number_alone(
    lab: Lab, concern: Concern, moment: Moment
) -> None:
    found = look(lab.session, concern, Limits(), moment=moment)
    assert [each for row in found.rows for each in bare(row.values)] == []


def test_a_label_says_of_which_collection_it_is(lab: Lab, words: Words) -> None:
    made = labels_of(lab.session, words, [find_piece(lab.session, each) for each in of_both(HOME)])
    assert {each.number for each in made} == {each.code for each in made} == set(of_both(HOME))
