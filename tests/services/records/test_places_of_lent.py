"""What places hold after acts on loans: added up for the places concerned only, and the same as anew."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Register, Reverse
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.off_site_reading import OffSiteReading
from lunarcurator.services.places import Places
from lunarcurator.services.words import Words

from tests.made_once import copied
from tests.services.lending.lent_lab import OTHER, LentLab


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    made = copied(LentLab, tmp_path / "lent.lunar")
    yield made
    made.session.close()


def test_lending_and_taking_back_renews_the_places_concerned_only(lab: LentLab) -> None:
    words = Words.load("en", resources_folder() / "languages", strict=True)
    places, away = Places(lab.session), OffSiteReading(lab.session)
    lab.post(Reverse(entry=str(lab.session.head().seq)))
    tree = away.with_away(places.tree(), words)
    before = places.totals(tree)
    for act in ("lend", "undo", "redo"):
        if act == "lend":
            posted = lab.lend("Borrower A", OTHER)
        else:
            posted = lab.post(Reverse(entry=str(lab.session.head().seq)))
        changes = posted.changes
        assert changes.samples
        tree = away.with_away(tree, words)
        renewed = places.renewed(tree, before, changes.samples, changes.born, changes.seq)
        assert renewed is not None, act
        assert dict(renewed.whole) == dict(places.totals(tree).whole), act
        assert away.ever_lent(changes.samples), act
        assert [each.uid for each in tree.with_away(tree.away).away] == [each.uid for each in tree.away]
        before = renewed


def test_what_never_left_does_not_concern_what_is_away(lab: LentLab) -> None:
    away = OffSiteReading(lab.session)
    assert not away.ever_lent(())
    number = "15558"
    said = Mass.measured(2_000, 1)
    new = lab.post(Register(collection="A", number=number, mission="M", mass=said, form="chip", place="Room"))
    assert not away.ever_lent(new.changes.born)
