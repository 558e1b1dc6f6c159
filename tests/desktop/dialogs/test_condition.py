"""Dialogs on the condition of pieces: exposures, sealed containers, cold, handling, relations, statements."""

import pytest
from lunarcurator.desktop.dialogs.expose import open_expose
from lunarcurator.desktop.dialogs.open_sealed import OpenSealedDialog, open_open_sealed
from lunarcurator.desktop.dialogs.piece_layouts import CHANGE_CONDITION, FREEZE, RELATE, TAKE_OUT
from lunarcurator.desktop.dialogs.restrict import open_restrict
from lunarcurator.desktop.dialogs.state_fact import open_state_fact
from lunarcurator.desktop.links import NOTHING, Selection
from lunarcurator.domain.facts import ExposureKind
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Daughter, Freeze, Register, Restrict, SetUpPlace, Split, StateFact
from lunarcurator.domain.status import Handling
from lunarcurator.services.dossier import dossier_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from tests.desktop.dialogs.bench import Bench, enter


def tick(bench: Bench, dialog: object, name: str) -> None:
    box = dialog.findChild(QCheckBox, name)
    box.setFocus()
    bench.qtbot.keyClick(box, Qt.Key.Key_Space)


def authorize(bench: Bench, dialog: object, why: str) -> None:
    """Answer a finding of authority: the reason, the name, the document, the second person."""
    bench.press_act(dialog)
    enter(bench.qtbot, dialog.focusWidget(), why)
    bench.type(dialog, "authorityName", "M. Manager")
    bench.type(dialog, "authorityDocument", "Memo 7")
    bench.choose(dialog, "secondPerson", "W. Witness")


def test_an_exposure_says_what_was_met_and_what_inherits_it(bench: Bench) -> None:
    dialog = bench.open(open_expose, bench.on("15555,46", "15556"))
    assert dialog.interior.field.isHidden()
    bench.choose(dialog, "kind", "Cabin atmosphere")
    bench.type(dialog, "agent", "机组舱内空气")
    bench.type(dialog, "where", "Vault P")
    bench.type(dialog, "until", "2026")
    bench.type(dialog, "temperature_mk", "22.5 °C")
    bench.choose(dialog, "condition", "Air-exposed")
    bench.type(dialog, "evidence", "transcript, p. 4")
    bench.settle(dialog)
    assert dialog.primary_button.text() == "Record that 2 pieces met cabin atmosphere"
    assert "2 pieces met it" in dialog.outcome.lines
    assert "Later daughters inherit it" in dialog.outcome.lines
    assert "Condition becomes: Air-exposed" in dialog.outcome.lines
    bench.act(dialog)
    met = dossier_of(bench.session, bench.piece("15556").uid).exposures
    told = [(each.kind, each.agent, each.place_name, each.temperature_mk) for each in met]
    assert told == [("cabin", "机组舱内空气", "Vault P", 295_650)]
    assert bench.piece("15555,46").condition == "air_exposed"


def test_what_met_the_outside_spares_the_daughters_from_the_interior(bench: Bench) -> None:
    daughters = tuple(
        Daughter(number=number, mass=Mass.measured(1_000_000, 1000)) for number in ("15556,1", "15556,2")
    )
    bench.post(Split(parent="15556", daughters=daughters), day=20240101)
    dialog = bench.open(open_expose, bench.on("15556"))
    bench.choose(dialog, "kind", "The saw")
    bench.choose(dialog, "scope", "Outer surface")
    bench.type(dialog, "day", "2023-01-01")
    bench.type(dialog, "evidence", "p. 3")
    bench.settle(dialog)
    assert "2 daughters made since inherit it" in dialog.outcome.lines
    bench.type(dialog, "interior", "15556,2 ;")
    bench.settle(dialog)
    assert "1 daughter made since inherits it" in dialog.outcome.lines
    bench.act(dialog)
    assert bench.piece("15556,1").exposed == {ExposureKind.SAW}
    assert bench.piece("15556,2").exposed == frozenset()


