"""What the first window does not show is not loaded: the list of what is stands in `loaded/window.txt`."""

from pathlib import Path

import pytest
from lunarcurator.services.demonstration import make_demonstration

from tests.made_once import copied_file
from tests.start.loading import kept, loaded_by_first_paint

NEVER = ("sqlalchemy", "alembic", "openpyxl")
NOT_YET = (
    "lunarcurator.domain.operations",
    "lunarcurator.domain.booking",
    "lunarcurator.domain.rules",
    "lunarcurator.desktop.dialogs",
    "lunarcurator.desktop.paper",
    "lunarcurator.desktop.panels",
    "lunarcurator.desktop.manual",
    "lunarcurator.services.papers",
    "lunarcurator.services.importing",
    "lunarcurator.services.exporting",
    "lunarcurator.services.policies",
    "lunarcurator.services.store_session",
    "lunarcurator.documents",
    "lunarcurator.exchange",
)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder: Path = tmp_path_factory.mktemp("start")
    return loaded_by_first_paint(folder, copied_file(make_demonstration, folder / "lab.lunar"))


def test_the_first_rows_are_painted_with_just_this_loaded(loaded: list[str]) -> None:
    assert loaded == kept("window")


def test_no_rule_dialog_paper_or_import_is_loaded_before_rows(loaded: list[str]) -> None:
    assert not [name for name in loaded if name in NEVER]
    assert not [name for name in loaded for each in NOT_YET if name == each or name.startswith(f"{each}.")]
