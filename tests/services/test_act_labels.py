"""What the fields of acts are called: by the act where it has a word of its own, else as everywhere."""

import re

from lunarcurator.domain.operations import OPERATIONS
from lunarcurator.domain.operations.kinds import act_fields
from lunarcurator.services.act_labels import field_label, field_label_with_unit
from lunarcurator.services.catalogue import catalogue_of
from lunarcurator.services.words import Words

from tests.services.papers.papers import MESSAGES


def test_a_field_is_called_as_its_act_calls_it_else_as_everywhere() -> None:
    words = Words.load("en", MESSAGES, strict=True)
    assert field_label(words, "place", "sight") == "Seen in"
    assert field_label(words, "place", "send_to_display") == field_label(words, "place") == "Place"
    assert field_label(words, "remarks", "sight") == field_label(words, "remarks") == "Remarks"
    assert field_label_with_unit(words, "temperature_mk", "take_out") == "Temperature there (K)"


def test_every_word_of_a_field_in_one_act_is_of_a_field_that_the_act_has() -> None:
    of_acts = [key for key in catalogue_of("en", MESSAGES).sentences if re.match(r"act_field\.\w+\.", key)]
    known = {f"act_field.{kind}.{each.name}" for kind, act in OPERATIONS.items() for each in act_fields(act)}
    assert of_acts
    assert set(of_acts) <= known
