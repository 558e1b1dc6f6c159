import re
from dataclasses import fields

import pytest
from lunarcurator.documents.papers.blocks import Checks, Fields, Lines, Signatures, Table
from lunarcurator.domain.operations import OPERATIONS
from lunarcurator.services.catalogue import catalogue_of
from lunarcurator.services.papers.blank_forms import OF_THE_PROGRAM, form_names, forms_there_are, names_on_forms
from lunarcurator.services.words import Words

from tests.services.ledgers.history import History
from tests.services.papers.papers import MESSAGES, made, tables

KEYS = catalogue_of("en", MESSAGES).sentences.keys()


def test_every_operation_but_printing_and_the_undo_has_a_form() -> None:
    assert set(OPERATIONS) - set(forms_there_are()) == {"print_labels", "reverse"}


def test_every_field_on_a_form_has_a_word() -> None:
    lacking = [name for name in names_on_forms() if not {f"act_field.{name}", f"field.{name}"} & KEYS]
    assert not lacking


def test_forms_are_named_in_order_of_their_words() -> None:
    names = form_names(Words.load("en", MESSAGES, strict=True))
    assert ("split", "Split") in names
    assert [name for _, name in names] == sorted(name for _, name in names)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_form_asks_for_every_field_of_its_operation(empty: History, language: str) -> None:
    for kind in (each for each in forms_there_are() if f"operation.{each}" in KEYS):
        paper = made(empty, "blank_form", kind, language)
        asked = [
            each for block in paper.blocks if isinstance(block, Fields) for each in block.entries if each.line
        ]
        boxes = [each for block in paper.blocks if isinstance(block, Checks) for each in block.boxes]
        single = {each.name for each in fields(OPERATIONS[kind])} - OF_THE_PROGRAM
        single -= {"other"} if kind == "register" else set()
        lists = {column.key for table in tables(paper) for column in table.columns} & single
        groups = [block for block in paper.blocks if isinstance(block, Checks | Table)]
        assert len(asked) - 6 + len(boxes) + len(groups) + len(lists) >= len(single), kind
        assert not any(each.ticked for each in boxes)
        assert not [each.label for each in boxes if language == "zh_CN" and re.fullmatch(r"[a-z_]+", each.label)]
        assert any(isinstance(block, Lines) for block in paper.blocks)
        signed = next(block for block in paper.blocks if isinstance(block, Signatures))
        assert len(signed.lines) == 4


def test_daughters_are_written_in_rows_with_what_their_operation_wants_of_them(history: History) -> None:
    split, dissect, sieve = (
        tables(made(history, "blank_form", kind))[0] for kind in ("split", "dissect", "sieve")
    )
    assert [each.key for each in split.columns][:3] == ["number", "form", "mass"]
    assert {"depth_top_um", "depth_bottom_um"} <= {each.key for each in dissect.columns}
    assert "sieve_min_um" in {each.key for each in sieve.columns}
    assert split.blank == 7
    left = tables(made(history, "blank_form", "split"))[-1]
    assert [each.key for each in left.columns][:2] == ["net_ug", "gross_ug"]
    assert left.blank == 1


def test_lists_stand_beside_each_other_and_a_lone_one_beside_itself(history: History) -> None:
    (moved,) = tables(made(history, "blank_form", "move"))
    assert ([each.key for each in moved.columns], moved.blank) == (["samples", "places"], 14)
    received, title = tables(made(history, "blank_form", "receive_shipment")), "transfer_title"
    assert [each.header for each in received[0].columns] == ["Lines"] * 3
    assert received[1].blank == 1
    given = tables(made(history, "blank_form", title))[-1]
    assert [each.key for each in given.columns][:4] == ["number", "mission", "mass", "original"]
    assert len(given.columns) == 8


@pytest.mark.parametrize("kind", ["swap_numbers", "relate", "correct_identity"])
def test_a_form_about_two_pieces_has_a_line_for_each(history: History, kind: str) -> None:
    paper = made(history, "blank_form", kind)
    lines = [
        each.label for block in paper.blocks if isinstance(block, Fields) for each in block.entries if each.line
    ]
    assert lines[4:6] == ["Piece", "Other piece"]


def test_every_page_of_a_form_names_its_operation(history: History) -> None:
    paper = made(history, "blank_form", "dissect")
    # The title runs on from page to page, and the proposed file is called like it.
    assert paper.title == "Dissect a core: paper form"


@pytest.mark.parametrize(
    ("kind", "rows"), [("dissect", 3), ("make_sections", 4), ("request_loan", 3), ("return_line", 8)]
)
def test_a_form_has_the_rows_one_page_has_for_it_and_one_of_two_pages_fills_its_first(
    history: History, kind: str, rows: int
) -> None:
    assert {table.blank for table in tables(made(history, "blank_form", kind))} - {1} == {rows}


def test_a_form_of_two_pages_has_its_usual_rows(history: History) -> None:
    assert {table.blank for table in tables(made(history, "blank_form", "register"))} == {5, 1}
    assert not tables(made(history, "blank_form", "merge"))
