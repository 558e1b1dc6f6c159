"""The sections of the piece panel that show only where there is something."""

import pytest
from lunarcurator.desktop.links import Link, Target
from lunarcurator.desktop.panels.piece import PiecePanel
from lunarcurator.desktop.panels.piece_dossier import PieceDossier
from lunarcurator.desktop.widgets.labels import LinkLabel
from lunarcurator.domain.acts import Authority, Override
from lunarcurator.domain.facts import ExposureKind, RelationKind, Scope
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import (
    AddBody,
    Daughter,
    DeclareLost,
    Describe,
    Expose,
    FieldValue,
    Freeze,
    PlanSplit,
    Relate,
    Restrict,
    Split,
    StateFact,
)
from lunarcurator.domain.status import Handling
from PySide6.QtCore import Qt

from tests.desktop.vault_window import VaultWindow
from tests.services.records.vault import grams

ROCK, SLAB = "15555", "15555,46"


@pytest.fixture
def panel(window: VaultWindow) -> PiecePanel:
    made = PiecePanel(window.context)
    window.qtbot.addWidget(made)
    made.resize(420, 1400)
    made.show()
    window.settle()
    return made


def show(window: VaultWindow, panel: PiecePanel, number: str = ROCK) -> PieceDossier:
    panel.show_piece(window.vault.piece(number))
    window.settle()
    window.qtbot.waitUntil(lambda: panel.head.number.accessibleName() == number)
    window.settle()
    return panel.overview.dossier


def links(panel: PiecePanel, name: str) -> list[LinkLabel]:
    return [each for each in panel.findChildren(LinkLabel, name) if each.isVisible()]


def follow(window: VaultWindow, panel: PiecePanel, name: str, words: str) -> Link:
    (link,) = (each for each in links(panel, name) if each.text() == words)
    window.qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    return window.went[-1]


def test_a_piece_of_which_nothing_is_said_shows_no_section(window: VaultWindow, panel: PiecePanel) -> None:
    dossier = show(window, panel)
    assert dossier.isHidden()
    assert panel.overview.marks.isHidden()


def test_what_a_piece_met_stands_with_its_days_places_and_origin(window: VaultWindow, panel: PiecePanel) -> None:
    face = {"scope": Scope.FACE, "where": "Library", "temperature_mk": 295_000}
    met = Expose(kind=ExposureKind.SAW, samples=(ROCK,), agent="band saw", until=20200103, evidence="p. 3", **face)
    window.post(met, day=20200101)
    window.post(Split(parent=ROCK, daughters=(Daughter(number="15555,900", mass=grams(1)),)), day=20210101)
    window.post(Freeze(samples=(ROCK,), temperature_mk=253_150, evidence="log"), day=20220101)
    dossier = show(window, panel)
    told = [(each.title, each.note) for each in dossier.exposures.events]
    assert told[0] == ("Kept at 253.15\u00a0K (\u221220\u00a0°C)", "")
    notes = ("2020-01-01 \u2013 2020-01-03", "in Library", "one face", "295\u00a0K (21.85\u00a0°C)", "p. 3")
    assert told[2] == (
        "The saw \u00b7 band saw",
        " \u00b7 ".join(notes),
    )
    show(window, panel, "15555,900")
    link = follow(window, panel, "piece_exposuresLink", f"inherited from {ROCK}")
    assert link == Link(Target.SAMPLE, window.vault.piece(ROCK))
    show(window, panel)
    window.context.show_moment(Moment(20200601, None))
    window.settle()
    assert [each.title for each in dossier.exposures.events] == ["The saw \u00b7 band saw"]


def test_marks_stand_on_top_in_words_and_ask_for_a_change(window: VaultWindow, panel: PiecePanel) -> None:
    codes = tuple(Handling)
    window.post(Restrict(samples=(ROCK,), handling=codes, reason="organics"), day=20200101)
    doubted = Describe(sample=ROCK, values=(FieldValue(field="identity_doubt", value="disputed"),))
    window.post(doubted, day=20200101)
    show(window, panel)
    badges = panel.overview.marks.badges
    assert badges.words[0] == "Identity disputed"
    assert "No saw" in badges.words
    assert len(badges.words) == len(codes) + 1
    assert badges.toolTip() == "organics"
    assert badges.heightForWidth(120) > badges.heightForWidth(2000)
    asked = []
    panel.action_requested.connect(asked.append)
    window.qtbot.mouseClick(links(panel, "pieceAdd_restrict")[0], Qt.MouseButton.LeftButton)
    assert asked == ["restrict"]
    show(window, panel, SLAB)
    assert panel.overview.marks.isHidden()


