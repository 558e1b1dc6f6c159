"""Pieces that change number or parent read right on every day, in tree, genealogy and search, and verify."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import (
    AddBody,
    Adopt,
    CorrectBirth,
    CorrectIdentity,
    Daughter,
    Dissolve,
    Merge,
    Mission,
    NewNumber,
    OpenCollection,
    Operation,
    Register,
    Renumber,
    Reverse,
    Revive,
    Sight,
    Split,
    SwapNumbers,
    Void,
    Weigh,
)
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.browsing import Branch, Browsing, TreeQuery
from lunarcurator.services.family import family_of
from lunarcurator.services.form_context import find_piece
from lunarcurator.services.journal_sentences import sentence_of
from lunarcurator.services.mass_history import MassChange
from lunarcurator.services.pieces import piece_view
from lunarcurator.services.places import Places
from lunarcurator.services.recalls import recall_list, recall_of, write_recall
from lunarcurator.services.references import UnclearReference
from lunarcurator.services.searching import Searching
from lunarcurator.services.verifying import verify
from lunarcurator.services.words import Words

from tests.services.records.vault import Vault, grams, read

EARLY, SPLIT, LATE = 19710901, 19720101, 19800101


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = Vault.make(tmp_path / "vault.lunar")
    made.furnish()
    missions = (Mission(code="Apollo 14", name="Apollo 14", opened=19710301),)
    made.post(OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=missions), day=19690101)
    for number, mass in (("14305", 2497), ("14302", 381), ("14310", 3439)):
        register = Register(collection="Apollo", number=number, mission="Apollo 14", mass=grams(mass))
        made.post(register, day=EARLY)
    made.post(Split(parent="14302", daughters=(Daughter(mass=grams(30)), Daughter(mass=grams(20)))), day=SPLIT)
    yield made
    assert verify(made.session).sound
    made.session.close()


def english() -> Words:
    return Words.load("en", resources_folder() / "languages")


def tree(vault: Vault, day: int | None = None, seq: int | None = None) -> list[str]:
    """Return the tree of the mission as indented numbers, each with how many are said to be below it."""
    browsing = Browsing(vault.session)
    moment = Moment(day, seq)
    query = TreeQuery(moment=moment)
    lines: list[str] = []

    def walk(node: Branch | int, depth: int) -> None:
        children = browsing.children([node], query)[node]
        rows = browsing.rows([each[0] for each in children if isinstance(each[0], int)], moment)
        for child, below, _, _ in children:
            assert isinstance(child, int)
            if child in rows:
                lines.append(f"{'  ' * depth}{rows[child].number} {below}")
                walk(child, depth + 1)

    walk(next(branch for branch in branches(browsing, query) if branch.mission == "Apollo 14"), 0)
    return lines


def branches(browsing: Browsing, query: TreeQuery) -> list[Branch]:
    top = [each[0] for each in browsing.children([Branch(0)], query)[Branch(0)]]
    below = [each[0] for node in top for each in browsing.children([node], query)[node]]
    return [each for each in below if isinstance(each, Branch)]


def grams_of_family(vault: Vault, number: str, day: int | None = None) -> int | None:
    moment = Moment(day)
    browsing = Browsing(vault.session)
    ids = [node for node in browsing.line_to(vault.piece(number)) if isinstance(node, int)]
    family = browsing.rows(ids[-1:], moment)[ids[-1]].family
    return family.ug // 1_000_000 if family else None


def test_a_generic_that_became_a_split_hangs_where_it_belongs_on_every_day(vault: Vault) -> None:
    vault.post(Renumber(sample="14302", number="14305,18", parent="14305"), day=LATE)
    assert tree(vault) == ["14305 1", "  14305,18 2", "    14302,1 0", "    14302,2 0", "14310 0"]
    assert tree(vault, LATE) == tree(vault)
    assert tree(vault, SPLIT) == ["14302 2", "  14302,1 0", "  14302,2 0", "14305 0", "14310 0"]
    known = vault.posted[-2].seq
    assert tree(vault, seq=known) == tree(vault, SPLIT)
    assert grams_of_family(vault, "14305") == 2_878
    assert grams_of_family(vault, "14305", LATE) == 2_878
    assert grams_of_family(vault, "14305", SPLIT) is None


def test_a_family_of_another_day_counts_its_own_estimates(vault: Vault) -> None:
    about = Daughter(mass=Mass.estimated(9_000_000, 1_000_000))
    vault.post(Split(parent="14302", daughters=(about,)), day=SPLIT)
    vault.post(Renumber(sample="14302", number="14305,18", parent="14305"), day=LATE)
    browsing = Browsing(vault.session)
    ids = {number: browsing.line_to(vault.piece(number))[-1] for number in ("14305,18", "14305")}
    then = browsing.rows(list(ids.values()), Moment(SPLIT))
    family = then[ids["14305,18"]].family
    assert family is not None
    assert (family.pieces, family.estimated) == (4, 1)
    now = browsing.rows([ids["14305"]], Moment(LATE))[ids["14305"]].family
    assert now is not None
    assert (now.pieces, now.estimated) == (5, 1)


def test_an_undone_renumbering_leaves_the_tree_as_it_was(vault: Vault) -> None:
    before = tree(vault)
    seq = vault.post(Renumber(sample="14302", number="14305,18", parent="14305"), day=LATE).seq
    undone = vault.post(Reverse(entry=str(seq)))
    assert tree(vault) == tree(vault, LATE) == before
    vault.post(Reverse(entry=str(undone.seq)))
    assert tree(vault)[1] == "  14305,18 2"


def test_a_number_once_had_finds_the_piece_and_asks_before_acting(vault: Vault) -> None:
    vault.post(Renumber(sample="14302", number="14305,18", parent="14305"), day=LATE)
    with pytest.raises(UnclearReference) as unclear:
        find_piece(vault.session, "14302")
    assert unclear.value.key == "ref.other_name"
    assert unclear.value.facts["number"] == "14305,18"
    view = piece_view(vault.session, vault.piece("14305,18"))
    assert view is not None
    assert [(name.text, name.kind) for name in view.names] == [("14302", "former")]


def test_daughters_take_the_next_numbers_of_the_new_family_where_that_is_asked(vault: Vault) -> None:
    vault.post(Split(parent="14305", daughters=(Daughter(number="14305,17", mass=grams(1)),)), day=SPLIT)
    vault.post(Renumber(sample="14302", parent="14305", with_daughters=True), day=LATE)
    assert tree(vault)[:4] == ["14305 2", "  14305,17 0", "  14305,18 2", "    14305,19 0"]


def test_a_split_reassigned_to_another_generic_shows_both_parents(vault: Vault) -> None:
    vault.post(Renumber(sample="14302,1", number="14310,6", parent="14310"), day=LATE)
    uid = vault.piece("14310,6")
    told = [(line.depth, line.row.number, line.role) for line in family_of(vault.session, uid) if line.row]
    assert told == [(0, "14310", ""), (0, "14302", "daughter"), (1, "14310,6", "")]
    assert tree(vault) == ["14302 1", "  14302,2 0", "14305 0", "14310 1", "  14310,6 0"]
    assert tree(vault, SPLIT) == ["14302 2", "  14302,1 0", "  14302,2 0", "14305 0", "14310 0"]
    other = piece_view(vault.session, vault.piece("14302"))
    new = piece_view(vault.session, vault.piece("14310"))
    assert other is not None
    assert new is not None
    assert other.parts.daughters_ug == 50_000_000, "what was cut off it stays counted there"
    assert new.parts.daughters_ug == 0, "and nothing was taken out of the rock it came to belong to"
    assert [kin.row.number for kin in new.daughters] == ["14310,6"]


def test_swapped_numbers_find_the_right_pieces(vault: Vault) -> None:
    one, other = vault.piece("14305"), vault.piece("14310")
    vault.post(SwapNumbers(sample="14305", other="14310"), day=LATE)
    assert (vault.piece("14305"), vault.piece("14310")) == (other, one)
    assert grams_of_family(vault, "14305") is None


def test_a_merged_piece_hangs_below_the_one_it_joined(vault: Vault) -> None:
    vault.post(Merge(sample="14302", into="14305"), day=LATE)
    assert tree(vault) == ["14305 1", "  14302 2", "    14302,1 0", "    14302,2 0", "14310 0"]
    assert tree(vault, SPLIT)[0] == "14302 2"
    assert grams_of_family(vault, "14305") == 2_878
    with pytest.raises(UnclearReference) as unclear:
        find_piece(vault.session, "14302")
    assert unclear.value.key == "ref.merged"
    view = piece_view(vault.session, vault.piece("14305"))
    assert view is not None
    assert (view.steps[0].change, view.steps[0].entry.kind) == (MassChange.OTHER, "merge")


def test_an_adopted_piece_counts_once(vault: Vault) -> None:
    vault.post(Adopt(sample="14302", parent="14310"), day=SPLIT)
    view = piece_view(vault.session, vault.piece("14310"))
    assert view is not None
    assert (view.state.held_ug, view.parts.daughters_ug) == (3_058_000_000, 381_000_000)
    assert grams_of_family(vault, "14310") == 3_439
    assert tree(vault, EARLY) == ["14302 0", "14305 0", "14310 0"]


def test_a_corrected_birth_reads_as_it_should_have_been(vault: Vault) -> None:
    vault.post(Weigh(sample="14302,1", reading=read(29)), day=LATE)
    vault.post(CorrectBirth(sample="14302,1", parent="14310", mass=Mass.stated(35_000_000), evidence="data pack"))
    assert tree(vault, SPLIT) == ["14302 1", "  14302,2 0", "14305 0", "14310 1", "  14302,1 0"]
    view = piece_view(vault.session, vault.piece("14310"))
    assert view is not None
    assert [kin.born_ug for kin in view.daughters] == [35_000_000]
    assert view.parts.daughters_ug == 35_000_000
    old = piece_view(vault.session, vault.piece("14302"))
    assert old is not None
    assert [kin.row.number for kin in old.daughters] == ["14302,2"]
    assert old.daughters_in_all == 1
    assert old.state.held_ug == 361_000_000
    mended = piece_view(vault.session, vault.piece("14302,1"))
    assert mended is not None
    assert (mended.state.held_ug, [kin.row.number for kin in mended.parents]) == (29_000_000, ["14310"])


def test_a_voided_piece_comes_back(vault: Vault) -> None:
    uid = vault.piece("14302,2")
    vault.post(Void(sample="14302,2"))
    vault.post(Revive(sample="14302,2"))
    assert vault.piece("14302,2") == uid
    assert tree(vault)[:3] == ["14302 2", "  14302,1 0", "  14302,2 0"]


def test_a_number_of_several_bodies_asks_which(vault: Vault) -> None:
    vault.post(AddBody(sample="14310", body="B", first="A", mass=grams(1_000)), day=LATE)
    assert tree(vault)[-2:] == ["14310 1", "  14310/B 0"]
    with pytest.raises(UnclearReference) as unclear:
        find_piece(vault.session, "14310")
    assert unclear.value.key == "ref.several_bodies"
    assert unclear.value.facts["bodies"] == "14310/A, 14310/B"
    first, second = find_piece(vault.session, "14310/A"), find_piece(vault.session, "Apollo:14310/b")
    assert first != second
    vault.post(Split(parent="14310/B", daughters=(Daughter(mass=grams(1)),)), day=LATE)
    assert tree(vault)[-1] == "    14310,1 0"
    for wrong in ("14310/C", "x/A", "14305/A"):
        with pytest.raises(UnclearReference):
            find_piece(vault.session, wrong)


def test_a_dissolved_number_ends_in_several_pieces(vault: Vault) -> None:
    parts = (Daughter(mass=grams(2_000)), Daughter(unaccounted=True))
    vault.post(Dissolve(sample="14305", daughters=parts), day=LATE)
    assert tree(vault)[3:6] == ["14305 2", "  14305,1 0", "  14305,2 0"]
    view = piece_view(vault.session, vault.piece("14305"))
    assert view is not None
    assert view.state.retired_reason == "dissolved"


def test_every_piece_is_known_by_an_exact_reference_too(vault: Vault) -> None:
    uid: Uid = vault.piece("14302")
    vault.post(Merge(sample=f"#{uid}", into="14305"), day=LATE)
    assert piece_view(vault.session, uid) is not None


def test_numbers_given_by_hand_stay_and_the_others_follow_them(vault: Vault) -> None:
    vault.post(Split(parent="14302,1", daughters=(Daughter(mass=grams(1)),)), day=SPLIT)
    vault.post(AddBody(sample="14302", body="B", first="A", mass=grams(2)), day=SPLIT)
    told = (NewNumber(sample="14302,2", number="14305,40"), NewNumber(sample="14302,1"))
    vault.post(Renumber(sample="14302/A", number="14305,18", parent="14305", daughters=told), day=LATE)
    lines = ["  14305,18 3", "    14305,18/B 0", "    14305,40 0", "    14305,41 1", "      14302,3 0"]
    assert tree(vault)[1:6] == lines


def test_a_body_goes_along_with_the_number_it_shares(vault: Vault) -> None:
    vault.post(AddBody(sample="14302", body="B", first="A", mass=grams(2)), day=SPLIT)
    vault.post(Renumber(sample="14302/A", number="14305,18", parent="14305", with_daughters=True), day=LATE)
    assert tree(vault)[1:5] == ["  14305,18 3", "    14305,18/B 0", "    14305,19 0", "    14305,20 0"]


def test_what_was_parted_before_is_not_recalled(vault: Vault) -> None:
    words = english()
    uid = vault.piece("14302")
    vault.post(Split(parent="14302", daughters=(Daughter(mass=grams(1)),)), day=LATE)
    vault.post(Reverse(entry=str(vault.post(Sight(samples=("14302",)), day=LATE).seq)))
    found = recall_of(vault.session, words, uid, LATE)
    assert [row.number for row in found.pieces] == ["14302", "14302,3"]
    assert [line.sentence for line in found.entries] == ["Split 14302 into 1: ,3 1.000\u00a0g"]
    assert recall_list(vault.session, words, Uid("f" * 32)) == ()


def test_a_recall_list_says_who_has_what(vault: Vault, tmp_path: Path) -> None:
    words = english()
    vault.post(Merge(sample="14302", into="14305"), day=LATE)
    found = recall_of(vault.session, words, vault.piece("14305"), LATE)
    assert write_recall(vault.session, words, found, tmp_path / "recall.csv") == 2
    text = (tmp_path / "recall.csv").read_text(encoding="utf-8-sig")
    assert "Merged 14302 into 14305" in text


SENTENCES = (
    (
        Renumber(sample="14302", number="14305,18", parent="14305"),
        "Renumbered 14302 to 14305,18, a piece of 14305",
    ),
    (SwapNumbers(sample="14305", other="14310"), "Swapped the numbers of 14310 and 14305"),
    (Merge(sample="14302", into="14305"), "Merged 14302 into 14305"),
    (
        Dissolve(sample="14305", daughters=(Daughter(), Daughter())),
        "Dissolved 14305 into 2 pieces: 14305,1 and 14305,2",
    ),
    (Adopt(sample="14305", parent="14310"), "Said that 14305 came from 14310"),
    (
        CorrectBirth(sample="14302,1", parent="14310", evidence="page 7"),
        "Corrected that 14302,1 began, out of 14310",
    ),
    (CorrectBirth(sample="14305", born=19710915, evidence="page 7"), "Corrected that 14305 began on 1971-09-15"),
    (AddBody(sample="14310", body="B", first="A"), "Added body B to 14310"),
    (
        CorrectIdentity(sample="14310", other="14305", evidence="label"),
        "Said that what was recorded of 14310 was 14305",
    ),
)


@pytest.mark.parametrize(("operation", "sentence"), SENTENCES, ids=lambda each: getattr(each, "KIND", None))
def test_the_journal_tells_each_act(vault: Vault, operation: Operation, sentence: str) -> None:
    seq = vault.post(operation, day=LATE).seq
    assert sentence_of(vault.session, english(), seq) == sentence


def test_the_journal_tells_that_a_void_was_taken_back(vault: Vault) -> None:
    vault.post(Void(sample="14302,2"))
    seq = vault.post(Revive(sample="14302,2")).seq
    assert sentence_of(vault.session, english(), seq) == "Took the voided 14302,2 back"


def test_search_finds_bodies_and_pieces_by_every_number_they_had(vault: Vault) -> None:
    vault.post(Renumber(sample="14302", number="14305,18", parent="14305"), day=LATE)
    vault.post(AddBody(sample="14310", body="B", first="A", mass=grams(2), place="C12"), day=LATE)
    searching = Searching(vault.session, Browsing(vault.session))
    assert next(hit.row.number for hit in searching.search("14302").hits) == "14305,18"
    assert {"14310", "14310/B"} <= {hit.row.number for hit in searching.search("14310").hits}
    places = Places(vault.session)
    held = places.contents(places.tree(), vault.place("Cabinet 12")).rows
    assert [row.number for row, _ in held] == ["14310/B"]
