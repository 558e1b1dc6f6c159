import importlib.util
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator import resources_folder


def finder_in(package: Path) -> Callable[[], Path]:
    """The finder as it runs in a package that lies elsewhere."""
    package.mkdir()
    copy = Path(shutil.copy(resources_folder.__file__, package))
    spec = importlib.util.spec_from_file_location("finder_elsewhere", copy)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    finder: Callable[[], Path] = module.resources_folder
    return finder


def test_a_source_tree_has_its_resources_beside_the_package(resources: Path) -> None:
    assert resources_folder.resources_folder() == resources


def test_an_installed_package_prefers_the_resources_inside(tmp_path: Path) -> None:
    finder = finder_in(tmp_path / "package")
    (tmp_path / "resources").mkdir()
    assert finder() == tmp_path / "resources"
    (tmp_path / "package" / "resources").mkdir()
    assert finder() == tmp_path / "package" / "resources"


def test_missing_resources_are_named_with_the_places_looked_in(tmp_path: Path) -> None:
    finder = finder_in(tmp_path / "package")
    with pytest.raises(FileNotFoundError, match="looked in"):
        finder()
