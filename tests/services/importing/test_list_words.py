"""The words of lists that come with the program are such as headers and cells are compared with."""

from collections import Counter
from itertools import chain

from lunarcurator.services.importing.columns.headers import bare
from lunarcurator.services.importing.columns.mapping import LOAN_TARGETS, folded, targets
from lunarcurator.services.importing.list_words import list_words
from lunarcurator.services.vocabularies import Vocabularies


def twice(*words: object) -> list[object]:
    return [word for word, count in Counter(chain.from_iterable(words)).items() if count > 1]  # type: ignore[arg-type]


def test_no_header_says_two_things() -> None:
    words = list_words()
    assert twice(*words.pieces.values()) == []
    assert twice(*words.loans.values()) == []
    assert twice(*words.steps.values()) == []


def test_headers_are_spelt_as_they_are_compared() -> None:
    words = list_words()
    whole = chain(*words.pieces.values(), words.units)
    assert [each for each in whole if each != folded(each)] == []
    bared = chain(*words.loans.values(), *words.steps.values(), words.lent_since, words.came)
    assert [each for each in bared if each != bare(each)] == []
    assert [each for each in words.nothing if each != each.casefold() or len(each) > 26] == []


def test_they_stand_for_what_columns_can_be_taken_for() -> None:
    words = list_words()
    assert {*words.pieces} <= {*targets()}
    assert {*words.loans} <= {*LOAN_TARGETS, "day"}
    assert {*words.steps} <= {*Vocabularies.load().places}
