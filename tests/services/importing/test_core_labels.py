"""Lists of cores and of samples of cores as drilling programs print them: the label is the number."""

from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import open_number, opened, planned

SAMPLES = (
    "Label Id|Exp|Site|Hole|Core|Core Type|Section|Section Half|Top Depth (m)|Bottom Depth (m)\n"
    "9-U9A-2H-1-W 40/42|9|U9|A|2|H|1|W|8.1|8.12\n9-U9A-2H-1-W 60/62|9|U9|A|2|H|1|W|8.3|8.32"
)


def test_samples_of_one_section_go_by_their_labels(session: StoreSession) -> None:
    plan = planned(session, SAMPLES, {"collection": "new:Site U9"})
    assert [row.number for row in plan.rows] == ["9-U9A-2H-1-W 40/42", "9-U9A-2H-1-W 60/62"]
    assert "8100000" in str(plan.rows[0].acts)


def test_the_type_of_a_labelled_core_is_no_class(session: StoreSession) -> None:
    _, reading = opened(session, "Exp|Site|Hole|Core|Type|Label ID\n9|U9|A|1|H|9-U9A-1H\n9|U9|A|2|X|9-U9A-2X")
    assert (reading.mapping["Type"], reading.mapping["Label ID"]) == ("other", "number")


def test_the_type_of_a_core_belongs_to_the_number_however_it_is_headed(session: StoreSession) -> None:
    text = "Site|Hole|Core|Core Type|Section\nU9|A|2|H|1\nU9|A|2|X|1"
    plan = planned(session, text, {"collection": "new:Site U9"})
    assert [row.number for row in plan.rows] == ["U9A-2H-1", "U9A-2X-1"]


def test_a_site_is_no_number_though_it_reads_as_one_of_dust(session: StoreSession) -> None:
    assert open_number(session, "What|Site|Depth\nmud|U1359|8.1\nmud|U1360|8.3") == []
