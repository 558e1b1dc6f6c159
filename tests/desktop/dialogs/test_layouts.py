"""Every layout is whole: each field of its act has its place, each sentence its words, each name a field."""

import re
from pathlib import Path

import pytest
from lunarcurator.desktop.dialogs.form.layout import Layout
from lunarcurator.domain.operations.kinds import act_fields
from lunarcurator.services.catalogue import catalogue_of, languages

from tests.desktop.dialogs.layouts import layouts

LANGUAGES = Path(__file__).parents[3] / "resources" / "languages"
EVERY = pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.act.KIND)
OF_FIELDS = ("wide", "first", "offers", "documents", "inputs", "keys", "also")
OF_A_FIELD = re.compile(r"(?:form_field|form_note|form_hint|form_choice)\.(\w+)\.(\w+)(?:\.\w+)?")
OF_AN_ACT = re.compile(r"(?:form_title|form_button|form_effects)\.(\w+)(?:\.\w+)?")


def words(language: str = "en") -> dict[str, str]:
    return dict(catalogue_of(language, LANGUAGES).sentences)


def laid_out(layout: Layout) -> list[str]:
    return [name for row in layout.rows for name in row]


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
    assert said <= {*laid_out(layout)}


@EVERY
def test_nothing_is_left_out_that_an_act_needs(layout: Layout) -> None:
    needed = {each.name for each in act_fields(layout.act) if each.needed}
    assert not needed & {*layout.left_out}


@EVERY
def test_every_layout_has_a_title_and_says_what_will_happen(layout: Layout) -> None:
    assert {f"form_title.{layout.act.KIND}", f"form_effects.{layout.act.KIND}"} <= words().keys()


def test_no_words_of_forms_are_left_over() -> None:
    acts = {layout.act.KIND: {*laid_out(layout), "document"} for layout in layouts()}
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
