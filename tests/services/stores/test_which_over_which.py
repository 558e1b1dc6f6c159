"""Which file is put over which: restoring, opening, posting, backing up and verifying agree on what is missing."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from lunarcurator.__main__ import main
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.operations import SetUpPlace
from lunarcurator.services import witnesses
from lunarcurator.services.backups import back_up, restore
from lunarcurator.services.first_operator import make_first_operator
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.stores import GOES_ON, open_session, start_store
from lunarcurator.services.verifying import about_witnesses, verify_witnessed
from lunarcurator.services.words import Words
from lunarcurator.store.errors import StoreError
from lunarcurator.store.histories import command_to_go_on
from lunarcurator.store.peeking import lab_at_rest
from lunarcurator.store.witness import NAME

from tests.services.stores.test_forks import backed_up, hire, keys_of, opens, store  # noqa: F401
from tests.store.breaking import broken_into

WHOLE, LACKING, REFUSED = "whole", "lacking", "refused"
MISSING: Final = GOES_ON | {"restore.replaced_has"}


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is known of other tests."""
    monkeypatch.setattr(witnesses, "own_folder", lambda: tmp_path / "own")


def other_store(folder: Path, lab: str = "Laboratory B") -> Path:
    """Another store, of a lab with a name."""

    def named(session: StoreSession) -> None:
        make_first_operator(session, "B. Curator")
        site = Act(operation=SetUpPlace(kind="site", name=lab), day=session.today)
        session.post(Posting(acts=(site,), operator=OperatorRef("B. Curator")))

    opened = start_store(folder / "other.lunar", named)
    opened.session.close()
    return opened.session.path


def forget(folder: Path) -> None:
    for path in folder.rglob(NAME):
        path.unlink()


# Each puts a file over lab.lunar, which is to come out as it says, and returns the exit code of `restore`.


def put(backup: Path, target: Path, *more: str) -> int:
    return main(["restore", str(backup), "--to", str(target), "--replace", *more])


def own_newest(lab: Path, folder: Path) -> int:
    hire(lab, "B. Second")
    return put(backed_up(lab, folder / "stick").path, lab)


def own_older(lab: Path, folder: Path) -> int:
    made = backed_up(lab, folder / "stick").path
    hire(lab, "B. Second")
    return put(made, lab)


def own_older_and_nothing_known(lab: Path, folder: Path) -> int:
    code = own_older(lab, folder)
    forget(folder)
    return code


def own_older_and_decided(lab: Path, folder: Path) -> int:
    made = backed_up(lab, folder / "stick").path
    hire(lab, "B. Second")
    return put(made, lab, "--continue-from-here")


def a_practice_copy(lab: Path, folder: Path) -> int:
    practice = folder / "practice.lunar"
    restore(backed_up(lab, folder / "stick").path, practice)
    hire(practice, "P. One")
    hire(lab, "B. Second")
    return put(practice, lab)


def nothing_beside_a_copy_of_the_same_name(lab: Path, folder: Path) -> int:
    (folder / "practice").mkdir()
    practice = folder / "practice" / lab.name
    restore(backed_up(lab, folder / "stick").path, practice)
    hire(practice, "P. One")
    return 0


def a_wrong_restore_undone(lab: Path, folder: Path) -> int:
    made = backed_up(lab, folder / "stick").path
    hire(lab, "B. Second")
    put(made, lab, "--continue-from-here")
    hire(lab, "W. Wrong")
    (kept,) = folder.glob("lab-replaced-*.lunar")
    return put(kept, lab)


def another_store(lab: Path, folder: Path) -> int:
    return put(backed_up(other_store(folder), folder / "stick").path, lab)


def another_store_decided(lab: Path, folder: Path) -> int:
    return put(other_store(folder), lab, "--continue-from-here")


def another_store_over_one_to_be_looked_at(lab: Path, folder: Path) -> int:
    code = own_older(lab, folder)
    assert another_store(lab, folder) == 4
    return code


def a_damaged_one_of_another_store(lab: Path, folder: Path) -> int:
    other = other_store(folder)
    made = backed_up(lab, folder / "stick").path
    with broken_into(other) as raw:
        raw.execute("DELETE FROM place")
    before = other.read_bytes()
    code = put(made, other)
    assert other.read_bytes() == before
    return code


def over_one_that_cannot_be_read(lab: Path, folder: Path) -> int:
    made = backed_up(lab, folder / "stick").path
    lab.write_bytes(b"no store" * 1000)
    return put(made, lab)


def over_one_whose_identity_is_damaged(lab: Path, folder: Path) -> int:
    made = backed_up(lab, folder / "stick").path
    with broken_into(lab) as raw:
        raw.execute("UPDATE setting SET value = 'zz' WHERE key = 'store_id'")
    return put(made, lab)


