import json
from pathlib import Path

import pytest
from lunarcurator.documents.papers.blocks import CodeKind
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Register, SetUpPlace
from lunarcurator.services.codes import modules_of
from lunarcurator.services.journal import operators
from lunarcurator.services.journal_sentences import sentence_of
from lunarcurator.services.label_layouts import LayoutError, load_layouts, places_named
from lunarcurator.services.labels import container_labels, labels_of, printed
from lunarcurator.services.places import Places
from lunarcurator.services.words import Words

from tests.services.ledgers.history import History
from tests.still_clock import TODAY


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", "")


def test_a_label_says_number_form_mass_with_its_day_and_place(history: History, words: Words) -> None:
    (label,) = labels_of(history.session, words, [history.piece("15555")])
    assert (label.number, label.code, label.form) == ("15555", "15555", "Whole rock")
    assert plain(label.mass) == "9207 g  1972-03-10"
    assert label.place == "Vault 1 › Tray 7"


def test_labels_come_in_order_of_their_numbers_and_skip_what_is_out_of_the_book(
    history: History, words: Words
) -> None:
    wanted = [history.piece("15555,2"), history.piece("10002"), Uid("f" * 32)]
    assert [label.number for label in labels_of(history.session, words, wanted)] == ["10002", "15555,2"]


def test_a_mass_nobody_knows_is_said_by_its_reason(history: History, words: Words) -> None:
    history.import_catalogue(1)
    pieces = [history.piece(number) for number in ("14305", "15555,3", "16000")]
    masses = {label.number: plain(label.mass) for label in labels_of(history.session, words, pieces)}
    assert masses == {"14305": "sealed", "15555,3": "not weighed", "16000": "1.000 g originally"}


def test_estimated_and_nominal_masses_are_said_as_such(history: History, words: Words) -> None:
    history.post(
        Register(collection="Apollo", number="14400", mission="Apollo 14", mass=Mass.estimated(150_000_000)),
        Register(collection="Apollo", number="14401", mission="Apollo 14", mass=Mass.nominal(1000), form="chip"),
    )
    pieces = [history.piece("14400"), history.piece("14401")]
    masses = [plain(label.mass) for label in labels_of(history.session, words, pieces)]
    assert masses == ["~150 g", words.say("quality.nominal")]


def test_a_data_matrix_is_square_with_its_two_solid_edges() -> None:
    modules = modules_of(CodeKind.DATA_MATRIX, "CE5C0400YJYX132GP")
    assert len(modules) == len(modules[0])
    assert all(row[0] for row in modules)
    assert all(modules[-1])


def test_a_printing_is_posted_as_an_entry(history: History, words: Words) -> None:
    before = history.session.head().seq
    operator = operators(history.session)[0][0]
    labels = labels_of(history.session, words, [history.piece("15555")])
    history.session.post(printed(labels, "roll_50x25", operator, TODAY))
    assert sentence_of(history.session, words, before + 1) == "Printed 1 label: 15555"


def test_a_container_without_a_code_is_scanned_by_its_name_or_by_its_path(history: History, words: Words) -> None:
    history.post(SetUpPlace(kind="room", name="Room 2", parent="Lab"))
    history.post(SetUpPlace(kind="tray", name="Tray 7", parent="Room 2"))
    tree = Places(history.session).tree()
    chosen = [node.uid for node in tree.nodes.values() if node.name in ("Tray 7", "Cabinet 1", "Room 2")]
    labels = container_labels(history.session, words, [*chosen, Uid("f" * 32)])
    assert [label.code for label in labels] == [
        "CAB-1",
        "Lab > Room 1 > Vault 1 > Tray 7",
        "Room 2",
        "Lab > Room 2 > Tray 7",
    ]
    assert all(label.is_container for label in labels)
    operator = operators(history.session)[0][0]
    before = history.session.head().seq
    history.session.post(printed(labels[:1], "roll_50x25", operator, TODAY))
    assert sentence_of(history.session, words, before + 1) == "Printed 1 label: Cabinet 1"


def test_every_layout_of_the_house_fits_its_page(words: Words) -> None:
    layouts = load_layouts()
    assert {"roll_50x25", "roll_38x19", "sheet_a4_24"} <= layouts.keys()
    for layout in layouts.values():
        assert words.has(layout.label_key)
        assert layout.is_sheet is (layout.labels_a_page > 1)
    assert layouts["sheet_a4_24"].origin(4) == (7000, 50 + 3700)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"columns": 9}, "label_layout.too_large"),
        ({"code": 4900}, "label_layout.code_too_large"),
        ({"code": 2000, "words": "below"}, "label_layout.code_too_large"),
        ({"colour": "red"}, "label_layout.wrong"),
        ({"key": "other"}, "label_layout.wrong"),
        ({"text": 0}, "label_layout.wrong"),
    ],
)
def test_a_layout_that_is_not_right_is_refused_by_name(
    tmp_path: Path, resources: Path, words: Words, change: dict[str, object], key: str
) -> None:
    told = json.loads((resources / "labels" / "roll_50x25.json").read_text(encoding="utf-8"))
    (tmp_path / "roll_50x25.json").write_text(json.dumps(told | change), encoding="utf-8")
    with pytest.raises(LayoutError) as caught:
        load_layouts(tmp_path)
    assert caught.value.key == key
    assert "roll_50x25.json" in words.say(caught.value.key, caught.value.facts)


def test_used_labels_are_named_from_one_on() -> None:
    assert places_named("", 24) == frozenset()
    assert places_named("1\u20133，24、 5,", 24) == {0, 1, 2, 4, 23}
    for text, key in (
        ("a", "used_unclear"),
        ("3-", "used_unclear"),
        ("0", "used_outside"),
        ("5-25", "used_outside"),
    ):
        with pytest.raises(LayoutError) as caught:
            places_named(text, 24)
        assert caught.value.key == f"label_layout.{key}"
