"""The panel of one piece, on a real store."""

from typing import override

import pytest
from lunarcurator.desktop.links import Link, Target
from lunarcurator.desktop.panels.piece import FAMILY, JOURNAL, PiecePanel
from lunarcurator.desktop.panels.targets import link_of, target_to
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.labels import Label, LinkLabel
from lunarcurator.desktop.widgets.ledger_table import LedgerTable
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import Found, Move, Register, Renumber, Sight, Void, Weigh
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from tests.desktop.seeing import colours
from tests.desktop.vault_window import VaultWindow
from tests.services.records.vault import grams, read


@pytest.fixture
def panel(window: VaultWindow) -> PiecePanel:
    made = PiecePanel(window.context)
    window.qtbot.addWidget(made)
    made.resize(420, 900)
    made.show()
    window.settle()
    return made


def show(window: VaultWindow, panel: PiecePanel, number: str) -> None:
    panel.show_piece(window.vault.piece(number))
    window.settle()
    window.qtbot.waitUntil(lambda: panel.head.number.accessibleName() == number)


def texts(table: LedgerTable | None) -> list[list[str]]:
    assert table is not None
    model = table.ledger
    return [
        [model.cell(row, column).spoken for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def words_in(panel: PiecePanel) -> list[str]:
    return [label.accessibleName() for label in panel.findChildren(Label) if label.isVisible()]


def sees(window: VaultWindow, panel: PiecePanel, *words: str) -> None:
    """New labels are shown by the next turn of the event loop."""
    window.qtbot.waitUntil(lambda: set(words) <= set(words_in(panel)))


def link(window: VaultWindow, panel: PiecePanel, words: str) -> LinkLabel:
    def found() -> list[LinkLabel]:
        return [each for each in panel.findChildren(LinkLabel) if each.text() == words and each.isVisible()]

    window.qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def test_without_a_piece_the_panel_says_so(panel: PiecePanel) -> None:
    assert panel.note.text() == "No piece is selected."
    assert not panel.head.isVisible()


def test_the_head_says_who_the_piece_is_and_how_it_stands(window: VaultWindow, panel: PiecePanel) -> None:
    show(window, panel, "15555,46")
    assert panel.head.subtitle.text() == "Slab · olivine basalt · Apollo 15"
    assert panel.head.axes.accessibleName() == (
        "Existence Existing, Custody Here, Condition Pristine, Access Open, Use Research, Title Ours"
    )


def test_the_number_is_copied_whole(window: VaultWindow, panel: PiecePanel) -> None:
    show(window, panel, "15555,46")
    window.qtbot.mouseClick(panel.head.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "15555,46"


def test_buttons_ask_for_their_actions(window: VaultWindow, panel: PiecePanel) -> None:
    show(window, panel, "15555,46")
    for key in ("split", "weigh", "move"):
        with window.qtbot.waitSignal(panel.action_requested) as asked:
            window.qtbot.mouseClick(panel.findChild(Button, f"piece.{key}"), Qt.MouseButton.LeftButton)
        assert asked.args == [key]


def test_every_other_action_on_a_piece_is_behind_more(window: VaultWindow, panel: PiecePanel) -> None:
    show(window, panel, "15555,46")
    window.qtbot.mouseClick(panel.head.more, Qt.MouseButton.LeftButton)
    menu = panel.findChild(QMenu, "pieceMoreMenu")
    void = next(action for action in menu.actions() if action.objectName() == "more.void")
    with window.qtbot.waitSignal(panel.action_requested) as asked:
        void.trigger()
    menu.close()
    assert asked.args == ["void"]


def test_the_panel_can_be_closed(window: VaultWindow, panel: PiecePanel) -> None:
    show(window, panel, "15555,46")
    with window.qtbot.waitSignal(panel.closed):
        window.qtbot.mouseClick(panel.findChild(QToolButton, "pieceClose"), Qt.MouseButton.LeftButton)


def test_the_mass_is_the_largest_thing_and_says_how_it_is_known(window: VaultWindow, panel: PiecePanel) -> None:
    show(window, panel, "15555,46")
    mass = panel.overview.mass
    assert mass.figure.text() == "377.390\u00a0g"
    assert mass.share.text() == "93.7\u00a0% of 402.750\u00a0g"
    assert mass.known.text() == "Measured, to 0.001\u00a0g"
    assert mass.weighing.text() == "Weighed 2019-06-18 on B3"
    assert mass.bar.accessibleName() == "held 377.390, daughters 25.110, attrition 0.238"


def test_the_history_of_the_mass_has_a_running_balance_and_leads_to_its_entries(
    window: VaultWindow, panel: PiecePanel
) -> None:
    show(window, panel, "15555,46")
    table = panel.overview.mass.table
    assert texts(table) == [
        ["2019-06-18", "Weighed", "-0.012", "377.390"],
        ["1972-03-08", "Split into 3", "-25.348", "377.402"],
        ["1971-11-02", "Split from 15555", "+402.750", "402.750"],
    ]
    assert table is not None
    table.selectRow(1)
    window.qtbot.keyClick(table, Qt.Key.Key_Return)
    assert window.went == [Link(Target.ENTRY, panel.view.steps[1].entry.uid if panel.view else Uid(""))]


def test_a_catalogue_mass_is_said_to_be_not_reconciled(window: VaultWindow, panel: PiecePanel) -> None:
    show(window, panel, "15415")
    mass = panel.overview.mass
    assert (mass.figure.text(), mass.share.text()) == ("269.40\u00a0g", "original, not reconciled")
    assert not mass.bar.isVisible()
    assert not mass.weighing.isVisible()
    assert texts(mass.table) == [["1971-08-17", "Entered", "", "not reconciled"]]


def test_a_partly_reconciled_mass_says_what_is_left_in_suspense(window: VaultWindow, panel: PiecePanel) -> None:
    window.post(Weigh(sample="15415", reading=read(260)))
    show(window, panel, "15415")
    assert panel.overview.mass.known.text() == "Measured, to 0.001\u00a0g · 9.40\u00a0g not reconciled"


def test_an_unknown_mass_is_its_reason_and_an_estimate_has_its_sign(
    window: VaultWindow, panel: PiecePanel
) -> None:
    show(window, panel, "15555,211")
    assert panel.overview.mass.figure.text() == "Not weighed"
    assert texts(panel.overview.mass.table) == [["2020-01-01", "Split from 15555,48", "", "not weighed"]]
    show(window, panel, "15500")
    assert panel.overview.mass.figure.text() == "~150\u00a0g"


def test_a_nominal_mass_is_said_beside_its_reason(window: VaultWindow, panel: PiecePanel) -> None:
    section = Register(
        collection="Apollo",
        number="15415,9",
        parent="15415",
        form="thin_section",
        mass=Mass.stated(1_000, 1_000),
    )
    window.post(section)
    show(window, panel, "15415,9")
    mass = panel.overview.mass
    assert (mass.figure.text(), mass.share.text()) == ("Section", "nominal 0.001\u00a0g")


def test_in_a_narrow_panel_the_balance_stays_and_the_change_goes(window: VaultWindow, panel: PiecePanel) -> None:
    show(window, panel, "15555,46")
    table = panel.overview.mass.table
    assert table is not None
    assert not table.isColumnHidden(2)
    panel.resize(360, 900)
    window.qtbot.waitUntil(lambda: table.isColumnHidden(2))
    assert not table.isColumnHidden(3)


def test_places_over_time_lead_to_the_places(window: VaultWindow, panel: PiecePanel) -> None:
    show(window, panel, "15555,46")
    assert panel.overview.stays.accessibleName() == (
        "Lab › Vault P › Cabinet 8 › Tray 2 › Can 46 since 2019-06-18 · nitrogen · home place, "
        "Far site › Vault 1 › Cabinet 3 › Tray 2 › Can 46 2002-03-11 – 2019-06-18 · remote, "
        "Lab › Vault P › Cabinet 8 › Tray 2 › Can 46 1971-11-02 – 2002-03-11"
    )
    link(window, panel, "Lab › Vault P › Cabinet 8 › Tray 2 › Can 46").activated.emit()
    assert window.went == [Link(Target.PLACE, window.vault.place_uid("Can 46"))]


def test_a_place_nobody_stated_is_said(window: VaultWindow, panel: PiecePanel) -> None:
    show(window, panel, "15415")
    assert panel.overview.stays.accessibleName() == "Place not stated Here"


def test_many_stays_are_folded_until_asked_for(window: VaultWindow, panel: PiecePanel) -> None:
    for step in range(5):
        window.post(Move(to="C12" if step % 2 else "Library", samples=("15555,46",)), day=20260201 + step)
    show(window, panel, "15555,46")
    assert panel.overview.earlier.text() == "2 earlier"
    assert panel.overview.stays.accessibleName().count("Can 46") == 1
    window.qtbot.mouseClick(panel.overview.earlier, Qt.MouseButton.LeftButton)
    assert panel.overview.stays.accessibleName().count("Can 46") == 3


def test_kin_are_links_and_the_rest_leads_to_the_tree(window: VaultWindow, panel: PiecePanel) -> None:
    show(window, panel, "15555,46")
    link(window, panel, "15555").activated.emit()
    link(window, panel, ",133").activated.emit()
    assert window.went == [
        Link(Target.SAMPLE, window.vault.piece("15555")),
        Link(Target.SAMPLE, window.vault.piece("15555,133")),
    ]
    link(window, panel, "Open tree").activated.emit()
    assert panel.tabs.currentIndex() == FAMILY


def test_names_facts_and_what_stood_before_are_shown(window: VaultWindow, panel: PiecePanel) -> None:
    show(window, panel, "15555,46")
    sees(
        window,
        panel,
        "Unofficial number SLAB A · data pack",
        "Class Olivine basalt",
        " until 2020-03-03: Mare basalt",
        "Remarks Kept face up",
        "Last seen 2026-01-01",
    )
    show(window, panel, "15555")
    sees(
        window,
        panel,
        "Informal name Great Scott · a compendium",
        "Pristinity 46.6\u00a0%, published 2015-03-11",
        "Shelf mark B 7",
    )


def test_how_found_material_was_found_is_told(window: VaultWindow, panel: PiecePanel) -> None:
    found = Found(finder="A cleaner", where="behind a cupboard", claimed_number="15999?")
    window.post(
        Register(collection="Apollo", number="15999", mission="Apollo 15", mass=grams(1), place="C12", found=found)
    )
    show(window, panel, "15999")
    sees(window, panel, "Found by A cleaner", "Found at behind a cupboard", "Claimed number 15999?")


def test_a_count_on_a_tab_is_painted_anew_when_an_entry_changes_it(window: VaultWindow, panel: PiecePanel) -> None:
    show(window, panel, "15555,46")
    tabs, painted = panel.tabs, Painted(panel.tabs)
    window.qtbot.waitUntil(lambda: panel.isVisible() and not window.lanes.busy)
    before, width = int(tabs.count_of(JOURNAL)), tabs.tabRect(JOURNAL).width()
    for _ in range(10):
        painted.since = 0
        window.post(Sight(samples=("15555,46",)))
        # Nothing else asks the tabs to paint: the count itself has to.
        window.qtbot.waitUntil(lambda: painted.since > 0)
    assert tabs.count_of(JOURNAL) == str(before + 10)
    assert tabs.accessibleTabName(JOURNAL) == f"{tabs.tabText(JOURNAL)} {before + 10}"
    assert len(str(before)) == len(str(before + 10)) or tabs.tabRect(JOURNAL).width() > width


class Painted(QObject):
    """Counts how often a widget was painted since `since` was last set to 0."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.since = 0
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.since += event.type() is QEvent.Type.Paint
        return False


def test_the_genealogy_is_a_tree_with_masses(window: VaultWindow, panel: PiecePanel) -> None:
    show(window, panel, "15555,46")
    assert panel.tabs.tabData(FAMILY) == "4"
    panel.tabs.setCurrentIndex(FAMILY)
    window.settle()
    rows = texts(panel.family.table)
    assert rows[0] == ["15555", "Whole rock", "9614", "7798.000"]
    assert rows[1] == ["15555,46", "Slab", "402.750", "377.390"]
    assert rows[2] == ["15555,133", "Chip", "5.310", "5.310"]
    assert rows[5] == ["Attrition", "", "0.238", ""]
    assert rows[6] == ["2 more", "", "", ""]
    table = panel.family.table
    assert table is not None
    table.selectRow(2)
    window.qtbot.keyClick(table, Qt.Key.Key_Return)
    assert window.went == [Link(Target.SAMPLE, window.vault.piece("15555,133"))]
    panel.resize(360, 900)
    window.qtbot.waitUntil(lambda: table.isColumnHidden(1))


def test_the_genealogy_says_why_a_mass_now_is_not_there(window: VaultWindow, panel: PiecePanel) -> None:
    window.post(Void(sample="15500"))
    show(window, panel, "15500")
    panel.tabs.setCurrentIndex(FAMILY)
    window.settle()
    assert texts(panel.family.table)[0][3] == "void"
    show(window, panel, "15555,211")
    window.settle()
    assert ["15555,211", "Chip", "", "not weighed"] in texts(panel.family.table)


def test_the_genealogy_shows_each_parent(window: VaultWindow, panel: PiecePanel) -> None:
    window.post(Renumber(sample="15555,48", number="15500,1", parent="15500"))
    show(window, panel, "15500,1")
    panel.tabs.setCurrentIndex(FAMILY)
    window.settle()
    rows = texts(panel.family.table)
    assert [rows[0][0], rows[1][:2], rows[2][0]] == ["15500", ["also 15555", "Daughter"], "15500,1"]


def test_the_journal_tells_every_entry_and_leads_to_it(window: VaultWindow, panel: PiecePanel) -> None:
    show(window, panel, "15555,46")
    panel.tabs.setCurrentIndex(JOURNAL)
    window.settle()
    sees(window, panel, "Saw 15555,46", "2026-01-01 · A. Curator")
    assert panel.view is not None
    seq = panel.view.entries[0]
    link(window, panel, f"Entry {seq}").activated.emit()
    assert window.went == [Link(Target.ENTRY, panel.view.entry_uids[seq])]


def test_older_entries_are_told_when_asked_for(window: VaultWindow, panel: PiecePanel) -> None:
    for _ in range(25):
        window.post(Sight(samples=("15555,46",)))
    show(window, panel, "15555,46")
    panel.tabs.setCurrentIndex(JOURNAL)
    window.settle()
    assert panel.view is not None
    older = len(panel.view.entries) - 30
    link(window, panel, f"{older} older").activated.emit()
    window.settle()
    assert not [
        each for each in panel.findChildren(LinkLabel) if each.text().endswith("older") and each.isVisible()
    ]


def test_an_entry_on_the_piece_is_shown_at_once(window: VaultWindow, panel: PiecePanel) -> None:
    show(window, panel, "15555,48")
    window.post(Weigh(sample="15555,48", reading=read(1_405.9)))
    window.qtbot.waitUntil(lambda: panel.overview.mass.figure.text() == "1\u202f405.900\u00a0g")


def test_an_entry_on_another_piece_asks_nothing_anew(window: VaultWindow, panel: PiecePanel) -> None:
    show(window, panel, "15555,48")
    before = panel.view
    window.post(Weigh(sample="15500", reading=read(150)))
    assert panel.view is before


def test_another_day_shows_the_piece_as_it_stood_and_offers_nothing_to_post(
    window: VaultWindow, panel: PiecePanel
) -> None:
    show(window, panel, "15555,46")
    window.context.show_moment(Moment(20030101))
    window.settle()
    assert panel.overview.mass.figure.text() == "377.402\u00a0g"
    assert "Custody Remote" in panel.head.axes.accessibleName()
    split = panel.findChild(Button, "piece.split")
    assert not split.isEnabled()
    assert split.toolTip() == "Nothing can be entered while another day is shown."
    window.context.show_moment(Moment(19700101))
    window.settle()
    assert panel.note.text() == "This piece was not in the book then."
    window.context.show_moment(NOW)
    window.settle()
    assert panel.findChild(Button, "piece.split").isEnabled()


def test_the_panel_lays_itself_out_anew_for_larger_text_and_dark_colours(
    window: VaultWindow, panel: PiecePanel
) -> None:
    show(window, panel, "15555,46")
    window.context.appearance.apply(mode="dark", text_percent=150)
    window.settle()
    assert panel.head.number.text() == "15555,46"
    window.context.appearance.apply(mode="light", text_percent=100)
    window.settle()


def test_a_target_leads_where_it_says() -> None:
    uid = Uid("a" * 32)
    assert link_of(target_to(Target.ENTRY, uid)) == Link(Target.ENTRY, uid)
    assert target_to(Target.PLACE, None) == ""
    with pytest.raises(ValueError, match="nowhere"):
        link_of("nowhere:1")


def test_the_flow_of_the_mass_is_drawn_and_told(window: VaultWindow, panel: PiecePanel) -> None:
    show(window, panel, "15555,46")
    flow = panel.overview.mass.flow
    assert flow.isVisible()
    told = flow.accessibleName().replace("\u2212", "-")
    assert told == (
        "Split off with 402.750, into daughters -25.110, attrition -0.238, weighing adjustments -0.012, "
        "Now 377.390"
    )
    assert flow.sizeHint().height() >= 5 * flow.fontMetrics().height()
    window.qtbot.waitUntil(lambda: flow.height() == flow.sizeHint().height())
    image = flow.grab().toImage()
    fills = panel.overview.mass.bar.look.theme.fills
    assert {fills.here, fills.loan, fills.transit} <= colours(image)
    show(window, panel, "15500")
    assert not flow.isVisible()
    show(window, panel, "15415")
    assert flow.accessibleName().endswith("Now not reconciled")
