"""What the digits of a number suggest stands beside what is recorded, and never in its place."""

from lunarcurator.desktop.panels.piece import PiecePanel
from lunarcurator.desktop.widgets.labels import Label

from tests.desktop.vault_window import VaultWindow


def hints(panel: PiecePanel) -> list[str]:
    return [each.accessibleName() for each in panel.overview.facts.findChildren(Label) if each.isVisible()]


def test_a_hint_is_shown_beside_what_is_recorded(window: VaultWindow) -> None:
    panel = PiecePanel(window.context)
    window.qtbot.addWidget(panel)
    panel.resize(420, 900)
    panel.show()
    panel.show_piece(window.vault.piece("15555"))
    window.qtbot.waitUntil(lambda: any("Apollo 15" in each for each in hints(panel)))
    shown = next(each for each in hints(panel) if "Apollo 15" in each)
    assert shown.startswith("Number suggests mission Apollo 15")
    assert "size > 10 mm" in shown
    assert panel.view is not None
    recorded = {fact.key: fact.value for fact in panel.view.facts}
    assert recorded["collected"] == "station 9A"
    assert "> 10 mm" not in str(recorded)
    panel.show_piece(None)
    window.settle()
    assert hints(panel) == []