def test_all_that_stood_in_a_place_met_it(bench: Bench) -> None:
    dialog = bench.open(open_expose, Selection(places=(bench.place("Cabinet 8"),)))
    bench.choose(dialog, "kind", "Air")
    bench.type(dialog, "evidence", "log")
    bench.settle(dialog)
    assert dialog.primary_button.text() == "Record that all in Cabinet 8 met air"
    assert "2 pieces met it" in dialog.outcome.lines
    bench.act(dialog)
    assert bench.piece("15555,46").exposed == {ExposureKind.AIR}


def test_a_temperature_without_its_unit_is_refused_at_its_field(bench: Bench) -> None:
    dialog = bench.open(FREEZE.open, bench.on("15555,46"))
    bench.type(dialog, "temperature_mk", "20")
    bench.settle(dialog)
    assert "has no unit" in bench.editor(dialog, "temperature_mk").accessibleDescription()
    assert not dialog.primary_button.isEnabled()
    bench.type(dialog, "temperature_mk", "")
    bench.settle(dialog)
    assert dialog.input("temperature_mk").note == "in K or °C"


def test_a_piece_goes_into_the_cold_and_comes_out(bench: Bench) -> None:
    bench.post(SetUpPlace(kind="freezer", name="Freezer", parent="Vault P"), day=20190101)
    dialog = bench.open(FREEZE.open, bench.on("15555,46"))
    bench.type(dialog, "temperature_mk", "-20")
    assert dialog.input("temperature_mk").note == "253.15\u00a0K (\u221220\u00a0°C)"
    bench.type(dialog, "to", "Freezer")
    bench.settle(dialog)
    assert dialog.primary_button.text() == "Put 15555,46 into the cold"
    assert "Stands in Freezer; its home place stays" in dialog.outcome.lines
    bench.act(dialog)
    assert bench.piece("15555,46").fields["temperature_mk"] == 253_150

    dialog = bench.open(TAKE_OUT.open, bench.on("15555,46"))
    bench.type(dialog, "to", "T-0802")
    bench.type(dialog, "temperature_mk", "295 K")
    bench.choose(dialog, "condition", "Returned")
    bench.settle(dialog)
    assert any(line.startswith("Stands in ") for line in dialog.outcome.lines)
    bench.act(dialog)
    piece = bench.piece("15555,46")
    assert piece.fields.get("temperature_mk") is None
    assert piece.condition == "returned"


def test_a_piece_that_is_not_cold_is_not_taken_out(bench: Bench) -> None:
    bench.post(Freeze(samples=("15556",), temperature_mk=253_000), day=20240101)
    dialog = bench.open(TAKE_OUT.open, bench.on("15555,46", "15556"))
    assert dialog._findings.accessibleName() == "1 block"
    assert (
        "15555,46 is not in the cold."
        in dialog.form.answers.strips(dialog.pending.findings).popitem()[1].accessibleName()
    )


def test_a_condition_changes_with_its_reason_and_gets_better_with_authority(bench: Bench) -> None:
    dialog = bench.open(CHANGE_CONDITION.open, bench.on("15555,46"))
    bench.choose(dialog, "condition", "Altered")
    bench.type(dialog, "reason", "shocked in a press")
    bench.settle(dialog)
    assert dialog.primary_button.text() == "Change the condition of 15555,46 to altered"
    bench.act(dialog)
    dialog = bench.open(CHANGE_CONDITION.open, bench.on("15555,46"))
    bench.choose(dialog, "condition", "Pristine")
    bench.type(dialog, "reason", "mixed up with another")
    bench.settle(dialog)
    assert dialog.outcome.lines[0] == "Condition: Altered becomes Pristine"
    authorize(bench, dialog, "photographs compared")
    bench.act(dialog)
    assert bench.piece("15555,46").condition == "pristine"


