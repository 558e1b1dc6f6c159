import pytest
from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.identity import ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    OPERATIONS,
    CancelPlan,
    Correct,
    Daughter,
    Move,
    PlanSplit,
    Reading,
    Register,
    RetirePlace,
    Reverse,
    SetUpBalance,
    SetUpOperator,
    SetUpPlace,
    Sight,
    Split,
    Weigh,
)
from lunarcurator.domain.status import Role
from lunarcurator.services.journal_sentences import Teller, sentence_of, sentences_of, short_sentence_of
from lunarcurator.services.posting import Posted
from lunarcurator.services.words import Words
from lunarcurator.store.reads import journal

from tests.services.ledgers.history import GRAM, History


def told(history: History, words: Words, posted: Posted) -> str:
    return sentence_of(history.session, words, posted.seq).replace("\u00a0", " ").replace("\u202f", "")


def test_every_operation_has_a_sentence_in_every_language(words: Words) -> None:
    missing = [kind for kind in OPERATIONS if not words.has(f"journal.{kind}")]
    assert not missing


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("apollo", "Opened the collection Apollo: Apollo 15, Apollo 11, Apollo 14"),
        ("tray", "Set up Tray 7, tray, in Cabinet 1"),
        ("rock", "Registered 15555: Whole rock, 9614 g"),
        ("soil", "Registered 10002: Fines, 5629 g originally"),
        ("first split", "Split 15555 into 3: ,1 402.750 g; ,2 3.871 g and ,3"),
        ("weighing", "Weighed 15555,2: 3.870 g, read to 1 mg"),
        ("move", "Moved Tray 7 to Vault 1"),
        ("undo", "Undid “Moved Tray 7 to Cabinet 1”"),
        ("name", "Gave 15555 the name “Big Rock”, informal name"),
        ("sighting", "Saw 15555 and 15555,1"),
        ("plan", "Planned the split of 10002 into 2: ,1 and ,2"),
        ("void", "Voided 14306"),
        ("labels", "Printed 2 labels: 15555 and 15555,1"),
        ("write-off", "Wrote off 100 g of the suspense of 10002"),
    ],
)
def test_an_entry_is_told_in_one_sentence(history: History, words: Words, name: str, sentence: str) -> None:
    assert told(history, words, history.entries[name]).lower() == sentence.lower()


def test_corrections_say_what_was_and_what_is(history: History, words: Words) -> None:
    wanted = Correct(sample="15555", field="pristinity_milli", old=None, new=88_360, evidence="p. 1")
    assert told(history, words, history.post(wanted)) == "Corrected “pristinity” of 15555 to “88.36 %”"
    again = Correct(sample="15555", field="pristinity_milli", old=88_360, new=0, evidence="p. 2")
    assert told(history, words, history.post(again)) == "Corrected “pristinity” of 15555 from “88.36 %” to “0 %”"


def test_balances_and_operators_are_told_by_what_changed(history: History, words: Words) -> None:
    named = history.post(SetUpBalance(name="B9", resolution_ug=10))
    assert told(history, words, named) == "Set up the balance B9, which reads 0.00001 g"
    calibrated = SetUpBalance(name="B9", resolution_ug=10, balance="B9", calibrated=20261101)
    assert told(history, words, history.post(calibrated)) == "Recorded the calibration of B9 on 2026-11-01"
    retired = SetUpBalance(name="B9", resolution_ug=10, balance="B9", retired=True)
    assert told(history, words, history.post(retired)) == "Retired the balance B9 · calibrated on –"
    promoted = SetUpOperator(name="P. Processor", operator="P. Processor", role=Role.CURATOR)
    assert told(history, words, history.post(promoted)).startswith("Changed the operator P. Processor")
    gone = SetUpOperator(name="P. Processor", operator="P. Processor", role=Role.CURATOR, retired=True)
    assert told(history, words, history.post(gone)) == "Retired the operator P. Processor"


