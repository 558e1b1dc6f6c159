"""Dialogs that give pieces other numbers, parents and bodies, driven by keyboard on a real store."""

from lunarcurator.desktop.dialogs.add_body import open_add_body
from lunarcurator.desktop.dialogs.correct_identity import open_correct_identity
from lunarcurator.desktop.dialogs.dissolve import open_dissolve
from lunarcurator.desktop.dialogs.piece_layouts import ADOPT, CORRECT_BIRTH, MERGE, REVIVE, SWAP_NUMBERS
from lunarcurator.desktop.dialogs.register import open_register
from lunarcurator.desktop.dialogs.renumber import open_renumber
from lunarcurator.desktop.links import Selection
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Daughter, Register, Split, Void

from tests.desktop.dialogs.bench import Bench, enter


def rock(number: str, grams: int) -> Register:
    mass = Mass.measured(grams * 1_000_000, 1_000)
    return Register(collection="Apollo", number=number, mission="Apollo 15", mass=mass, form="whole_rock")


def found(bench: Bench, dialog: object, key: str, text: str) -> None:
    """Type the number of another piece and wait until the store has said which one it is."""
    bench.type(dialog, key, text)
    made = dialog.form.inputs[key]
    bench.qtbot.waitUntil(lambda: made.found is not None)


def told(dialog: object) -> list[str]:
    """Return what the dialog says will happen, figures and units parted by plain spaces."""
    return [line.replace("\u00a0", " ") for line in dialog.outcome.lines]


def test_a_piece_takes_a_number_of_another_family(bench: Bench) -> None:
    bench.post(rock("15565", 800))
    bench.post(Split(parent="15565", daughters=(Daughter(mass=Mass.measured(1_000_000, 1_000)),)))
    dialog = bench.open(open_renumber, bench.on("15565"))
    assert not dialog.primary_button.isEnabled()
    found(bench, dialog, "parent", "15556")
    dialog.along.tick.setChecked(True)
    bench.settle(dialog)
    assert told(dialog)[0] == "15565 becomes 15556,1"
    assert "Its daughters become 15556,2" in told(dialog)
    assert "No mass moves" in told(dialog)
    bench.act(dialog)
    assert bench.piece("15556,1").held_ug == 799_000_000


def test_two_pieces_swap_numbers(bench: Bench) -> None:
    bench.post(rock("15565", 800))
    dialog = bench.open(SWAP_NUMBERS.open, bench.on("15556"))
    found(bench, dialog, "other", "15565")
    bench.settle(dialog)
    assert dialog.primary_button.text() == "Swap 15556 and 15565"
    bench.act(dialog)
    assert bench.piece("15556").held_ug == 800_000_000


def test_a_merge_says_what_the_whole_weighs(bench: Bench) -> None:
    bench.post(rock("15565", 800), rock("15566", 20))
    dialog = bench.open(MERGE.open, bench.on("15566"))
    found(bench, dialog, "into", "15565")
    bench.settle(dialog)
    assert "15565 weighs 820.000 g then" in told(dialog)
    bench.act(dialog)
    assert bench.piece("15565").held_ug == 820_000_000


def test_a_merge_with_a_piece_nobody_weighed_asks_for_a_reason(bench: Bench) -> None:
    bench.post(rock("15565", 800))
    dialog = bench.open(MERGE.open, bench.on("15556"))
    found(bench, dialog, "into", "15565")
    bench.settle(dialog)
    assert "Nobody knows the mass of 15565 until it is weighed" in told(dialog)
    assert not dialog.primary_button.isEnabled()


def test_a_parent_learnt_later_is_no_longer_counted_twice(bench: Bench) -> None:
    bench.post(rock("15565", 800), rock("15566", 20))
    dialog = bench.open(ADOPT.open, bench.on("15566"))
    found(bench, dialog, "parent", "15565")
    bench.settle(dialog)
    assert "15565 weighs 780.000 g then" in told(dialog)
    bench.act(dialog)
    assert bench.piece("15565").held_ug == 780_000_000


