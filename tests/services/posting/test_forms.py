"""A form as a person or a program spells it, on a real store and in words."""

import json
from pathlib import Path

import pytest
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Daughter, Register, Split
from lunarcurator.services.posting import Refused
from lunarcurator.services.words import Words

from tests.services.posting.conftest import Lab
from tests.services.posting.test_posting import piece


def test_a_section_spelt_freely_takes_no_mass_out_of_its_rock(rock: Lab) -> None:
    rock.post(Split(parent="15555", daughters=(Daughter(form="薄片"), Daughter(form="PTS 30UM"))))
    assert piece(rock, "15555").held_ug == 100_000_000
    sections = [piece(rock, f"15555,{serial}") for serial in (1, 2)]
    assert [each.form for each in sections] == ["thin_section", "polished_thin_section"]
    assert json.loads(sections[1].other) == {"form": "PTS 30UM"}
    assert [each.mass_reason for each in sections] == ["section", "section"]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_what_is_asked_about_a_form_is_a_sentence(rock: Lab, resources: Path, language: str) -> None:
    words = Words.load(language, resources / "languages", strict=True)
    with pytest.raises(Refused) as refused:
        rock.post(
            Split(
                parent="15555",
                daughters=(Daughter(form="cheese"), Daughter(form="TS", mass=Mass.measured(5_000, 1_000))),
            )
        )
    asked = {each.key: words.say_finding(each) for each in refused.value.findings}
    assert asked.keys() == {"form.unknown", "mass.kept_nominal"}
    assert "cheese" in asked["form.unknown"]
    assert "15555,2" in asked["mass.kept_nominal"]


def test_an_unknown_form_stays_text_with_its_reason(rock: Lab) -> None:
    posted = rock.post(
        Register(collection="Apollo", number="15556", mission="Apollo 15", form="cheese"),
        overrides={"form.unknown": "so says the label"},
    )
    assert [each.key for each in posted.findings] == ["form.unknown"]
    assert piece(rock, "15556").form == "cheese"
