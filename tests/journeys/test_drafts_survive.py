"""A power cut while a dialog is filled in: what was typed is there when the store is opened again."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.form_dialog import FormDialog
from lunarcurator.desktop.dialogs.form.inputs import TextInput
from lunarcurator.desktop.lanes import Lanes
from lunarcurator.desktop.shell.dispatch import DIALOGS
from lunarcurator.services.drafts import Drafts
from lunarcurator.services.store_session import StoreSession
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.desktop.dialogs.bench import Bench
from tests.desktop.dialogs.test_every_dialog import long_bench, open_dialog  # noqa: F401

IN_THEIR_OWN_WAY = {"history", "import", "paste_rows", "take_back"}
"""They keep a draft of a file or of a history, which is tried beside them."""
AT_ONCE = IN_THEIR_OWN_WAY | {
    "day_sheet", "export", "export_to_edit", "incident_record", "labels", "letters", "place_labels", "policies",
    "print_paper", "who_acts", "write_round",
}  # fmt: skip
"""What is chosen in the others is done at once, or remembered; nothing is written there that could be lost."""
TYPED = "typed before the cut"


class Reopened(Bench):
    """The lab of a bench as the power cut left its file, opened by a new process; the old one never closed it."""

    def __init__(self, before: Bench, folder: Path) -> None:
        self.qtbot, self.memory = before.qtbot, before.memory
        for each in before.session.path.parent.glob(f"{before.session.path.name}*"):
            if each.is_file():
                shutil.copy(each, folder)
        self.session = StoreSession.open(folder / before.session.path.name)
        self.lanes, self.faults, self.results, self.posted = Lanes(), [], [], []
        self.lanes.fault.connect(self.faults.append)
        self.context = AppContext(
            self.session, self.lanes, before.context.words, before.context.appearance, self.memory
        )
        self.context.act_as(before.context.operator, before.context.operator_name)
        self._dialogs: list[FormDialog] = []


@pytest.fixture(params=sorted(set(DIALOGS) - AT_ONCE))
def key(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def cut(long_bench: Bench, key: str, tmp_path: Path) -> Iterator[Reopened]:  # noqa: F811
    """A dialog was typed into, and then the power went."""
    dialog = open_dialog(long_bench, key)
    assert isinstance(dialog, FormDialog), f"{key} is no form: does it keep what is typed?"
    # How long a draft waits for more to be typed is tried elsewhere.
    dialog._drafting._timer.setInterval(1)
    for each in lines_of(dialog):
        long_bench.type(dialog, each.key, TYPED)
    expected = {each.key: each.text() for each in lines_of(dialog)}
    assert TYPED in expected.values(), f"nothing could be typed into {key}"
    about = (dialog.kind, dialog._drafting.subject)
    long_bench.qtbot.waitUntil(lambda: kept(long_bench, about, expected))
    # The dialog goes without a word, as in a cut: what it would keep at its end is not counted on.
    dialog._drafting.stop()
    dialog.close()
    long_bench.qtbot.waitUntil(lambda: not long_bench.lanes.busy)
    folder = tmp_path / "after"
    folder.mkdir()
    made = Reopened(long_bench, folder)
    yield made
    made.close()
    assert not made.faults


def lines_of(dialog: FormDialog) -> list[TextInput]:
    """Return the free lines of a form a person can type into now, the last of them the reason."""
    lines = [each for each in texts_of(dialog) if each.edit.isVisible() and each.edit.isEnabled()]
    free = [
        each for each in lines if not each.edit.isReadOnly() and each.edit.echoMode() is QLineEdit.EchoMode.Normal
    ]
    plain = [each for each in free if type(each) is TextInput] or free
    return [*plain[:2], *plain[-1:]] if len(plain) > 2 else plain


def texts_of(dialog: FormDialog) -> list[TextInput]:
    return [each for each in dialog.form.inputs.values() if isinstance(each, TextInput)]


def kept(bench: Bench, about: tuple[str, str], expected: dict[str, str]) -> bool:
    """Tell whether the draft of a kind of dialog about a subject has these texts."""
    found = Drafts(bench.session).find(*about)
    inputs = found.content.get("inputs", {}) if found is not None else {}
    return isinstance(inputs, dict) and expected.items() <= inputs.items()


@pytest.mark.parametrize("long_bench", [(100, "en", "light")], ids=["100-en"], indirect=True)
def test_what_was_typed_in_a_dialog_is_there_after_a_power_cut(cut: Reopened, key: str, qtbot: QtBot) -> None:
    dialog = open_dialog(cut, key)
    assert isinstance(dialog, FormDialog)
    resume = dialog.findChild(QPushButton, "resumeDraft")
    assert resume is not None, "no draft is offered"
    resume.click()
    cut.settle(dialog)
    texts = {each.key: each.text() for each in texts_of(dialog)}
    assert TYPED in texts.values(), texts
    dialog._drafting.stop()
    dialog.close()
    qtbot.waitUntil(lambda: not cut.lanes.busy)