def test_handling_is_restricted_by_ticks_and_lifted_again(bench: Bench) -> None:
    dialog = bench.open(open_restrict, bench.on("15555,46"))
    bench.type(dialog, "reason", "for lead isotopes")
    bench.settle(dialog)
    assert "recorded already" in dialog.primary_button.accessibleDescription()
    tick(bench, dialog, "no_saw")
    bench.settle(dialog)
    assert "Marked: no saw" in dialog.outcome.lines
    bench.act(dialog)
    assert bench.piece("15555,46").handling == "no_saw"
    dialog = bench.open(open_restrict, bench.on("15555,46"))
    assert dialog.ticks[Handling.NO_SAW].value()
    tick(bench, dialog, "no_saw")
    bench.type(dialog, "reason", "measured")
    bench.settle(dialog)
    assert dialog.primary_button.text() == "Lift all restrictions of 15555,46"
    assert "Marked with nothing any more" in dialog.outcome.lines
    bench.act(dialog)
    assert bench.piece("15555,46").handling == ""


def test_pieces_marked_differently_get_the_same_marks(bench: Bench) -> None:
    bench.post(Restrict(samples=("15556",), handling=(Handling.NO_AIR,), reason="organics"))
    dialog = bench.open(open_restrict, bench.on("15555,46", "15556"))
    assert not dialog.ticks[Handling.NO_AIR].value()
    tick(bench, dialog, "no_water")
    bench.type(dialog, "reason", "salts")
    bench.settle(dialog)
    assert "The pieces are marked differently now; all get these marks" in dialog.outcome.lines
    bench.act(dialog)
    assert {bench.piece(number).handling for number in ("15555,46", "15556")} == {"no_water"}


@pytest.fixture
def sealed(bench: Bench) -> Bench:
    """A sealed can with two pieces in it, one of them in a vial inside it."""
    bench.post(
        SetUpPlace(kind="can", name="Can 7", parent="Cabinet 8", sealed=True),
        SetUpPlace(kind="vial", name="Vial 9", parent="Can 7"),
        day=20190101,
    )
    for number, place in (("15401", "Can 7"), ("15402", "Vial 9")):
        piece = Register(
            collection="Apollo", number=number, mission="Apollo 15", mass=Mass.unknown("sealed"), place=place
        )
        bench.post(piece, day=20190618)
    return bench


def test_a_sealed_can_is_opened_and_what_is_in_it_is_weighed(sealed: Bench) -> None:
    dialog = sealed.open(open_open_sealed, Selection(places=(sealed.place("Can 7"),)))
    assert isinstance(dialog, OpenSealedDialog)
    assert [row["sample"] for row in dialog.readings.rows()] == ["15401", "15402"]
    assert dialog.primary_button.text() == "Open Can 7"
    assert dialog.meets.value() == "", "what it was opened into is a claim, and nobody made it yet"
    sealed.choose(dialog, "meets", "Nitrogen")
    assert dialog.primary_button.text() == "Open Can 7 into nitrogen"
    sealed.type(dialog, "gas", "N2, 10 ppm H2O")
    sealed.choose(dialog, "condition", "Not stated")
    model = dialog.readings.model
    model.setData(model.index(1, 2), "12.345")
    model.setData(model.index(0, 2), "much")
    sealed.settle(dialog)
    assert not dialog.primary_button.isEnabled()
    model.setData(model.index(0, 2), "")
    sealed.settle(dialog)
    assert "1 piece is weighed now" in dialog.outcome.lines
    assert "Can 7 is sealed no more" in dialog.outcome.lines
    sealed.act(dialog)
    assert sealed.piece("15402").held_ug == 12_345_000
    assert sealed.piece("15401").held_unweighed == 1
    assert sealed.piece("15401").exposed == {ExposureKind.NITROGEN}


