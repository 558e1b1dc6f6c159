"""The exchange of two years in the real window: what came in for Chang'e-5 soil, and how the balance tells it."""

from typing import Any, cast

from lunarcurator.desktop.links import Link, Target
from lunarcurator.desktop.rooms.balance.room import BalanceRoom
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.operations import TransferKind
from PySide6.QtWidgets import QApplication, QLabel

from tests.scenarios.lab import Lab
from tests.scenarios.test_gifts_and_exchanges import (
    COUNTER,
    FRANCE,
    LUNA,
    MUSEUM,
    RUSSIA,
    SOIL,
    by_way,
    enter_2020,
    received,
    title,
)
from tests.scenarios.window import Opened, again, opened


def plain(text: str) -> str:
    """A figure without the blanks that group it."""
    return text.replace("\u202f", "").replace("\u2009", "").replace("\u00a0", " ")


def test_what_comes_a_year_later_is_received_in_the_window(lab: Lab, opened: Opened) -> None:
    """Numbers of pieces, the day in March 2023 and the document are invented."""
    enter_2020(lab)
    for kind, counterpart, sample in (
        (TransferKind.MUSEUM, "National Museum of China", MUSEUM),
        (TransferKind.EXCHANGE, COUNTER, RUSSIA),
        (TransferKind.GIFT, "France", FRANCE),
    ):
        more = ["transfer.nothing_received"] if kind is TransferKind.EXCHANGE else []
        lab.allowed(title(kind, counterpart, sample), day=20220204, accept=["transfer.needs_authority", *more])
    window = opened(lab)
    window.go(RUSSIA)
    dialog = cast("Any", window.open("receive_in_exchange"))
    window.type(dialog, "counterpart", COUNTER)
    window.type(dialog, "document", "Deed (invented)")
    window.type(dialog, "day", "2023-03-21")
    names = {each.name: each.uid for each in dialog.form_context.collections}
    dialog.collection.restore(names[LUNA])
    dialog.form.changed.emit()
    dialog.mission.restore("Luna 16")
    dialog.received.show_rows([{"number": SOIL, "form": "fines", "mass": "1.5 g", "place": "Cabinet 1"}])
    window.act(dialog)
    window.press("undo")
    window.press("redo")
    window.store_view.go(Link(Target.BALANCE, ""))

    def told() -> str:
        found = window.program.frame.findChild(QLabel, "accounts.ways")
        return plain(found.accessibleName()) if found is not None else ""

    window.until(lambda: "in exchange" in told())
    for wanted in ("as gifts: 1.500000 g", "to museums: 100.000000 g", "in exchange: 1.500000 g"):
        assert wanted in told()
    room = window.program.frame.findChild(BalanceRoom)
    assert room is not None
    room.copy()
    head, *rows = (row.split("\t") for row in QApplication.clipboard().text().split("\n"))
    at = [head.index(each) for each in ("Transferred, to museums", "Received, by exchange")]
    assert [rows[-1][n] for n in at] == ["100.000000", "1.500000"]
    assert [[row[n] for n in at] for row in rows if row[0] == LUNA] == [["0.000000", "1.500000"]]
    again(lab, window)
    lab.days |= {20220204, 20230321}
    assert by_way(lab, LUNA, 20230320) == {}
    assert by_way(lab, LUNA) == {"by_exchange": 1.5}
    assert (received(lab, LUNA), lab.account(Account.TRANSFERRED, None, LUNA)) == (1.5, 0)
    lab.closes_on_each_day()


__all__ = ["opened"]
