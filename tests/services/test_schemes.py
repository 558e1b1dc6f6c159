import json
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.numbering import SchemeTableError
from lunarcurator.services.schemes import Schemes, load_scheme


def plain_table(resources: Path) -> dict[str, Any]:
    table: dict[str, Any] = json.loads((resources / "schemes" / "plain.json").read_text("utf-8"))
    return table


def written(folder: Path, name: str, table: object) -> Path:
    path = folder / name
    path.write_text(json.dumps(table), encoding="utf-8")
    return path


def refused(path: Path) -> SchemeTableError:
    with pytest.raises(SchemeTableError) as refusal:
        load_scheme(path)
    assert refusal.value.key == "scheme.file_bad"
    assert refusal.value.facts["file"] == path.name
    return refusal.value


KNOWN = [
    "antarctic",
    "apollo",
    "change",
    "cosmic_dust",
    "luna",
    "luna_academy",
    "osiris_rex",
    "plain",
    "ryugu",
    "stardust",
]


def test_the_program_brings_schemes_whose_examples_hold() -> None:
    schemes = Schemes.load()
    assert [scheme.code for scheme in schemes] == KNOWN
    assert len(schemes) == len(KNOWN)
    assert "apollo" in schemes
    assert schemes.get("apollo").parse("15405-91").canonical == "15405,91"


def test_an_unknown_scheme_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refusal) as refusal:
        Schemes.load().get("genesis")
    assert refusal.value.key == "scheme.unknown"
    assert refusal.value.facts == {"scheme": "genesis", "known": ", ".join(KNOWN)}


def test_a_lab_can_bring_a_folder_of_its_own(tmp_path: Path, resources: Path) -> None:
    written(tmp_path, "ours.json", plain_table(resources) | {"code": "ours"})
    assert [scheme.code for scheme in Schemes.load(tmp_path)] == ["ours"]


def test_two_tables_with_one_code_are_refused(tmp_path: Path, resources: Path) -> None:
    written(tmp_path, "a.json", plain_table(resources))
    written(tmp_path, "b.json", plain_table(resources))
    with pytest.raises(SchemeTableError) as refusal:
        Schemes.load(tmp_path)
    assert (refusal.value.facts["file"], refusal.value.facts["entry"]) == ("b.json", "code")


def test_a_broken_file_is_named_with_the_place_of_the_break(tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text('{\n  "format": 1,\n', encoding="utf-8")
    assert str(refused(path).facts["entry"]).startswith("line 3")
    path.write_bytes(b"\xff\xfe\xff")
    assert refused(path).facts["entry"] == "file"
    path.unlink()
    assert refused(path).facts["entry"] == "file"


def test_a_wrong_entry_is_named_with_its_file(tmp_path: Path, resources: Path) -> None:
    path = written(tmp_path, "wrong.json", plain_table(resources) | {"levels": ["nome"]})
    assert refused(path).facts["entry"] == "levels"


@pytest.mark.parametrize(
    ("text", "printed"), [("Probe 7, 3", "Probe 7, 3"), ("a", "b"), ("", ""), (",3", "Probe,3")]
)
def test_an_example_that_does_not_hold_is_named(tmp_path: Path, resources: Path, text: str, printed: str) -> None:
    examples = [{"written": "A", "printed": "A"}, {"written": text, "printed": printed}]
    path = written(tmp_path, "wrong.json", plain_table(resources) | {"examples": examples})
    assert refused(path).facts["entry"] == "examples[1]"


def test_a_series_that_proposes_what_it_cannot_read_is_named(tmp_path: Path, resources: Path) -> None:
    table = json.loads((resources / "schemes" / "change.json").read_text("utf-8"))
    table["series"][0]["sets"]["kind"] = "YX"
    assert refused(written(tmp_path, "wrong.json", table)).facts["entry"] == "examples[1]"
