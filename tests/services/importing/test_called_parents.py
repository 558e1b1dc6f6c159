"""Parents that a list calls by another name: what their mass is, is asked about as of any others."""

from lunarcurator.domain.operations import Register
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import answered, questions

from tests.services.importing.steps import asked, opened, planned

SESAR = (
    "Sample Name*|IGSN|Parent IGSN|Material*|Size|Size Unit\n"
    "60025,10|IEJSC0001||Rock|2.5|g\n60025,11|{}|IEJSC0001|Rock|1.5|g"
)


def test_a_parent_called_by_its_other_name_is_asked_about_once_a_column_is_the_mass_now(desk: Desk) -> None:
    text = SESAR.format("IEJSC0002")
    assert "daughters" not in asked(desk, text)
    source, reading = opened(desk, text)
    found = {each.id: each for each in questions(desk, source, answered(reading, "mass_now", "Size"))}
    assert dict(found["daughters"].facts) == {"column": "Size"}
    register = planned(desk, text, {"mass_now": "Size", "daughters": "left_over"}).rows[0].acts[0].operation
    assert isinstance(register, Register)
    assert register.mass.ug == 4_000_000
