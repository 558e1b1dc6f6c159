"""From what somebody wrote to exactly one thing, or to a question (R18)."""

import pytest
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import EntryRef, Uid, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    AddName,
    Daughter,
    Mission,
    Move,
    OpenCollection,
    Operation,
    Register,
    Reverse,
    SetUpPlace,
    Sight,
    Split,
)
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.posting import Refused
from lunarcurator.services.references import UnclearReference

from tests.services.posting.conftest import Lab


def refused(lab: Lab, operation: Operation) -> tuple[str, dict[str, object]]:
    """Why an operation is not posted; nothing is written by it."""
    head = lab.session.head()
    with pytest.raises(Refusal) as caught:
        lab.post(operation)
    assert lab.session.head() == head
    return caught.value.key, dict(caught.value.facts)


@pytest.fixture
def twin(rock: Lab) -> Lab:
    """A second collection, in which 15555 is the number of another piece."""
    missions = (Mission(code="Plain", name="Plain", opened=20000101),)
    rock.post(OpenCollection(code="Other", name="Other things", scheme="plain", missions=missions))
    another = Register(collection="Other", number="15555", mission="Plain", mass=Mass.stated(5_000_000))
    rock.post(another, overrides={"number.elsewhere": "another piece"})
    return rock


def test_a_number_that_two_collections_have_asks_for_the_collection(twin: Lab) -> None:
    assert refused(twin, Sight(samples=("15555",))) == (
        "ref.several_pieces",
        {"text": "15555", "number": "Apollo:15555, Other:15555"},
    )
    assert find_piece(twin.session, "Apollo:15555") != find_piece(twin.session, "Other : 15555")
    twin.post(Sight(samples=("Other:15555",)))


def test_a_colon_that_names_no_collection_belongs_to_the_number(rock: Lab) -> None:
    assert refused(rock, Sight(samples=("Nowhere:15555",)))[0] == "ref.no_piece"


@pytest.mark.parametrize("slip", ["51555", "Apollo:51555"])
def test_a_number_with_its_digits_turned_is_answered_with_the_one_that_is_there(rock: Lab, slip: str) -> None:
    assert refused(rock, Sight(samples=(slip,))) == ("ref.near", {"text": slip, "number": "15555"})


@pytest.mark.parametrize("slip", ["55551", "11111", "5155", "15555,1"])
def test_a_number_that_is_near_to_none_is_just_not_there(rock: Lab, slip: str) -> None:
    assert refused(rock, Sight(samples=(slip,)))[0] == "ref.no_piece"


def test_another_name_is_answered_with_the_number_to_be_confirmed(rock: Lab) -> None:
    rock.post(AddName(sample="15555", name="Great Grey", kind="informal", source="a list"))
    key, facts = refused(rock, Sight(samples=("Great Grey",)))
    assert (key, facts["number"]) == ("ref.other_name", "15555")


@pytest.mark.parametrize("text", ["999", "yesterday's", "-1"])
def test_an_entry_nobody_posted_cannot_be_taken_back(rock: Lab, text: str) -> None:
    assert refused(rock, Reverse(entry=EntryRef(text))) == ("ref.no_entry", {"text": text})


def test_an_exact_reference_to_no_entry_is_refused_as_a_finding(rock: Lab) -> None:
    with pytest.raises(Refused) as caught:
        rock.post(Reverse(entry=EntryRef(ref_of(Uid("e" * 32)))))
    assert [finding.key for finding in caught.value.findings] == ["ref.no_entry"]


def test_a_name_that_two_places_have_asks_for_the_path(rock: Lab) -> None:
    for parent in ("Vault", "Room"):
        rock.post(SetUpPlace(kind="cabinet", name="Twin", parent=parent))
    assert refused(rock, Move(to="Twin", samples=("15555",))) == ("ref.several", {"text": "Twin", "count": 2})
    rock.post(Move(to="Vault > Twin", samples=("15555",)))


def test_nothing_of_a_name_is_nothing(rock: Lab) -> None:
    with pytest.raises(UnclearReference) as caught:
        rock.post(Move(to="Attic", samples=("15555",)))
    assert caught.value.key == "ref.no_place"


def test_a_series_the_scheme_does_not_have_is_refused(rock: Lab) -> None:
    chip = Daughter(form="chip", mass=Mass.measured(1_000_000, 1_000), series="no such")
    key, facts = refused(rock, Split(parent="15555", daughters=(chip,)))
    assert (key, facts["series"]) == ("number.no_series", "no such")
