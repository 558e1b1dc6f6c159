"""The vocabularies are checked when they are loaded, and an error names the file and the entry."""

import csv
import itertools
import json
import shutil
from pathlib import Path

import pytest
from lunarcurator.services.tables import load_tables
from lunarcurator.services.vocabularies import Vocabularies, VocabularyError
from lunarcurator.services.words import Words

VOCABULARIES = Vocabularies.load()


@pytest.fixture
def folder(resources: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(resources / "vocabularies", tmp_path / "vocabularies"))


def change(folder: Path, name: str, edit) -> None:
    path = folder / name
    table = json.loads(path.read_text(encoding="utf-8"))
    edit(table)
    path.write_text(json.dumps(table), encoding="utf-8")


def error_of(folder: Path) -> dict[str, object]:
    with pytest.raises(VocabularyError) as raised:
        Vocabularies.load(folder)
    assert raised.value.key == "vocabulary.file_bad"
    return raised.value.facts


@pytest.mark.parametrize(
    "form", ["thin_section", "polished_section", "probe_mount", "grain_mount", "potted_butt", "peel"]
)
def test_sections_mounts_and_what_is_in_epoxy_are_not_weighable(form: str) -> None:
    assert form in VOCABULARIES.unweighable


@pytest.mark.parametrize("form", ["whole_rock", "chip", "fines", "sawdust", "butt_end", "residue", "powder"])
def test_what_lies_on_a_balance_is_weighable(form: str) -> None:
    assert VOCABULARIES.forms[form].weighable
    assert form not in VOCABULARIES.unweighable


def test_a_butt_is_unknown_because_of_epoxy_and_a_section_because_it_is_one() -> None:
    assert VOCABULARIES.unweighable_reasons["potted_butt"] == "epoxy"
    assert VOCABULARIES.unweighable_reasons["thin_section"] == "section"
    assert VOCABULARIES.unweighable_reasons.keys() == VOCABULARIES.unweighable


def test_the_chain_of_a_lab_stands_in_itself() -> None:
    chain = ["site", "building", "room", "vault", "cabinet", "tray", "can", "bag", "vial"]
    for outer, inner in itertools.pairwise(chain):
        assert outer in VOCABULARIES.place_kinds[inner].within, f"{inner} in {outer}"
    assert VOCABULARIES.place_kinds["site"].top
    assert not VOCABULARIES.place_kinds["vial"].top
    assert not VOCABULARIES.place_kinds["site"].holds_pieces


def test_atmospheres_and_materials_of_the_lab_are_there() -> None:
    assert {"nitrogen", "helium", "air", "vacuum"} <= VOCABULARIES.atmospheres.keys()
    assert {"stainless_steel", "aluminium", "teflon"} <= VOCABULARIES.materials.keys()


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("GM-PI", "grain_mount"),
        ("PIPM 150X74U", "probe_mount"),
        ("TS-1MMF", "thin_section"),
        ("PI-PGM", "polished_grain_mount"),
        ("PIPTS", "polished_thin_section"),
        ("7 PS", "polished_section"),
        ("PB", "potted_butt"),
        (" ", None),
        ("basalt", None),
    ],
)
def test_a_catalogue_code_names_its_form(code: str, form: str | None) -> None:
    assert VOCABULARIES.form_of_code(code) == form


def test_every_code_of_the_real_section_list_names_a_form_that_is_not_weighed(shared_data: Path) -> None:
    with (shared_data / "jsc_thin_section_splits.csv").open(encoding="utf-8-sig", newline="") as file:
        codes = {row["DESCRIPTION"] for row in csv.DictReader(file) if row["DESCRIPTION"].strip()}
    assert {code for code in codes if VOCABULARIES.form_of_code(code) not in VOCABULARIES.unweighable} == set()


def test_the_tables_of_the_domain_come_from_the_resources() -> None:
    tables = load_tables()
    assert {"apollo", "change", "plain"} <= tables.schemes.keys()
    assert tables.place_kinds == VOCABULARIES.place_kinds
    assert tables.unweighable == VOCABULARIES.unweighable


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "forms.json").unlink()
    assert error_of(folder)["file"] == "forms.json"


def test_a_file_that_is_no_json_is_named(folder: Path) -> None:
    (folder / "materials.json").write_text("{", encoding="utf-8")
    assert error_of(folder)["file"] == "materials.json"


def test_an_entry_of_the_wrong_kind_is_named(folder: Path) -> None:
    change(folder, "forms.json", lambda table: table["forms"][3].update(weighable="yes"))
    facts = error_of(folder)
    assert (facts["file"], facts["entry"]) == ("forms.json", "forms[3].weighable")


