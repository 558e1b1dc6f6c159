import pytest
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.axes import Axis, AxisStrip
from lunarcurator.desktop.widgets.cards import Card, Choice, EmptyState
from lunarcurator.desktop.widgets.facts import FactsGrid
from lunarcurator.desktop.widgets.fields import Field, SearchField
from lunarcurator.desktop.widgets.grounds import Ground, Rule, ScrollColumn
from lunarcurator.desktop.widgets.icon_label import IconLabel
from lunarcurator.desktop.widgets.labels import Label, LinkLabel
from lunarcurator.desktop.widgets.mass_bar import MISSING, MassBar, Segment
from lunarcurator.desktop.widgets.timeline import Stay, TimeLine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from tests.desktop.seeing import colours

AXES = tuple(Axis(label, "Research") for label in ("Existence", "Custody", "Condition", "Access", "Use", "Title"))
PARTS = (
    Segment("held", 364_746_000, "364.746", "here"),
    Segment("daughters", 37_723_000, "37.723", "loan"),
    Segment("attrition", 1, "0.000 001", "transit"),
)


def test_axes_stand_in_one_row_and_wrap_in_a_narrow_panel(qtbot: QtBot, appearance: Appearance) -> None:
    strip = AxisStrip(appearance, AXES)
    qtbot.addWidget(strip)
    row = strip.sizeHint().height()
    assert strip.heightForWidth(strip.sizeHint().width()) == row
    assert strip.heightForWidth(strip.sizeHint().width() // 2) == 2 * row
    assert strip.heightForWidth(strip.minimumSizeHint().width()) == 6 * row
    # Five side by side would leave the sixth alone in its row.
    five = strip.sizeHint().width() * 5 // 6
    assert strip._columns(five) == 3
    assert strip.heightForWidth(five) == 2 * row
    assert AxisStrip(appearance).heightForWidth(100) == 0


def test_an_axis_that_differs_speaks_in_its_tone(qtbot: QtBot, appearance: Appearance) -> None:
    strip = AxisStrip(appearance, (Axis("Custody", "Here"),))
    qtbot.addWidget(strip)
    strip.show()
    blue = appearance.look.theme.tones.blue.ink
    assert blue not in colours(strip.grab().toImage())
    strip.set_axes((Axis("Custody", "On loan", "blue"), Axis("Title", "NASA")))
    strip.resize(strip.sizeHint())
    assert strip.accessibleName() == "Custody On loan, Title NASA"
    assert blue in colours(strip.grab().toImage())


def test_a_mass_bar_divides_its_width_as_the_micrograms_do(qtbot: QtBot, appearance: Appearance) -> None:
    bar = MassBar(appearance, (Segment("a", 3, "3", "here"), Segment("b", 1, "1", "loan")))
    qtbot.addWidget(bar)
    bar.resize(400, bar.heightForWidth(400))
    bar.show()
    image = bar.grab().toImage()
    fills = appearance.look.theme.fills
    line = [image.pixelColor(x, 2).name().upper() for x in range(400)]
    assert line.count(fills.here) == 299
    assert line.count(fills.loan) == 100


def test_the_smallest_part_can_still_be_seen_and_missing_is_hatched(qtbot: QtBot, appearance: Appearance) -> None:
    bar = MassBar(appearance, (*PARTS, Segment("missing", 212_000, "0.212", MISSING)))
    qtbot.addWidget(bar)
    bar.resize(300, bar.heightForWidth(300))
    bar.show()
    image = bar.grab().toImage()
    line = {image.pixelColor(x, 2).name().upper() for x in range(300)}
    theme = appearance.look.theme
    assert {theme.fills.here, theme.fills.loan, theme.fills.transit} <= line
    assert theme.tones.red.edge in colours(image)
    assert bar.accessibleName() == "held 364.746, daughters 37.723, attrition 0.000 001, missing 0.212"


def test_the_legend_of_a_mass_bar_wraps(qtbot: QtBot, appearance: Appearance) -> None:
    bar = MassBar(appearance, PARTS)
    qtbot.addWidget(bar)
    assert bar.heightForWidth(140) > bar.heightForWidth(400)
    without = MassBar(appearance, PARTS, legend=False)
    qtbot.addWidget(without)
    assert without.heightForWidth(140) == without.minimumSizeHint().height()
    empty = MassBar(appearance)
    qtbot.addWidget(empty)
    empty.show()
    assert appearance.look.theme.line in colours(empty.grab().toImage())


def test_facts_can_be_selected_and_links_followed(qtbot: QtBot, appearance: Appearance) -> None:
    facts = FactsGrid(appearance, object_name="facts")
    value = facts.add("Record", "L-2026-014")
    facts.add_links("Daughters", ((",133", "sample:133"), (",134", "sample:134")))
    qtbot.addWidget(facts)
    facts.show()
    assert value.text() == "L-2026-014"
    assert value.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard
    links = facts.findChildren(LinkLabel)
    with qtbot.waitSignal(facts.followed) as followed:
        qtbot.keyClick(links[1], Qt.Key.Key_Return)
    assert followed.args == ["sample:134"]
    assert links[0].accessibleDescription() == "Daughters"
    facts.clear()
    assert not [label for label in facts.findChildren(Label) if label.isVisible()]


def test_a_time_line_shows_the_present_first_and_leads_to_places(qtbot: QtBot, appearance: Appearance) -> None:
    line = TimeLine(appearance, (Stay("Vault P", "since 2019-06-18"), Stay("White Sands", "2002", "place:4")))
    qtbot.addWidget(line)
    line.show()
    link = line.findChild(LinkLabel)
    assert link is not None
    with qtbot.waitSignal(line.followed) as followed:
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert followed.args == ["place:4"]
    assert appearance.look.theme.accent in colours(line.grab().toImage())
    assert line.accessibleName() == "Vault P since 2019-06-18, White Sands 2002"
    line.set_stays(())
    assert line.accessibleName() == ""


def test_a_card_that_asks_is_edged_in_accent(qtbot: QtBot, appearance: Appearance) -> None:
    for accented in (True, False):
        card = Card(appearance, "Move Tray 2 to Cabinet 9?", accented=accented)
        qtbot.addWidget(card)
        card.show()
        assert (appearance.look.theme.accent in colours(card.grab().toImage())) is accented
        assert card.accessibleName() == "Move Tray 2 to Cabinet 9?"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_an_empty_room_offers_choices_by_key_and_mouse(qtbot: QtBot, appearance: Appearance, key: Qt.Key) -> None:
    empty = EmptyState(
        appearance,
        "This store is empty",
        "Bring in the catalogue you have.",
        (
            Choice("import", "Import a catalogue", "Excel or CSV.", "Ctrl I", "choiceImport"),
            Choice("register", "Register the first sample", "A rock. " * 20, "", "choiceRegister"),
        ),
        note="Or drop a file.",
    )
    qtbot.addWidget(empty)
    empty.show()
    with qtbot.waitSignal(empty.chosen) as chosen:
        qtbot.keyClick(empty.choices[1], key)
    assert chosen.args == [1]
    with qtbot.waitSignal(empty.chosen):
        qtbot.mouseClick(empty.choices[0], Qt.MouseButton.LeftButton)
    long = empty.choices[1]
    assert long.heightForWidth(240) > long.heightForWidth(540)
    assert long.accessibleDescription().startswith("A rock.")
    assert appearance.look.theme.accent in colours(empty.choices[0].grab().toImage())


def test_a_field_names_its_editor_and_edges_it(qtbot: QtBot, appearance: Appearance) -> None:
    editor = QLineEdit()
    field = Field(appearance, "Attrition, g", editor)
    qtbot.addWidget(field)
    field.show()
    assert editor.accessibleName() == "Attrition, g"
    field.set_note("before \u2212 after \u2212 pieces", "tones.amber.ink")
    field.set_tone("amber")
    assert editor.property("tone") == "amber"
    assert editor.accessibleDescription() == "before \u2212 after \u2212 pieces"
    field.setFocus()
    qtbot.waitUntil(editor.hasFocus)


def test_the_search_field_empties_itself_before_it_is_left(qtbot: QtBot, appearance: Appearance) -> None:
    search = SearchField(appearance, "Number, name, class, remark")
    qtbot.addWidget(search)
    search.show()
    qtbot.keyClicks(search, "15555")
    with qtbot.assertNotEmitted(search.left):
        qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    with qtbot.waitSignal(search.left):
        qtbot.keyClick(search, Qt.Key.Key_Escape)
    with qtbot.waitSignal(search.entered):
        qtbot.keyClick(search, Qt.Key.Key_Down)
    assert search.sizeHint().width() == 236
    assert not search.grab().isNull()


def test_grounds_and_icons_follow_the_theme(qtbot: QtBot, appearance: Appearance) -> None:
    ground, rule, icon = (
        Ground(appearance, "rail"),
        Rule(appearance, upright=True),
        IconLabel(appearance, "warning"),
    )
    column = QVBoxLayout()
    scroll = ScrollColumn(appearance, "base", column)
    for widget in (ground, rule, icon, scroll):
        qtbot.addWidget(widget)
    appearance.apply("dark")
    theme = appearance.look.theme
    for widget in (ground, rule, scroll):
        widget.resize(40, 40)
    assert theme.rail in colours(ground.grab().toImage())
    assert theme.line2 in colours(rule.grab().toImage())
    assert theme.base in colours(scroll.grab().toImage())
    icon.show_concept("block", "tones.red.ink")
    icon.show()
    assert theme.tones.red.ink in colours(icon.grab().toImage()) or len(colours(icon.grab().toImage())) > 2


def test_chinese_axes_keep_their_lines_apart(qtbot: QtBot, appearance: Appearance) -> None:
    latin, chinese = AxisStrip(appearance, AXES), AxisStrip(appearance, (Axis("保管", "在库"),))
    for strip in (latin, chinese):
        qtbot.addWidget(strip)
    assert chinese.sizeHint().height() > latin.sizeHint().height()
