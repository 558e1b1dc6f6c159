"""Parents that a list calls by another name: what their mass is, is asked about as of any others."""

from lunarcurator.domain.operations import Register
from lunarcurator.services.importing import answered, questions
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import asked, opened, planned

SESAR = (
    "Sample Name*|IGSN|Parent IGSN|Material*|Size|Size Unit\n"
    "60025,10|IEJSC0001||Rock|2.5|g\n60025,11|{}|IEJSC0001|Rock|1.5|g"
)


def test_a_parent_called_by_its_other_name_is_asked_about_once_a_column_is_the_mass_now(
    session: StoreSession,
) -> None:
    text = SESAR.format("IEJSC0002")
    assert "daughters" not in asked(session, text)
    source, reading = opened(session, text)
    found = {each.id: each for each in questions(session, source, answered(reading, "mass_now", "Size"))}
    assert dict(found["daughters"].facts) == {"column": "Size"}
    register = planned(session, text, {"mass_now": "Size", "daughters": "left_over"}).rows[0].acts[0].operation
    assert isinstance(register, Register)
    assert register.mass.ug == 4_000_000