def test_places_are_told_with_and_without_what_they_stand_in(history: History, words: Words) -> None:
    top = history.post(SetUpPlace(kind="site", name="Museum"))
    assert told(history, words, top) == "Set up Museum, site"
    assert told(history, words, history.post(RetirePlace(place="Museum"))) == "Retired Museum"
    seen = history.post(Sight(samples=("15555",), place="Cabinet 1"), overrides=_spite("sight.elsewhere"))
    assert told(history, words, seen) == "Saw 15555 in Cabinet 1"


def test_a_planned_split_is_told_when_it_is_given_up(history: History, words: Words) -> None:
    plan = history.entries["plan"]
    assert told(history, words, history.post(CancelPlan(plan=ref_of(plan.uid)))) == (
        f"Gave up the split planned in entry {plan.seq}"
    )


def test_a_piece_divided_wholly_is_told_so_and_masses_come_from_readings(history: History, words: Words) -> None:
    reading = Reading(gross_ug=5 * GRAM, tare_ug=1_130_000, resolution_ug=1000)
    other = Reading(net_ug=0, resolution_ug=1000)
    wanted = Split(parent="15555,2", daughters=(Daughter(reading=reading), Daughter(reading=other)), retires=True)
    posted = history.post(wanted)
    assert told(history, words, posted) == "Divided 15555,2 wholly into 2: ,6 3.870 g and ,7 0.000 g"


def test_an_undo_of_an_undo_is_told_as_doing_it_again(history: History, words: Words) -> None:
    first = history.post(Weigh(sample="15555,2", reading=Reading(net_ug=3_870_000, balance="B1")))
    undo = history.post(Reverse(entry=str(first.seq)))
    redo = history.post(Reverse(entry=str(undo.seq)))
    what = "“Weighed 15555,2: 3.870 g, read to 1 mg”"
    assert told(history, words, undo) == f"Undid {what}"
    assert told(history, words, redo) == f"Did again {what}"
    last = redo
    for sentence in (f"Undid {what} again", f"Did again {what} once more", f"Undid {what} again"):
        last = history.post(Reverse(entry=str(last.seq)))
        assert told(history, words, last) == sentence
    for _ in range(6):
        last = history.post(Reverse(entry=str(last.seq)))
    assert told(history, words, last) == f"Undid {what} again"


def test_an_undone_registration_still_says_its_number(history: History, words: Words) -> None:
    piece = Register(collection="Apollo", number="14310", mission="Apollo 14", mass=Mass.measured(5, 1))
    born = history.post(piece)
    moved = history.post(Move(to="Vault 1", samples=("14310",)))
    history.post(Reverse(entry=str(moved.seq)))
    history.post(Reverse(entry=str(born.seq)))
    assert told(history, words, moved) == "Moved 14310 to Vault 1"


def test_an_undone_place_still_says_its_name(history: History, words: Words) -> None:
    made = history.post(SetUpPlace(kind="tray", name="Tray 9", parent="Cabinet 1"))
    moved = history.post(Move(to="Vault 1", places=("Tray 9",)))
    history.post(Reverse(entry=str(moved.seq)))
    history.post(Reverse(entry=str(made.seq)))
    assert told(history, words, moved) == "Moved Tray 9 to Vault 1"


def test_acts_posted_together_are_told_by_the_first_and_how_many_more(history: History, words: Words) -> None:
    weigh = Weigh(sample="15555,2", reading=Reading(net_ug=3_870_000, balance="B1"))
    alike = history.post(Sight(samples=("15555",)), Sight(samples=("15555,1",)))
    assert told(history, words, alike) == "Saw 15555, and 1 more of the kind"
    mixed = history.post(weigh, Sight(samples=("15555",)), Sight(samples=("15555,1",)))
    assert told(history, words, mixed) == "Weighed 15555,2: 3.870 g, read to 1 mg, and 2 more acts"
    titled = history.post(weigh, Sight(samples=("15555",)), title="Morning round")
    assert told(history, words, titled) == "Morning round"


