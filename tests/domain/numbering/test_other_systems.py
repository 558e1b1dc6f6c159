"""The table format carries the numbering systems that are yet to come, without a line of Python."""

import pytest
from lunarcurator.domain.numbering import NumberTextError, Scheme

RYUGU = {
    "format": 1,
    "code": "ryugu",
    "label_key": "number.scheme.ryugu",
    "longest": 40,
    "parts": [
        {"name": "chamber", "choice": ["A", "B", "C"]},
        {"name": "figure", "digits": [4, 4]},
        {"name": "division", "joint": "-", "text": [1, 30], "optional": True},
    ],
    "levels": ["figure", "division"],
    "examples": [{"written": "a0105-15", "printed": "A0105-15"}],
}

BENNU = {
    "format": 1,
    "code": "bennu",
    "label_key": "number.scheme.bennu",
    "longest": 20,
    "parts": [
        {"name": "project", "choice": ["OREX"]},
        {"name": "figure", "joint": "-", "accept": " ", "lax": True, "digits": [6, 6]},
        {"name": "piece", "joint": "-", "accept": ", ", "digits": [1, 4], "default": "0"},
    ],
    "levels": ["figure", "piece"],
    "series": [
        {
            "code": "ordinary",
            "label_key": "number.series.ordinary",
            "counts": "piece",
            "first": 100,
            "last": 9999,
        }
    ],
    "examples": [{"written": "OREX-800107", "printed": "OREX-800107-0"}],
}

ANSMET = {
    "format": 1,
    "code": "ansmet",
    "label_key": "number.scheme.ansmet",
    "longest": 20,
    "parts": [
        {"name": "area", "letters": [2, 4]},
        {"name": "figure", "joint": " ", "accept": "-,", "lax": True, "digits": [5, 6]},
        {"name": "split", "joint": ",", "accept": ".-/ ", "digits": [1, 4], "optional": True},
    ],
    "levels": ["figure", "split"],
    "whole_zero": "split",
    "series": [
        {
            "code": "ordinary",
            "label_key": "number.series.ordinary",
            "counts": "split",
            "first": 1,
            "last": 9999,
        }
    ],
    "examples": [{"written": "alh84001.12", "printed": "ALH 84001,12"}],
}

STARDUST = {
    "format": 1,
    "code": "stardust",
    "label_key": "number.scheme.stardust",
    "longest": 40,
    "parts": [
        {"name": "tray", "choice": ["C", "I", "FC"]},
        {"name": "cell", "digits": [1, 4]},
        {"name": "piece", "joint": ",", "accept": ".- ", "digits": [1, 4], "optional": True, "repeat": True},
    ],
    "levels": ["cell", "piece"],
    "series": [
        {
            "code": "ordinary",
            "label_key": "number.series.ordinary",
            "counts": "piece",
            "first": 0,
            "last": 9999,
        }
    ],
    "examples": [{"written": "c2126, 3", "printed": "C2126,3"}],
}

COSMIC_DUST = {
    "format": 1,
    "code": "dust",
    "label_key": "number.scheme.dust",
    "longest": 20,
    "parts": [
        {"name": "flag", "choice": ["U", "W", "L"]},
        {"name": "surface", "digits": [4, 4]},
        {"name": "row", "letters": [1, 1], "optional": True},
        {"name": "particle", "digits": [1, 3]},
    ],
    "levels": ["surface", "particle"],
    "hints": [
        {
            "hint_key": "number.hint.surface",
            "cases": [
                {"when": {"row": ""}},
                {"when": {"flag": "U*"}, "value": "$flag$surface"},
            ],
        }
    ],
    "examples": [{"written": "u2170a1", "printed": "U2170A1"}],
}


def test_a_division_of_a_ryugu_sample_has_no_prescribed_form() -> None:
    scheme = Scheme.from_table(RYUGU)
    number = scheme.parse("b0001-fib Nr 2")
    assert (number.canonical, number.family, number.rest) == ("B0001-fib Nr 2", "B0001", "-fib Nr 2")
    assert scheme.parent_hint(number) == scheme.parse("B0001")
    assert scheme.parse("-15", number).canonical == "B0001-15"
    assert scheme.series_of(number) == ()
    in_order = ["A0001", "A0001-2", "A0001-10", "A0001-b", "A0002", "C0001"]
    keys = [scheme.parse(text).sort_key for text in in_order]
    assert keys == sorted(keys)


def test_a_bennu_number_prints_the_piece_0_of_the_parent() -> None:
    scheme = Scheme.from_table(BENNU)
    parent = scheme.parse("OREX-800107")
    assert parent.canonical == "OREX-800107-0"
    assert (parent.family, parent.rest, parent.serial) == ("OREX-800107", "-0", 0)
    assert scheme.spellings(parent) == ("orex,800107,0", "orex800107,0", "orex,800107")
    daughter = scheme.next_number(parent, "ordinary", 183)
    assert daughter.canonical == "OREX-800107-184"
    assert scheme.parent_hint(daughter) == parent
    assert scheme.parent_hint(parent) is None
    assert scheme.parse("-103", daughter).canonical == "OREX-800107-103"


def test_an_antarctic_number_prints_a_space_that_may_lack() -> None:
    scheme = Scheme.from_table(ANSMET)
    number = scheme.parse("ALHA77005,3")
    assert (number.canonical, number.family) == ("ALHA 77005,3", "ALHA 77005")
    whole = scheme.parse("LEW-85320")
    assert scheme.spellings(whole) == ("lew,85320", "lew85320", "lew,85320,0", "lew85320,0")
    assert {scheme.parse(key).family for key in scheme.spellings(whole)} == {"LEW 85320"}
    assert scheme.is_zero_split(scheme.parse("LEW 85320,0"))
    assert scheme.next_number(whole, "ordinary", 12).canonical == "LEW 85320,13"


def test_stardust_pieces_hang_under_pieces() -> None:
    scheme = Scheme.from_table(STARDUST)
    cell = scheme.parse("C2126")
    piece = scheme.next_number(cell, "ordinary", None)
    assert piece.canonical == "C2126,0"
    assert scheme.next_number(cell, "ordinary", 9).canonical == "C2126,10"
    assert scheme.next_number(piece, "ordinary", 4).canonical == "C2126,0,5"
    assert scheme.parent_hint(scheme.parse("C2126,0,5")) == piece
    assert scheme.parse("fc4,1").canonical == "FC4,1"


def test_a_particle_of_cosmic_dust_needs_its_row() -> None:
    scheme = Scheme.from_table(COSMIC_DUST)
    number = scheme.parse("U2170A12")
    assert (number.canonical, number.family, number.rest) == ("U2170A12", "U2170", "A12")
    assert scheme.parent_hint(number) == scheme.parse("U2170")
    assert [hint.value for hint in scheme.decode(number)] == ["U2170"]
    assert scheme.decode(scheme.parse("U2170")) == ()
    assert scheme.decode(scheme.parse("W7011B2")) == ()
    in_order = ["U2170", "U2170A2", "U2170A12", "U2170B1", "W7011B2"]
    keys = [scheme.parse(text).sort_key for text in in_order]
    assert keys == sorted(keys)
    for written in ("U2170A", "U217012"):
        with pytest.raises(NumberTextError):
            scheme.parse(written)


def test_luna_numbers_of_american_splits_are_read_by_the_apollo_table(apollo: Scheme) -> None:
    number = apollo.parse("24077,5")
    assert (number.canonical, number.family) == ("24077,5", "24077")
    assert apollo.decode(number) == ()
