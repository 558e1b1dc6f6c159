"""Scenarios 15 and 2 through the real window: a display that came back, and a rock that became a split."""

from lunarcurator.domain.accounts import Account
from lunarcurator.domain.operations import Daughter, Register, Split

from tests.scenarios.lab import GRAM, LSC, NOT_WEIGHED, Lab, stated
from tests.scenarios.window import Opened, again, opened


def test_a_display_comes_back_and_the_last_act_is_undone_by_keys(lab: Lab, opened: Opened) -> None:
    """12072 was a public display, then demounted and re-entered; venue and days are not published."""
    lab.places(("venue", "Venue of 12072", ""))
    piece = Register(
        collection="Apollo",
        number="12072",
        mission="Apollo 12",
        mass=stated(103.6, 100_000),
        form="whole_rock",
        condition="pristine",
        place="Cabinet 2",
    )
    lab.post(piece, day=19691125, source="Apollo sample catalogue, NASA JSC")
    window = opened(lab)
    window.go("12072")
    dialog = window.open("send_to_display")
    window.type(dialog, "place", "Venue of 12072")
    window.type(dialog, "day", "1975-01-01")
    window.act(dialog)
    window.go("12072")
    dialog = window.open("take_down")
    window.type(dialog, "to", "Returned vault")
    window.type(dialog, "day", "1990-01-01")
    window.type(dialog, "remarks", "Demounted")
    window.act(dialog)
    window.press("undo")
    window.press("redo")
    again(lab, window)
    lab.days |= {19750101, 19900101}
    assert lab.view("12072").state.condition == "returned"
    assert lab.place("12072", 19800101) == "Venue of 12072"
    assert lab.place("12072") == "Returned vault"
    assert [stay.custody for stay in lab.view("12072").stays] == ["here", "display", "here"]
    assert (lab.account(Account.DISPLAY, 19800101), lab.account(Account.DISPLAY)) == (103.6, 0)
    lab.closes_on_each_day()


def test_a_rock_becomes_a_split_of_the_one_it_fits(lab: Lab, opened: Opened) -> None:
    """14302 fits 14305 and becomes 14305,18; that a chip was taken of it before, and its day, are invented."""
    rocks = (
        Register(collection="Apollo", number=number, mission="Apollo 14", mass=mass, form="whole_rock")
        for number, mass in (("14305", stated(2_497, GRAM)), ("14302", NOT_WEIGHED))
    )
    lab.post(*rocks, day=19710211, source=LSC + "14305")
    lab.post(Split(parent="14302", daughters=(Daughter(form="chip", mass=stated(1.5)),)), day=19710301)
    window = opened(lab)
    window.go("14302")
    dialog = window.open("renumber")
    window.type(dialog, "number", "14305,18")
    window.type(dialog, "parent", "14305")
    window.type(dialog, "day", "1971-04-01")
    window.type(dialog, "source", LSC + "14305")
    window.until(lambda: dialog.form.inputs["parent"].found is not None)
    window.until(lambda: "14302 becomes 14305,18" in dialog.outcome.lines)
    window.act(dialog)
    window.press("undo")
    window.press("redo")
    again(lab, window)
    lab.days.add(19710401)
    assert lab.parents("14305,18") == [("14305", "joined")]
    assert lab.names("14305,18") == {"14302": "former"}
    assert lab.found("14302")[0] == ("14305,18", "14302")
    assert lab.view("14305,18", 19710302).row.number == "14302"
    assert (lab.grams("14305"), lab.grams("14302,1")) == (2_497, 1.5)
    lab.closes_on_each_day()


__all__ = ["opened"]
