"""Every list of what needs a hand: no figure of mass and no share that nothing recorded supports."""

import pytest
from lunarcurator.documents.model import ColumnKind, Value
from lunarcurator.domain.moments import Moment
from lunarcurator.services.to_do.limits import Limits
from lunarcurator.services.to_do.listing import Concern, ListColumn
from lunarcurator.services.to_do.looking import look

from tests.evidence.labs import Lab
from tests.still_clock import TODAY

FIGURES = frozenset({ColumnKind.MASS, ColumnKind.YEAR, ColumnKind.DAY, ColumnKind.MOMENT})
MOMENTS = (Moment(), Moment(TODAY))


def figures(lab: Lab, concern: Concern, moment: Moment) -> list[tuple[ListColumn, Value]]:
    found = look(lab.session, concern, Limits(), moment=moment)
    return [each for row in found.rows for each in zip(found.columns, row.values, strict=True)]


def shares(lab: Lab, moment: Moment) -> dict[str, Value]:
    found = look(lab.session, Concern.REMOTE, Limits(remote_milli=20_000), moment=moment)
    keys = [column.key for column in found.columns]
    return {
        str(row.values[keys.index("class_name")]): row.values[keys.index("share_of_mass")] for row in found.rows
    }


@pytest.mark.parametrize("moment", MOMENTS, ids=["now", "then"])
@pytest.mark.parametrize("concern", Concern)
def test_over_numbers_alone_no_list_gives_a_mass_or_a_day(concern: Concern, moment: Moment, numbered: Lab) -> None:
    said = [(column.key, value) for column, value in figures(numbered, concern, moment) if column.kind in FIGURES]
    assert not [each for each in said if each[1] is not None and each[1] != ""]


@pytest.mark.parametrize("moment", MOMENTS, ids=["now", "then"])
def test_a_share_of_mass_needs_all_the_masses(moment: Moment, half: Lab, known: Lab, numbered: Lab) -> None:
    assert shares(numbered, moment) == {"": None}
    assert shares(half, moment) == {"": None}
    assert shares(known, moment) == {"basalt": 0}
