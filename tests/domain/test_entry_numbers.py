"""Wherever an entry is named, its number may be written as lists write it, `106`, and as papers do, `#106`."""

import pytest
from lunarcurator.domain.identity import Uid, entry_number, ref_of


@pytest.mark.parametrize("text", ["106", "#106", " # 106 ", "＃１０６", "1 06", "1\u202f06"])
def test_an_entry_is_named_with_and_without_its_sign(text: str) -> None:
    assert entry_number(text) == 106


@pytest.mark.parametrize(
    "text", ["", "#", "##106", "106#", "-1", "1.5", "15555,46", "x", ref_of(Uid("a" * 32)), "9" * 18]
)
def test_what_is_no_number_of_an_entry_is_none(text: str) -> None:
    assert entry_number(text) is None
