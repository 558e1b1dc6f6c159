"""The samples room as of another day: what was in the book then, and what it cannot do meanwhile."""

from lunarcurator.desktop.models.tree_shape import ROOT
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import Mission, OpenCollection, Register
from PySide6.QtCore import Qt

from tests.desktop.samples.bench import SampleBench


def test_another_day_shows_the_tree_of_that_day_and_posts_nothing(bench: SampleBench) -> None:
    stone = bench.open("15555")
    bench.context.show_moment(Moment(20200215))
    bench.settle()
    assert bench.children(stone) == ["15555,1", "15555,2", "15555,3"]
    assert bench.text(bench.key("15555,1"), "mass") == "6.000"
    assert not bench.room.tree.hasChildren(bench.room.tree.index_of(bench.key("15555,1")))
    assert not bench.room.actions_of_head.buttons["register"].isEnabled()
    assert "another day" in bench.room.actions_of_head.buttons["register"].toolTip()
    assert not bench.room.bar.row.isVisible()
    assert "sorting know only today" in bench.room.bar.resting.text()
    assert bench.room.bar.resting.isVisible()
    header = bench.room.view.header()
    assert not header.sectionsClickable()
    assert not header.isSortIndicatorShown()
    assert "by number" in header.toolTip()
    bench.context.show_moment(Moment(20191231))
    bench.settle()
    assert bench.rows() == []
    assert bench.room.head.totals() == "none yet"
    assert bench.room.pages.currentWidget() is bench.room.nothing
    bench.qtbot.mouseClick(bench.room.nothing.button, Qt.MouseButton.LeftButton)
    assert bench.context.moment == NOW
    bench.settle()
    assert bench.room.bar.row.isVisible()
    assert not bench.room.bar.resting.isVisible()
    assert header.sectionsClickable()
    assert bench.children(stone) == ["15555,1", "15555,2", "15555,3"]
    assert bench.text(bench.key("15555,1"), "mass") == "4.000"
    assert bench.room.actions_of_head.buttons["register"].isEnabled()


def test_a_collection_that_was_not_there_yet_is_not_in_the_tree_of_that_day(bench: SampleBench) -> None:
    missions = (Mission(code="Luna 16", name="Luna 16", opened=19700924),)
    bench.post(OpenCollection(code="L", name="Luna", scheme="plain", missions=missions), day=20200601)
    assert bench.children(ROOT) == ["Apollo", "Luna"]
    bench.context.show_moment(Moment(20200531))
    bench.settle()
    assert bench.children(ROOT) == ["Apollo"]
    bench.context.show_moment(Moment(20200601))
    bench.settle()
    assert bench.children(ROOT) == ["Apollo", "Luna"]
    mass = Mass.measured(1_000, 1)
    late = Register(collection="Luna", number="21000", mission="Luna 16", mass=mass, form="chip")
    bench.context.show_moment(NOW)
    bench.post(late, day=20200101)
    bench.context.show_moment(Moment(20200531))
    bench.settle()
    assert bench.children(ROOT) == ["Apollo", "Luna"]
