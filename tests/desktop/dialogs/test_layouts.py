"""Every layout is whole: each field of its act has its place, each sentence its words, each name a field."""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from lunarcurator.desktop.dialogs.form.inputs import (
    CertainDayInput,
    ChoiceInput,
    ExactMassInput,
    FlagInput,
    Input,
    MassInput,
    TimeInput,
)
from lunarcurator.desktop.dialogs.form.layout import Layout, LayoutForm
from lunarcurator.desktop.dialogs.form.number_inputs import NumberInput
from lunarcurator.desktop.dialogs.form.piece_input import PieceInput
from lunarcurator.desktop.dialogs.form.pieces_input import PiecesInput
from lunarcurator.desktop.dialogs.form.place_input import PlaceInput
from lunarcurator.desktop.dialogs.form.temperature_input import TemperatureInput
from lunarcurator.desktop.dialogs.form.word_inputs import OpenChoiceInput
from lunarcurator.desktop.shell.dispatch import DIALOGS
from lunarcurator.domain.acts import Act
from lunarcurator.domain.operations.kinds import act_fields
from lunarcurator.services.catalogue import catalogue_of, languages
from lunarcurator.services.codec import decode_acts, encode_acts

from tests.desktop.dialogs.bench import Bench
from tests.desktop.dialogs.layouts import layouts
from tests.desktop.dialogs.test_every_dialog import gone, open_dialog
from tests.desktop.dialogs.test_every_dialog import lab_bench as lab_bench
from tests.still_clock import TODAY

LANGUAGES = Path(__file__).parents[3] / "resources" / "languages"
EVERY = pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.act.KIND)
OF_FIELDS = ("wide", "first", "offers", "documents", "inputs", "keys", "also")
OF_A_FIELD = re.compile(r"(?:form_field|form_note|form_hint|form_choice)\.(\w+)\.(\w+)(?:\.\w+)?")
OF_AN_ACT = re.compile(r"(?:form_title|form_button|form_lacks|form_effects)\.(\w+)(?:\.\w+)?")


def words(language: str = "en") -> dict[str, str]:
    return dict(catalogue_of(language, LANGUAGES).sentences)


def laid_out(layout: Layout) -> list[str]:
    return [name for row in layout.rows for name in row if name not in layout.extra]


def fields(layout: Layout) -> list[str]:
    return [each.name for each in act_fields(layout.act)]


def test_there_are_layouts() -> None:
    assert len({layout.act for layout in layouts()}) == len(layouts()) > 10


@EVERY
def test_every_field_of_an_act_is_laid_out_once_or_said_to_be_filled_otherwise(layout: Layout) -> None:
    given = [*laid_out(layout), *layout.about.given, *layout.given, *layout.left_out]
    assert sorted(given) == sorted(fields(layout))


@EVERY
def test_what_a_layout_says_is_said_of_a_field_it_lays_out(layout: Layout) -> None:
    said = {name for part in OF_FIELDS for name in getattr(layout, part)} | {*layout.required}
    assert said <= {*laid_out(layout), *layout.extra}


@EVERY
def test_nothing_is_left_out_that_an_act_needs(layout: Layout) -> None:
    needed = {each.name for each in act_fields(layout.act) if each.needed}
    assert not needed & {*layout.left_out}


@EVERY
def test_every_layout_has_a_title_and_says_what_will_happen(layout: Layout) -> None:
    assert {f"form_title.{layout.act.KIND}", f"form_effects.{layout.act.KIND}"} <= words().keys()


def test_no_words_of_forms_are_left_over() -> None:
    acts = {layout.act.KIND: {*laid_out(layout), *layout.extra, "document"} for layout in layouts()}
    over = set()
    for key in (each for each in words() if each.startswith("form_")):
        of_field, of_act = OF_A_FIELD.fullmatch(key), OF_AN_ACT.fullmatch(key)
        if of_field is None and (of_act is None or of_act[1] not in acts):
            over.add(key)
        if of_field is not None and of_field[2] not in acts.get(of_field[1], ()):
            over.add(key)
    assert not over


@pytest.mark.parametrize("language", languages(LANGUAGES))
def test_effects_have_the_same_lines_in_every_language(language: str) -> None:
    english, other = words(), words(language)
    effects = [key for key in english if key.startswith("form_effects.")]
    assert [key for key in effects if english[key].count("\n") != other[key].count("\n")] == []
    empty = [key for key in effects if any(not line.strip() for line in other[key].split("\n"))]
    assert not empty


TYPED: Mapping[type[Input], str] = MappingProxyType(
    {
        CertainDayInput: "2027-03-01",
        TimeInput: "14:30",
        ExactMassInput: "1.5 g",
        MassInput: "1.5 g",
        NumberInput: "30",
        TemperatureInput: "200 K",
        PieceInput: "15405",
        PiecesInput: "15405",
        PlaceInput: "Cabinet 9",
        FlagInput: "1",
    }
)


def fill(dialog: LayoutForm) -> None:
    """Type into every input something of its kind; a choice takes the last that it offers."""
    for name in laid_out(dialog.act_layout):
        made = dialog.input(name)
        if isinstance(made, ChoiceInput):
            made.restore(made.box.itemData(made.box.count() - 1))
        elif not isinstance(made, OpenChoiceInput):
            made.restore(TYPED.get(type(made), "some words"))


@pytest.mark.parametrize("key", [key for key, path in DIALOGS.items() if path.endswith(".open")])
def test_what_a_form_posts_is_what_its_act_takes(lab_bench: Bench, key: str) -> None:
    """No type checker sees how an act is made from inputs: the reader of the journal does."""
    dialog = open_dialog(lab_bench, key)
    assert isinstance(dialog, LayoutForm)
    fill(dialog)
    (act,) = dialog.operations()
    posted = (Act(operation=act, day=TODAY),)
    assert decode_acts(encode_acts(posted)) == posted
    # This lab has no loans and agreements to choose from.
    typed = [each for each in laid_out(dialog.act_layout) if not isinstance(dialog.input(each), OpenChoiceInput)]
    said = {each: getattr(act, each) for each in typed}
    assert [each for each, value in said.items() if not value and value is not False] == []
    gone(lab_bench, dialog)
