import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.domain.numbering.slips import slips_of


@pytest.mark.parametrize(
    ("written", "meant"),
    [("73230", "72320"), ("15051", "15501"), ("15051,46", "15501,46"), ("CE5C0800", "CE5C8000")],
)
def test_a_slip_leads_to_what_was_meant(written: str, meant: str) -> None:
    assert meant in slips_of(written)


@pytest.mark.parametrize("written", ["", ",46", "Rock 1", "11111", "Great Scott"])
def test_what_names_no_object_by_digits_has_no_slips(written: str) -> None:
    assert slips_of(written) == ()


@given(st.text(alphabet="0123456789", min_size=3, max_size=8))
def test_a_slip_of_a_slip_leads_back(digits: str) -> None:
    found = slips_of(digits)
    assert len(found) == len(set(found))
    assert digits not in found
    assert all(digits in slips_of(each) for each in found)
