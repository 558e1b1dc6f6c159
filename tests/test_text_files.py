"""Texts that a person wrote, as the editors and shells of the systems keep them."""

import codecs
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.documents.papers.template import TemplateError, load_template
from lunarcurator.domain.errors import Refusal
from lunarcurator.exchange.errors import SheetError
from lunarcurator.services.backup_series import digest_beside
from lunarcurator.services.commands.opening import lines_of
from lunarcurator.services.exporting.presets import read_preset
from lunarcurator.services.importing.profiles import read_profile
from lunarcurator.services.lab_tables import LabTables, store_folder
from lunarcurator.services.label_layouts import load_layouts
from lunarcurator.services.policy_files import check_file
from lunarcurator.text_files import read_text, text_of

WAYS: dict[str, Callable[[str], bytes]] = {
    "plain": lambda text: text.encode(),
    "with a mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "UTF-16": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "UTF-16 of another machine": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "with lines of Windows": lambda text: codecs.BOM_UTF8 + text.replace("\n", "\r\n").encode(),
}
NONE: dict[str, bytes] = {
    "UTF-16 without a mark": '{"a": 1}'.encode("utf-16-le"),
    "half a letter of UTF-16": codecs.BOM_UTF16_LE + b"1",
    "UTF-32": codecs.BOM_UTF32_LE + "2468".encode("utf-32-le"),
    "an old encoding": "月".encode("gb18030"),
    "something else": b"\x89PNG\r\n\x1a\n\0",
}
ways = pytest.mark.parametrize("write", [pytest.param(each, id=name) for name, each in WAYS.items()])
none = pytest.mark.parametrize("written", [pytest.param(each, id=name) for name, each in NONE.items()])


@ways
def test_a_text_is_read_whatever_wrote_it(tmp_path: Path, write: Callable[[str], bytes]) -> None:
    path = tmp_path / "text"
    path.write_bytes(write("2468\n月球\n"))
    assert read_text(path) == "2468\n月球\n"
    assert [*lines_of(str(path))] == ["2468", "月球"]


@none
def test_what_is_no_text_is_refused(tmp_path: Path, written: bytes) -> None:
    with pytest.raises(UnicodeDecodeError):
        text_of(written)
    path = tmp_path / "pins"
    path.write_bytes(written)
    with pytest.raises(SheetError, match=r"file\.no_text"):
        lines_of(str(path))
    path.with_name("a.lunar.sha256").write_bytes(written)
    assert digest_beside(path.with_name("a.lunar")) is None


KINDS = ("collections", "schemes", "policies", "vocabularies", "labels", "documents")


def _read(kind: str, path: Path, store: Path) -> object:
    """Read a table of a kind by the way the program reads it."""
    if kind == "policies":
        return check_file(path)
    if kind == "labels":
        return load_layouts(path.parent)
    if kind == "documents":
        return load_template(path.parent, path.stem)
    return LabTables.load(store)


def _table(kind: str, resources: Path, store: Path) -> tuple[Path, str]:
    sources = sorted(each for each in resources.rglob("*.json") if each.parent.name == kind)
    path = store_folder(store) / kind / sources[0].name
    path.parent.mkdir(parents=True)
    return path, sources[0].read_text("utf-8")


@ways
@pytest.mark.parametrize("kind", KINDS)
def test_a_table_is_read_whatever_wrote_it(
    tmp_path: Path, resources: Path, kind: str, write: Callable[[str], bytes]
) -> None:
    path, text = _table(kind, resources, tmp_path / "lab.lunar")
    path.write_bytes(write(text))
    _read(kind, path, tmp_path / "lab.lunar")


@none
@pytest.mark.parametrize("kind", KINDS)
def test_a_table_that_is_no_text_is_refused_in_one_sentence(
    tmp_path: Path, resources: Path, kind: str, written: bytes
) -> None:
    path, _ = _table(kind, resources, tmp_path / "lab.lunar")
    path.write_bytes(written)
    with pytest.raises((Refusal, TemplateError)):
        _read(kind, path, tmp_path / "lab.lunar")


@ways
def test_profiles_and_presets_are_read_whatever_wrote_them(
    tmp_path: Path, resources: Path, write: Callable[[str], bytes]
) -> None:
    source = next((resources / "profiles").glob("*.json"))
    profile = tmp_path / source.name
    profile.write_bytes(write(source.read_text("utf-8")))
    assert read_profile(profile).code == read_profile(source).code


@none
def test_profiles_and_presets_that_are_no_text_are_refused(tmp_path: Path, written: bytes) -> None:
    path = tmp_path / "one.json"
    path.write_bytes(written)
    for reading in (read_profile, read_preset):
        with pytest.raises(Refusal):
            reading(path)


def test_json_is_still_json(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"a": "\u0000"}), "utf-8")
    assert json.loads(read_text(path)) == {"a": "\0"}
