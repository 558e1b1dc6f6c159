"""IGSNs among names, in whichever writing."""

import pytest
from lunarcurator.domain.igsn import igsn_among, igsn_keys, igsn_name, igsn_of, igsn_ways
from lunarcurator.domain.words_folding import number_key

SAYING = (
    "IGSN: IEABC0001",
    "IGSN:IEABC0001",
    "igsn IEABC0001",
    "10.58052/IEABC0001",
    "IGSN: 10273/IEABC0001",
    "https://doi.example/10.58052/IEABC0001",
)


@pytest.mark.parametrize("name", SAYING)
def test_a_name_that_says_so_is_an_igsn_and_stands_bare(name: str) -> None:
    assert igsn_of(name) == igsn_of(name, told=True) == "IEABC0001"
    assert igsn_of(igsn_name(igsn_of(name))) == "IEABC0001"


@pytest.mark.parametrize(
    ("name", "igsn"),
    [
        ("IEABC0001", "IEABC0001"),
        ("10.60510/XX4000", "10.60510/XX4000"),
        ("https://doi.example/XX4000", "XX4000"),
        ("pending", ""),
        ("not yet 5", ""),
        ("", ""),
    ],
)
def test_a_code_is_one_where_that_is_told_beside_it(name: str, igsn: str) -> None:
    assert (igsn_of(name), igsn_of(name, told=True)) == ("", igsn)


def test_the_igsn_among_names_is_found_by_all_its_writings() -> None:
    assert igsn_among(("Grey one", *SAYING)) == "IEABC0001"
    assert igsn_among(("Grey one",)) == ""
    assert {number_key(name) for name in SAYING[:4]} <= {*igsn_keys("ieabc0001")}
    assert igsn_ways("Grey one") == igsn_keys("Grey one") == ()