CASES: Final[dict[Callable[[Path, Path], int], tuple[int, str, bool]]] = {
    # What restore ends with, what becomes of the store, and whether it takes entries.
    own_newest: (0, WHOLE, True),
    own_older: (4, LACKING, False),
    own_older_and_nothing_known: (4, LACKING, False),
    own_older_and_decided: (0, WHOLE, True),
    a_practice_copy: (4, LACKING, False),
    nothing_beside_a_copy_of_the_same_name: (0, LACKING, True),
    a_wrong_restore_undone: (4, LACKING, False),
    another_store: (4, WHOLE, True),
    another_store_decided: (4, WHOLE, True),
    another_store_over_one_to_be_looked_at: (4, LACKING, False),
    a_damaged_one_of_another_store: (4, WHOLE, True),
    over_one_that_cannot_be_read: (0, WHOLE, True),
    over_one_whose_identity_is_damaged: (0, WHOLE, True),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_all_say_the_same_of_what_is_missing(
    case: Callable[[Path, Path], int],
    store: Path,  # noqa: F811
    tmp_path: Path,
    words: Words,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, outcome, takes = CASES[case]
    assert case(store, tmp_path) == code
    capsys.readouterr()
    opened = open_session(store)
    opened.session.close()
    said = [words.say_finding(each) for each in opened.notes if each.key in MISSING]
    assert (bool(said), not opened.session.read_only) == (outcome == LACKING, takes)
    for command in (
        ["verify", str(store)],
        ["backup", str(store), "--to", str(tmp_path / "kept")],
        # A backup does not make anybody forget what the store lacks.
        ["verify", str(store)],
    ):
        ended = main(command)
        told = "".join(capsys.readouterr())
        assert ended == (4 if outcome == LACKING else 0), told
        for sentence in said:
            assert sentence in told, command
    if takes:
        hire(store, "Z. Last")
    else:
        with pytest.raises(StoreError):
            hire(store, "Z. Last")


@pytest.mark.parametrize("of_the_lab", [True, False])
def test_a_file_that_does_not_say_which_store_it_is_may_have_entries_that_nothing_else_tells_of(
    store: Path,  # noqa: F811
    tmp_path: Path,
    of_the_lab: bool,
) -> None:
    backup = backed_up(store, tmp_path / "stick").path
    target = other_store(tmp_path)
    if of_the_lab:
        target = store
        hire(store, "B. Second")
    with broken_into(target) as raw:
        raw.execute("UPDATE setting SET value = upper(value) || 'x' WHERE key = 'store_id'")
    forget(tmp_path)
    made = restore(backup, target, replace=True)
    assert "restore.replaced_unread" in keys_of(made)
    assert made.replaced is not None


def test_another_store_is_refused_with_the_names_of_both_and_what_to_do(
    store: Path,  # noqa: F811
    tmp_path: Path,
    words: Words,
) -> None:
    other = other_store(tmp_path)
    before = (store.read_bytes(), other.read_bytes(), sorted(tmp_path.glob("*.lunar")))
    for backup, target in ((store, other), (other, store)):
        with pytest.raises(StoreError) as caught:
            restore(backup, target, replace=True)
        sentence = words.say(caught.value.key, caught.value.facts)
        for each in (store.name, other.name, "Laboratory B", "1 entry", "2 entries", "a name of its own"):
            assert each in sentence
    for left in (*tmp_path.glob("*-wal"), *tmp_path.glob("*-shm")):
        left.unlink()
    assert (store.read_bytes(), other.read_bytes(), sorted(tmp_path.glob("*.lunar"))) == before
    assert lab_at_rest(tmp_path / "none.lunar") == ""


def test_a_restore_that_was_undone_is_told_with_what_was_given_up_and_where_that_is(
    store: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    assert a_wrong_restore_undone(store, tmp_path) == 4
    assert put(store, store, "--continue-from-here") == 0
    (kept,) = (path for path in tmp_path.glob("lab-replaced-*.lunar") if "W. Wrong" in names_in(path))
    with closing(open_session(store).session) as session:
        said = [
            each for each in about_witnesses(verify_witnessed(session)) if each.key.startswith("verify.brought")
        ]
    assert [(each.key, dict(each.facts)) for each in said] == [
        ("verify.brought_back_without", {"after": 2, "last": 2, "file": kept.name, "count": 1})
    ]
    kept.unlink()
    with closing(open_session(store).session) as session:
        said = [
            each for each in about_witnesses(verify_witnessed(session)) if each.key.startswith("verify.brought")
        ]
    assert dict(said[0].facts)["file"] == ""


def names_in(path: Path) -> set[str]:
    with broken_into(Path(shutil.copy(path, path.with_suffix(".looked")))) as raw:
        return {name for (name,) in raw.execute("SELECT name FROM desk")}


def test_a_store_that_went_on_several_times_from_one_entry_says_so_once(store: Path, tmp_path: Path) -> None:  # noqa: F811
    for stick in "123":
        restore(backed_up(store, tmp_path / stick).path, store, replace=True)
    with closing(open_session(store).session) as session:
        said = [each.key for each in about_witnesses(verify_witnessed(session))]
    assert said.count("verify.brought_back") == 1


def test_a_saved_copy_of_one_to_be_looked_at_says_what_only_the_replaced_file_had(
    store: Path,  # noqa: F811
    tmp_path: Path,
    words: Words,
) -> None:
    own_older(store, tmp_path)
    with closing(open_session(store).session) as session:
        made = back_up(session, tmp_path / "there", name="copy.lunar")
    assert "restore.replaced_has" in keys_of(made)
    assert (made.is_behind, made.key_of_lack) == (True, "backup.not_witnessed")
    forget(tmp_path)
    assert opens(made.path) == (True, ["restore.to_look", "restore.replaced_has"])
    assert any(command_to_go_on(made.path) in words.say_finding(each) for each in made.notes)


def test_a_head_is_written_down_of_a_store_that_lacks_entries_of_another_history(
    store: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    nothing_beside_a_copy_of_the_same_name(store, tmp_path)
    hire(store, "B. Second")
    made = backed_up(store, tmp_path / "stick")
    assert (made.is_behind, made.key_of_lack) == (True, "backup.lacks_entries")


def test_a_copy_that_is_to_go_on_has_another_name_than_its_store(store: Path, tmp_path: Path) -> None:  # noqa: F811
    with closing(open_session(store).session) as session:
        for name in (store.name, store.name.upper()):
            with pytest.raises(StoreError) as refused:
                back_up(session, tmp_path / "practice", name=name)
            assert refused.value.key == "backup.same_name"
    assert not [*(tmp_path / "practice").glob("*.lunar")]
