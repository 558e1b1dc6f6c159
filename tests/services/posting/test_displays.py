"""What is put on display under an agreement: one of the book that is valid, or somebody says where it is."""

from typing import Any

import pytest
from lunarcurator.domain.lending.terms import AgreementKind, DocumentKind
from lunarcurator.domain.operations import Register, SendToDisplay, SetUpPlace, Sight
from lunarcurator.domain.operations.agreeing import DraftAgreement, SignAgreement
from lunarcurator.domain.operations.borrowing import Affiliation, Attached, SetUpInstitution, SetUpPerson
from lunarcurator.services.posting import Refused

from tests.services.posting.conftest import DAY, Lab

COPY = Attached(kind=DocumentKind.AGREEMENT, name="copy.pdf", sha256="ab" * 32)
NEXT_YEAR = 20210101


@pytest.fixture
def museum(rock: Lab) -> Lab:
    """A museum and an agreement on display with it, drafted for two years and not signed."""
    rock.post(SetUpPlace(kind="venue", name="Hall"), SetUpInstitution(name="Museum M"))
    there = Affiliation(institution="Museum M", since=DAY)
    rock.post(SetUpPerson(name="Keeper K", affiliations=(there,)))
    draft(rock, "A-1", until=20211231)
    return rock


def draft(lab: Lab, number: str, **more: Any) -> None:
    parties = {"person": "Keeper K", "institution": "Museum M", "kind": AgreementKind.DISPLAY}
    lab.post(DraftAgreement(number=number, since=DAY, **parties, **more))


def sign(lab: Lab, number: str, day: int = DAY) -> None:
    lab.post(SignAgreement(agreement=number, signed_by="Keeper K", for_lab="A. Curator", copy=COPY), day=day)


def refused(lab: Lab, agreement: str, day: int = DAY) -> dict[str, dict[str, str | int]]:
    with pytest.raises(Refused) as said:
        shows(lab, agreement, day)
    return {each.key: dict(each.facts) for each in said.value.findings}


def shows(lab: Lab, agreement: str, day: int = DAY, **overrides: str) -> None:
    lab.post(SendToDisplay(samples=("15555",), place="Hall", agreement=agreement), day=day, overrides=overrides)


def test_an_agreement_that_the_book_does_not_have_is_told(museum: Lab) -> None:
    assert refused(museum, "A-2026-090") == {"display.agreement_unknown": {"agreement": "A-2026-090"}}
    shows(museum, "A-2026-090", **{"display.agreement_unknown": "kept by the museum"})


def test_an_agreement_that_is_not_valid_on_the_day_is_told(museum: Lab) -> None:
    key = "display.agreement_not_valid"
    assert refused(museum, "A-1") == {key: {"agreement": "A-1", "day": DAY}}
    sign(museum, "A-1")
    assert refused(museum, "A-1", 20220101) == {key: {"agreement": "A-1", "day": 20220101}}
    shows(museum, "A-1")


def test_an_agreement_in_the_place_of_another_holds_for_it(museum: Lab) -> None:
    sign(museum, "A-1")
    draft(museum, "A-2", until=20301231, renews="A-1")
    sign(museum, "A-2", NEXT_YEAR)
    shows(museum, "A-1", NEXT_YEAR)


def test_a_place_that_is_none_is_told_once_and_not_compared_with_the_book(rock: Lab) -> None:
    with pytest.raises(Refused) as said:
        rock.post(Sight(samples=("15555",), place="#" + "ab" * 16))
    assert [each.key for each in said.value.findings] == ["place.not_in_book"]


def test_a_piece_without_a_place_is_seen_where_the_book_has_nothing(rock: Lab) -> None:
    rock.post(Register(collection="Apollo", number="15556", mission="Apollo 15"))
    with pytest.raises(Refused) as said:
        rock.post(Sight(samples=("15556",), place="C8"))
    (finding,) = said.value.findings
    assert (finding.key, dict(finding.facts)["seen"]) == ("sight.no_place_yet", "Cabinet 8")