def test_cores_sections_and_owners_have_their_places(window: VaultWindow, panel: PiecePanel) -> None:
    values = (
        FieldValue(field="core_driven_um", value=346_000),
        FieldValue(field="owner", value="A museum"),
        FieldValue(field="depth_top_um", value=5_000),
    )
    window.post(Describe(sample=ROCK, values=values), day=20200101)
    first = Daughter(
        number="15555,900",
        form="thin_section",
        place="C12",
        values=(FieldValue(field="section_set", value="A"),),
    )
    more = tuple(Daughter(number=f"15555,{901 + n}", form="thin_section") for n in range(6))
    window.post(Split(parent=ROCK, daughters=(first, *more)), day=20200101)
    dossier = show(window, panel)
    assert not dossier.core.isHidden()
    assert not dossier.title.isHidden()
    slot = "home slot Vault P \u203a Cabinet 12"
    assert dossier.sections.events[0].note == f"thin section \u00b7 set A \u00b7 {slot}"
    assert len(links(panel, "piece_sectionsLink")) == 6
    window.qtbot.mouseClick(links(panel, "piece_sectionsMore")[0], Qt.MouseButton.LeftButton)
    window.qtbot.waitUntil(lambda: len(links(panel, "piece_sectionsLink")) == 7)
    followed = follow(window, panel, "piece_sectionsLink", "15555,900")
    assert followed == Link(Target.SAMPLE, window.vault.piece("15555,900"))
    shown = [label.accessibleName() for label in panel.overview.facts.findChildren(type(panel.note))]
    assert "Owner" not in shown


def test_a_number_that_this_lab_gave_leads_to_the_entry(window: VaultWindow, panel: PiecePanel) -> None:
    daughters = (Daughter(mass=grams(1)), Daughter(number="15555,990", mass=grams(1)))
    window.post(Split(parent=ROCK, daughters=daughters), day=20200101)
    dossier = show(window, panel, "15555,991")
    assert not dossier.number.isHidden()
    followed = follow(window, panel, "piece_numberLink", f"this lab, entry {window.vault.session.head().seq}")
    assert followed.target is Target.ENTRY
    assert show(window, panel, "15555,990").number.isHidden()


def test_what_belongs_together_is_linked(window: VaultWindow, panel: PiecePanel) -> None:
    window.post(Relate(sample=ROCK, other=SLAB, kind=RelationKind.FITS, source="tried"), day=20200101)
    show(window, panel)
    assert follow(window, panel, "piece_relatedLink", SLAB) == Link(Target.SAMPLE, window.vault.piece(SLAB))
    window.post(AddBody(sample="15555,48", body="B", first="A", mass=grams(10)), day=20210101)
    panel.show_piece(window.vault.piece("15555,48/A"))
    window.qtbot.waitUntil(lambda: [each.text() for each in links(panel, "piece_relatedLink")] == ["15555,48/B"])
    body = follow(window, panel, "piece_relatedLink", "15555,48/B").uid
    show(window, panel, "15555,48/B")
    assert window.vault.piece("15555,48/B") == body
    assert links(panel, "piece_relatedLink")


def test_sources_and_what_is_open_are_told(window: VaultWindow, panel: PiecePanel) -> None:
    for value, chosen in (("9a", True), ("9", False)):
        said = StateFact(sample=SLAB, field="collected", value=value, source="Catalogue", chosen=chosen)
        window.post(said, day=20200101)
    window.post(PlanSplit(parent=SLAB, daughters=(Daughter(),), order="WO 7"), day=20200101)
    dossier = show(window, panel, SLAB)
    assert [(each.text, each.strong) for each in dossier.disputed.sayings] == [
        ("Where or when collected: 9a, chosen", True),
        ("Where or when collected: 9", False),
    ]
    assert follow(window, panel, "piece_openLink", "WO 7 \u00b7 planned").target is Target.ENTRY
    window.post(
        DeclareLost(samples=("15555,48",), report="police 12"),
        overrides=(Override(key="lost.needs_authority", reason="searched"),),
        authority=Authority(name="M. Manager", document="Memo"),
        witness="B. Second",
    )
    show(window, panel, "15555,48")
    assert any("police 12" in each.text() for each in links(panel, "piece_openLink"))


def test_nothing_is_added_on_another_day(window: VaultWindow, panel: PiecePanel) -> None:
    window.post(Relate(sample=ROCK, other=SLAB, kind=RelationKind.FITS, source="tried"), day=20200101)
    show(window, panel)
    assert links(panel, "pieceAdd_relate")[0].isEnabled()
    window.context.show_moment(Moment(20200601, None))
    window.settle()
    assert not links(panel, "pieceAdd_relate")[0].isEnabled()