def test_a_finding_on_a_reading_points_at_its_row(sealed: Bench) -> None:
    dialog = sealed.open(open_open_sealed, sealed.on("15402"))
    assert dialog.subject == "Can 7"
    sealed.choose(dialog, "meets", "Nitrogen")
    model = dialog.readings.model
    model.setData(model.index(2, 0), "15555,46")
    model.setData(model.index(2, 2), "3")
    sealed.settle(dialog)
    assert dialog._findings.accessibleName() == "1 block"
    assert list(model._tones) == [(2, "sample")]
    dialog.readings.focus("readings[0].sample")
    assert dialog.readings.view.currentIndex().row() == 2


def test_a_piece_outside_of_any_seal_has_nothing_to_open(bench: Bench) -> None:
    dialog = bench.open(open_open_sealed, bench.on("15556"))
    assert "no sealed container" in dialog.primary_button.accessibleDescription()


def test_an_empty_can_is_opened_too(bench: Bench) -> None:
    bench.post(SetUpPlace(kind="can", name="Can 7", parent="Cabinet 8", sealed=True), day=20190101)
    dialog = bench.open(open_open_sealed, Selection(places=(bench.place("Can 7"),)))
    assert dialog.readings.field.isHidden()
    bench.choose(dialog, "meets", "Nitrogen")
    bench.act(dialog)
    assert bench.accepted


def test_two_pieces_are_related_and_the_relation_is_withdrawn(bench: Bench) -> None:
    dialog = bench.open(RELATE.open, bench.on("15555,46"))
    bench.type(dialog, "other", "15556")
    bench.type(dialog, "source", "tried by hand")
    bench.settle(dialog)
    assert dialog.primary_button.text() == "Say that 15555,46 fits 15556"
    bench.act(dialog)
    related = dossier_of(bench.session, bench.piece("15556").uid).related
    assert [(each.kind, each.number, each.forth) for each in related] == [("fits", "15555,46", False)]
    dialog = bench.open(RELATE.open, bench.on("15556"))
    bench.choose(dialog, "kind", "No longer related to")
    bench.type(dialog, "other", "15555,46")
    bench.settle(dialog)
    assert dialog.primary_button.text() == "Withdraw what relates 15556 and 15555,46"
    bench.act(dialog)
    assert dossier_of(bench.session, bench.piece("15556").uid).related == ()


def test_statements_are_kept_beside_each_other_and_one_is_chosen(bench: Bench) -> None:
    said = StateFact(sample="15555,46", field="collected", value="station 9a", source="Catalogue", chosen=True)
    bench.post(said, day=20240101)
    dialog = bench.open(open_state_fact, bench.on("15555,46"))
    bench.type(dialog, "field", "collected")
    bench.type(dialog, "value", "station 9")
    bench.type(dialog, "source", "Letter")
    tick(bench, dialog, "chosen")
    bench.settle(dialog)
    assert [(each.text, each.source) for each in dialog.told.sayings] == [("station 9a (chosen)", "Catalogue")]
    assert dialog.primary_button.text() == "Keep what is said of “where or when collected” of 15555,46"
    bench.act(dialog)
    disputed = dossier_of(bench.session, bench.piece("15555,46").uid).disputed
    assert [(each.value, each.chosen) for each in disputed[0].statements] == [
        ("station 9a", False),
        ("station 9", True),
    ]


def test_what_the_record_says_stands_beside_the_statements(bench: Bench) -> None:
    dialog = bench.open(open_state_fact, bench.on("15555,46"))
    assert dialog.told.isHidden()
    bench.choose(dialog, "field", "Class")
    bench.settle(dialog)
    assert not dialog.told.isHidden()


@pytest.mark.parametrize(
    "make",
    [
        open_expose,
        open_open_sealed,
        FREEZE.open,
        TAKE_OUT.open,
        CHANGE_CONDITION.open,
        open_restrict,
        RELATE.open,
        open_state_fact,
    ],
)
def test_without_a_selection_there_is_no_dialog(bench: Bench, make: object) -> None:
    assert make(bench.context, NOTHING, None) is None
