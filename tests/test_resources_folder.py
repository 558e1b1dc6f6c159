from pathlib import Path

import pytest
from lunarcurator.resources_folder import resources_folder


def test_a_source_tree_has_its_resources_beside_the_package(resources: Path) -> None:
    assert resources_folder() == resources


def test_an_installed_package_prefers_the_resources_inside(tmp_path: Path) -> None:
    package = tmp_path / "package"
    (tmp_path / "resources").mkdir()
    assert resources_folder(package) == tmp_path / "resources"
    (package / "resources").mkdir(parents=True)
    assert resources_folder(package) == package / "resources"


def test_missing_resources_are_named_with_the_places_looked_in(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="looked in"):
        resources_folder(tmp_path / "package")