def test_a_number_becomes_several_pieces_and_nobody_has_one(bench: Bench) -> None:
    bench.post(rock("15565", 800))
    dialog = bench.open(open_dissolve, bench.on("15565"))
    assert not dialog.primary_button.isEnabled()
    dialog.grid.model.show([{"form": "chip", "mass": "500"}, {"form": "chip", "nobody": "yes"}])
    dialog.grid.changed.emit()
    bench.settle(dialog)
    assert dialog.primary_button.text() == "Dissolve 15565 into 2 pieces"
    assert "1 case is opened for what nobody has" in told(dialog)
    bench.press_act(dialog)
    enter(bench.qtbot, dialog.focusWidget(), "one is not here")
    bench.act(dialog)
    assert bench.piece("15565").existence == "retired"
    assert bench.piece("15565,2").place is None


def test_a_birth_is_corrected_with_evidence(bench: Bench) -> None:
    bench.post(rock("15565", 800))
    bench.post(Split(parent="15565", daughters=(Daughter(mass=Mass.stated(30_000_000, 1_000)),)))
    dialog = bench.open(CORRECT_BIRTH.open, bench.on("15565,1"))
    bench.type(dialog, "mass", "35")
    bench.type(dialog, "evidence", "data pack, page 7")
    bench.settle(dialog)
    assert "15565,1 weighs 35.000 g now" in told(dialog)
    bench.act(dialog)
    assert bench.piece("15565").held_ug == 765_000_000


def test_a_voided_piece_comes_back(bench: Bench) -> None:
    bench.post(rock("15565", 800))
    bench.post(Void(sample="15565"))
    dialog = bench.open(REVIVE.open, bench.on("15565"))
    bench.type(dialog, "reason", "it was there after all")
    bench.settle(dialog)
    assert told(dialog)[0] == "15565 exists again, with 800.000 g"
    bench.act(dialog)
    assert bench.piece("15565").existence == "exists"


def test_a_further_body_gets_its_label_and_its_mass(bench: Bench) -> None:
    bench.post(rock("15565", 800))
    dialog = bench.open(open_add_body, bench.on("15565"))
    bench.type(dialog, "mass", "300")
    bench.settle(dialog)
    assert dialog.primary_button.text() == "Add body B to 15565"
    assert "Body A weighs 500.000 g then" in told(dialog)
    bench.act(dialog)
    assert bench.piece("15565/A").held_ug == 500_000_000
    again = bench.open(open_add_body, bench.on("15565/A"))
    bench.type(again, "body", "C")
    bench.settle(again)
    assert "15565 is several bodies: 15565/A and 15565/C" in told(again)


def test_a_mistaken_identity_shows_what_was_posted_under_the_number(bench: Bench) -> None:
    bench.post(rock("15565", 800))
    bench.post(Split(parent="15565", daughters=(Daughter(mass=Mass.stated(30_000_000, 1_000)),)))
    dialog = bench.open(open_correct_identity, bench.on("15565"))
    found(bench, dialog, "other", "15556")
    bench.type(dialog, "evidence", "photograph S71-44831")
    bench.settle(dialog)
    bench.qtbot.waitUntil(lambda: any("Split 15565" in line for line in told(dialog)))
    bench.act(dialog)
    assert bench.piece("15565").existence == "exists"


def test_nothing_opens_where_no_piece_is_selected(bench: Bench) -> None:
    for opens in (
        open_renumber,
        SWAP_NUMBERS.open,
        MERGE.open,
        ADOPT.open,
        open_dissolve,
        CORRECT_BIRTH.open,
        REVIVE.open,
        open_add_body,
        open_correct_identity,
    ):
        assert opens(bench.context, Selection(), None) is None


def test_a_number_known_only_from_print_is_asked_for_its_source(bench: Bench) -> None:
    dialog = bench.open(open_register, Selection())
    bench.choose(dialog, "how", "Only in print")
    bench.type(dialog, "number", "15599")
    bench.settle(dialog)
    assert not dialog.place.field.isVisible()
    assert not dialog.primary_button.isEnabled()
    bench.type(dialog, "source", "Catalog 1972, page 4")
    bench.settle(dialog)
    assert told(dialog)[0] == "15599 is found, and is no piece"
    bench.act(dialog)
    piece = bench.piece("15599")
    assert (piece.existence, piece.retired_reason) == ("retired", "print_only")
