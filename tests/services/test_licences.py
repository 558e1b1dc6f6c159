"""What is inside the program, as it is installed and as the bundle tells it."""

from importlib.metadata import Distribution, PackageNotFoundError
from pathlib import Path

import msgspec
import pytest
from lunarcurator.services.licences import FILE, Part, gather, parts_inside


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    for name, lines in {
        "a-thing": [
            "License-Expression: MIT",
            "Requires-Dist: b_thing>=1",
            "Requires-Dist: absent; python_version > '3'",
            "Requires-Dist: c-thing; extra == 'more'",
        ],
        "b_thing": [
            "License: " + "long " * 40,
            "Classifier: License :: OSI Approved :: BSD License",
            "Requires-Dist: a-thing",
        ],
    }.items():
        folder = tmp_path / f"{name.replace('-', '_')}-1.0.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(
            "\n".join(["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *lines])
        )
        (folder / "LICENSE.txt").write_text(f"The text of {name}")
        (folder / "RECORD").write_text(f"{folder.name}/LICENSE.txt,,\n{folder.name}/NOTICE,,\n")
    return tmp_path


def finder(folder: Path):
    def find(name: str) -> Distribution:
        path = folder / f"{name.replace('-', '_')}-1.0.dist-info"
        if not path.exists():
            raise PackageNotFoundError(name)
        return Distribution.at(path)

    return find


def test_all_that_is_needed_is_named_once_with_its_licence(installed: Path) -> None:
    assert gather("a-thing", finder(installed)) == (
        Part("a-thing", "1.0", "MIT", "The text of a-thing"),
        Part("b_thing", "1.0", "BSD License", "The text of b_thing"),
    )


def test_the_table_of_the_bundle_goes_first(tmp_path: Path, installed: Path) -> None:
    told = (Part("Qt", "6", "LGPL-3.0-only", "text"),)
    assert parts_inside(tmp_path, finder(installed)) == ()
    (tmp_path / FILE).write_bytes(msgspec.json.encode(told))
    assert parts_inside(tmp_path) == told


def test_this_program_names_its_libraries_each_with_a_licence() -> None:
    parts = gather("lunarcurator")
    names = {each.name.casefold() for each in parts}
    assert {"lunarcurator", "pyside6_essentials", "shiboken6", "sqlalchemy", "openpyxl", "et_xmlfile"} <= names
    assert not [each.name for each in parts if not each.licence and not each.text]
