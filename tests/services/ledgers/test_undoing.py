from lunarcurator.domain.identity import Uid, ref_of
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Describe, FieldValue, Reading, Register, Reverse, Split, Weigh
from lunarcurator.domain.operations.splitting import Daughter
from lunarcurator.services.people import People
from lunarcurator.services.undo_stack import LastTurn, last_turn, next_redo, offers
from lunarcurator.services.undoing import undo_state
from lunarcurator.services.words import Words

from tests.services.ledgers.history import History


def weigh(history: History) -> Uid:
    return history.post(Weigh(sample="15555,2", reading=Reading(net_ug=3_870_000, balance="B1"))).uid


def test_an_entry_nothing_rests_on_can_be_undone(history: History, words: Words) -> None:
    uid = weigh(history)
    state = undo_state(history.session, uid)
    assert state is not None
    assert (state.target, state.redo) == (uid, False)
    assert words.say(state.key, state.facts)


def test_an_entry_with_a_later_one_on_it_names_that_entry(history: History, words: Words) -> None:
    state = undo_state(history.session, history.entries["first split"].uid)
    assert state is not None
    assert (state.target, state.later) == (None, history.entries["split"].seq)
    told = words.say(state.key, state.facts)
    assert f"entry {history.entries['split'].seq} (split) rests on it (both concern 15555,1)" in told


def described(number: str, field: str) -> Describe:
    return Describe(sample=number, values=(FieldValue(field=field, value="a"),))


def test_of_much_that_two_entries_share_a_few_are_named(history: History) -> None:
    numbers = [f"1570{at}" for at in range(6, 10)]
    for number in numbers:
        history.post(Register(collection="Apollo", number=number, mission="Apollo 15", mass=Mass.stated(5_000)))
    alone = history.post(described(numbers[0], "class_name"))
    many = [history.post(*(described(each, field) for each in numbers)) for field in ("subclass", "remarks")]
    state = undo_state(history.session, many[0].uid)
    assert state is not None
    assert state.facts["through"] == "15706; 15707; 15708; \u2026"
    state = undo_state(history.session, alone.uid)
    assert state is not None
    assert state.facts["through"] == "15706"


def test_what_the_state_offers_is_what_posting_takes(history: History) -> None:
    uid = weigh(history)
    for redo in (False, True, False, True):
        state = undo_state(history.session, uid)
        assert state is not None
        assert state.redo is redo
        assert state.target is not None
        history.post(Reverse(entry=ref_of(state.target)))


def test_from_the_undo_itself_the_act_can_be_done_again(history: History) -> None:
    uid = weigh(history)
    undo = history.post(Reverse(entry=ref_of(uid)))
    state = undo_state(history.session, undo.uid)
    assert state is not None
    assert (state.target, state.redo) == (undo.uid, True)


def test_an_undo_with_something_new_on_the_piece_cannot_be_redone(history: History, words: Words) -> None:
    uid = weigh(history)
    history.post(Reverse(entry=ref_of(uid)))
    later = history.post(Weigh(sample="15555,2", reading=Reading(net_ug=3_869_000, balance="B1")))
    state = undo_state(history.session, uid)
    assert state is not None
    assert (state.target, state.redo, state.later) == (None, True, later.seq)
    assert "came in between" in words.say(state.key, state.facts)


def test_an_unknown_entry_has_no_state(history: History) -> None:
    assert undo_state(history.session, Uid("f" * 32)) is None


def test_what_the_journal_undid_again_is_next_to_be_done_again(history: History) -> None:
    uid = weigh(history)
    reversals = [uid]
    for _ in range(3):
        reversals.append(history.post(Reverse(entry=ref_of(reversals[-1]))).uid)
    assert next_redo(history.session) == reversals[-1]
    history.post(Reverse(entry=ref_of(reversals[-1])))
    assert next_redo(history.session) is None


def test_what_undo_and_redo_would_do_is_told_in_a_sentence(history: History, words: Words) -> None:
    act = history.session.head().seq + 1
    uid = weigh(history)
    curator = People(history.session).named("A. Curator")
    assert curator is not None
    told = offers(history.session, words, curator.uid)
    assert told.undo is not None
    assert (told.undo.entry, told.undo.act_seq, told.undo.needs_reason) == (uid, act, False)
    assert "15555,2" in told.undo.sentence
    assert told.redo is None
    nobody = offers(history.session, words, None).undo
    assert nobody is not None
    assert nobody.needs_reason, "it is not the newest of whoever acts"
    assert last_turn(history.session, uid) == LastTurn(act, undone=False)
    undo = history.post(Reverse(entry=ref_of(uid)))
    redo = offers(history.session, words, curator.uid).redo
    assert redo is not None
    assert (redo.entry, redo.act_seq, redo.sentence) == (undo.uid, act, told.undo.sentence)
    assert last_turn(history.session, undo.uid) == LastTurn(act, undone=True)


def test_voiding_is_named_only_where_one_piece_was_entered_that_can_be_voided(
    history: History, words: Words
) -> None:
    """Of a birth on which something rests by its parent alone, and of no other act."""

    def told(uid: Uid) -> str:
        state = undo_state(history.session, uid)
        assert state is not None
        assert state.target is None
        return words.say(state.key, state.facts)

    chip = Daughter(form="chip", mass=Mass.measured(1_000, 1))
    registered = history.post(
        Register(collection="Apollo", number="15709", mission="Apollo 15", mass=Mass.measured(5_000_000, 1_000))
    )
    one = history.post(Split(parent="15709", daughters=(chip,)))
    assert told(registered.uid).endswith("Undo that entry first.")
    two = history.post(Split(parent="15709", daughters=(chip, chip)))
    history.post(Split(parent="15709", daughters=(chip,)))
    assert told(one.uid).endswith("Undo that entry first, or void 15709,1.")
    assert told(two.uid).endswith("Undo that entry first.")
    history.post(described("15709,1", "class_name"))
    assert told(one.uid).endswith("Undo that entry first.")