def test_a_whole_file_of_the_wrong_shape_is_named(folder: Path) -> None:
    (folder / "forms.json").write_text("[]", encoding="utf-8")
    assert error_of(folder)["entry"] == "file"


@pytest.mark.parametrize(
    ("name", "edit", "entry"),
    [
        ("atmospheres.json", lambda table: table["atmospheres"].append(table["atmospheres"][0]), "atmospheres[9]"),
        ("forms.json", lambda table: table["forms"][0].update(reason="section"), "forms[0].reason"),
        ("forms.json", lambda table: table["forms"][0].update(codes=["TS"]), "forms["),
        ("forms.json", lambda table: table["forms"][0].update(codes=["ts"]), "forms[0].codes"),
        ("places.json", lambda table: table["places"][3].update(within=["attic"]), "places[3].within"),
        ("places.json", lambda table: table["places"][5].update(within=[]), "places[5].within"),
    ],
)
def test_an_entry_that_contradicts_another_is_named(folder: Path, name: str, edit, entry: str) -> None:
    change(folder, name, edit)
    facts = error_of(folder)
    assert facts["file"] == name
    assert str(facts["entry"]).startswith(entry)


# domain.md 1.3, 1.5 and 6b, in the words of the sources.
FORMS_OF_THE_SOURCES = [
    "whole_rock",
    "end_piece",
    "butt_end",
    "slab",
    "column",
    "chip",
    "clast",
    "pry_off",
    "fines",
    "unsieved_soil",
    "sieve_fraction",
    "coarse_fines",
    "rake_fragment",
    "walnut",
    "clod",
    "residue",
    "crumbs",
    "sawdust",
    "wire_saw_slab",
    "core_segment",
    "dissection_interval",
    "peel",
    "reference_core",
    "potted_butt",
    "polished_thin_section",
    "thin_section",
    "probe_mount",
    "grain_mount",
    "picking_pot",
    "touchstone",
    "display_piece",
    "educational_disk",
    "gas_aliquot",
    "aggregate",
    "powder",
    "particle",
    "polished_potted_butt",
    "thick_section",
    "pressed_grains",
    "fib_section",
    "microtome_slice",
    "atom_probe_tip",
    "tem_grid",
    "liquid",
    "eluate",
    "wash",
    "dissolution_residue",
    "witness_plate",
    "polished_section",
    "hardware",
    "aerogel_cell",
    "aerogel_keystone",
    "collector_surface",
    "foil",
]
PLACES_OF_THE_SOURCES = [
    "vault",
    "cabinet",
    "glove_box",
    "tray",
    "pan",
    "can",
    "container",
    "bag",
    "vial",
    "freezer",
    "desiccator",
    "return_container",
    "core_tube",
    "core_holder",
    "bottle",
    "wrapping",
    "slide_box",
    "disk",
    "display_case",
    "venue",
    "gas_cylinder",
]
MATERIALS_OF_THE_SOURCES = [
    "stainless_steel",
    "aluminium",
    "teflon",
    "glass",
    "polycarbonate",
    "polystyrene",
    "polyethylene",
    "nylon",
]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_word_of_the_sources_is_there_and_has_a_label_of_its_own(resources: Path, language: str) -> None:
    words = Words.load(language, resources / "languages", strict=True)
    assert set(FORMS_OF_THE_SOURCES) <= VOCABULARIES.forms.keys()
    assert set(PLACES_OF_THE_SOURCES) <= VOCABULARIES.places.keys()
    assert set(MATERIALS_OF_THE_SOURCES) <= VOCABULARIES.materials.keys()
    for terms in (VOCABULARIES.forms, VOCABULARIES.places, VOCABULARIES.atmospheres, VOCABULARIES.materials):
        labels = [words.say(term.label_key) for term in terms.values()]
        assert all(labels)
        assert len(set(labels)) == len(labels)


def test_what_goes_out_whole_is_not_divisible() -> None:
    whole = {"thin_section", "polished_section", "probe_mount", "tem_grid", "educational_disk"}
    assert whole <= VOCABULARIES.indivisible
    assert not {"chip", "fines", "powder", "potted_butt", "clast"} & VOCABULARIES.indivisible
    sections = {key for key, form in VOCABULARIES.forms.items() if form.reason == "section"}
    assert sections <= VOCABULARIES.indivisible


def test_a_core_tube_stands_where_cans_do_and_holds_vials() -> None:
    kinds = VOCABULARIES.place_kinds
    assert "cabinet" in kinds["core_tube"].within
    assert "core_tube" in kinds["vial"].within
    assert "bag" not in kinds["gas_cylinder"].within