def test_an_import_is_told_by_its_file_and_its_pieces(history: History, words: Words) -> None:
    assert told(history, words, history.import_catalogue(12)) == "Imported catalogue.csv: 12 pieces"


def test_a_batch_too_long_to_unpack_is_counted(history: History, words: Words) -> None:
    # Texts that do not compress, so that the stored payload is long.
    remarks = [f"{number * 7919 % 1_000_003:06d} {'-'.join(_noise(number))}" for number in range(1, 900)]
    acts = tuple(
        Act(
            operation=Register(collection="Apollo", number=f"{16000 + at}", mission="Apollo 15", remarks=remark),
            day=20261124,
        )
        for at, remark in enumerate(remarks)
    )
    posted = history.session.post(Posting(acts=acts, operator="A. Curator"))
    assert told(history, words, posted) == "Posted 899 acts together"


def test_an_entry_that_does_not_exist_has_no_sentence(history: History, words: Words) -> None:
    assert sentence_of(history.session, words, 9_999) == ""
    assert list(sentences_of(history.session, words, (1, 9_999))) == [1]


def test_a_plan_names_its_daughters_without_their_family(history: History, words: Words) -> None:
    posted = history.post(PlanSplit(parent="14321", daughters=(Daughter(), Daughter(number="14321,7"))))
    assert told(history, words, posted) == "Planned the split of 14321 into 2: ,8 and ,7"


def _noise(seed: int) -> list[str]:
    value, words = seed, []
    for _ in range(40):
        value = value * 1_103_515_245 + 12_345 & 0x7FFFFFFF
        words.append(f"{value:x}")
    return words


def _spite(key: str) -> tuple[object, ...]:
    return (Override(key=key, reason="seen"),)


def test_an_act_alone_is_told_and_a_reversal_only_named(words: Words) -> None:
    teller = Teller(words, {}, {})
    assert teller.tell_act(Reverse(entry="3")) == "Undo"
    assert teller.tell_act(Move(to="Vault 1", samples=("15555",))) == "Moved 15555 to Vault 1"


def test_an_undo_whose_act_cannot_be_told_names_its_entry(history: History, words: Words) -> None:
    undo, move = history.entries["undo"], history.entries["wrong move"]
    with history.session.database.snapshot() as connection:
        row = next(iter(journal.rows(connection, [undo.seq])))
    told = Teller(words, {}, {}).tell(row)
    assert told.replace("\u202f", "") == f"Undid entry {move.seq}"


def test_every_mass_of_a_sentence_is_as_fine_as_it_was_read(history: History, words: Words) -> None:
    chips = tuple(Daughter(form="chip", reading=Reading(net_ug=ug, balance="B1")) for ug in (1_200_000, 2_000_000))
    cut = history.post(Split(parent="15555,1", daughters=chips))
    assert told(history, words, cut) == "Split 15555,1 into 2: ,6 1.200 g and ,7 2.000 g"
    undo = history.post(Reverse(entry=str(cut.seq)))
    assert "1.200 g and ,7 2.000 g" in told(history, words, undo)


def test_a_short_sentence_has_fewer_numbers_and_each_of_them_whole(history: History, words: Words) -> None:
    numbers = ("15555", "15555,1", "15555,2", "15555,4", "15555,5")
    seen = history.post(Sight(samples=numbers))
    whole = told(history, words, seen)
    assert whole == "Saw 15555; 15555,1; 15555,2; 15555,4 and 1 more"
    assert short_sentence_of(history.session, words, seen.seq, len(whole)) == whole
    assert short_sentence_of(history.session, words, seen.seq, 30) == "Saw 15555; 15555,1 and 3 more"
    assert short_sentence_of(history.session, words, seen.seq, 20) == "Saw 15555 and 4 more"
    assert short_sentence_of(history.session, words, seen.seq, 12) == "Sight"
    assert short_sentence_of(history.session, words, 10_000, 40) == ""
