"""A dialog that is open while somebody else begins to act, or nobody does, says at once what that means."""

import pytest
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog

from tests.desktop.dialogs.bench import Bench
from tests.desktop.dialogs.test_every_answer import IN_ENGLISH
from tests.desktop.dialogs.test_every_dialog import gone, open_dialog
from tests.desktop.dialogs.test_every_dialog import long_bench as long_bench

NOBODY = "Nobody acts here yet. Say first who acts."


@IN_ENGLISH
@pytest.mark.parametrize("key", ["register", "split", "move"])
def test_an_open_dialog_follows_who_acts(long_bench: Bench, key: str) -> None:
    who, name = long_bench.context.operator, long_bench.context.operator_name
    dialog = open_dialog(long_bench, key)
    assert isinstance(dialog, ActDialog)
    assert dialog._outside() == ""
    long_bench.context.act_as(None, "")
    assert dialog._obstacle.text() == NOBODY
    assert not dialog.primary_button.isEnabled()
    long_bench.context.act_as(who, name)
    assert dialog._obstacle.text() != NOBODY
    gone(long_bench, dialog)
