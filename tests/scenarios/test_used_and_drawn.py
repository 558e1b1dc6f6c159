"""Scenarios 13 and 16: a sample used up by one consortium, and a Chinese round from a 150 g bottle."""

from lunarcurator.domain.accounts import Account
from lunarcurator.domain.operations import (
    ChangeCondition,
    Consume,
    Daughter,
    Move,
    PlanSplit,
    Register,
    Renumber,
    Split,
    Weigh,
)
from lunarcurator.domain.status import Condition
from lunarcurator.services.orders import orders

from tests.scenarios.lab import GRAM, LSC, MG, Lab, read, stated, weighed


def test_a_sample_is_allotted_whole_and_its_children_live_on(told: Lab) -> None:
    """72415-72418 are 58.74 g together; 72417 went whole to one consortium. Masses of its splits are invented."""
    lab = told
    source = LSC + "72415"
    masses = {"72415": 32.34, "72416": 11.53, "72417": 11.32, "72418": 3.55}
    lab.post(
        *(
            Register(
                collection="Apollo",
                number=number,
                mission="Apollo 17",
                mass=stated(grams, 10 * MG),
                form="whole_rock",
                place="Cabinet 1",
            )
            for number, grams in masses.items()
        ),
        day=19721219,
        source=source,
    )
    assert lab.account(Account.HERE) == 58.74
    splits = tuple(
        Daughter(number=f"72417,{nth}", form="chip", mass=stated(grams, 10 * MG))
        for nth, grams in ((1, 5), (2, 4.32), (3, 2))
    )
    lab.post(
        Split(parent="72417", daughters=splits, retires=True), day=19740000, stated="not published", source=source
    )
    lab.post(
        Consume(sample="72417,1", method="isotope dilution (invented)", by="the consortium", evidence=source),
        day=19760000,
        stated="not published",
        source=source,
    )
    lab.post(
        Consume(sample="72417,2", ug=4 * GRAM, method="INAA (invented)", by="the consortium", evidence=source),
        day=19770000,
        stated="not published",
        source=source,
    )
    assert lab.grams("72417") == 0
    assert lab.view("72417").state.existence == "retired"
    living = [kin.row.number for kin in lab.view("72417").daughters if kin.row.values["existence"] == "exists"]
    assert living == ["72417,2", "72417,3"]
    assert (lab.grams("72417,2"), lab.account(Account.CONSUMED)) == (0.32, 9)
    assert lab.account(Account.HERE) == 49.74
    assert lab.account(Account.CONSUMED, 19751231) == 0
    assert lab.view("72417,1").state.existence == "consumed"
    # Nothing is left to be asked for.
    asked = PlanSplit(parent="72417", daughters=(Daughter(form="chip"),), request="A request (invented)")
    assert lab.refusal(asked, day=20200101)


def enter_bottle(lab: Lab) -> None:
    """Enter a bottle of powder and a section of another one."""
    lab.places(("cabinet", "Exposed store", "Returned vault"))
    bottle = Register(
        collection="Chang'e-5",
        number="CE5C0400",
        mission="Chang'e-5",
        mass=weighed(150, 100),
        form="powder",
        place="Cabinet 1",
        condition=Condition.PRISTINE,
    )
    section = Register(
        collection="Chang'e-5",
        number="CE5C0800YJYX005GP",
        mission="Chang'e-5",
        form="polished_section",
        place="Section library",
    )
    lab.post(bottle, section, day=20201219)


def test_a_bottle_is_right_to_a_tenth_of_a_milligram_after_hundreds_of_draws(told: Lab) -> None:
    """A bottle of about 150 g, drawn from by the milligram; every quantity of this history is invented."""
    lab = told
    enter_bottle(lab)
    # One responsible person with three applications: 100 mg asked for, 80 mg granted and 80.1 mg weighed.
    for nth in range(1, 4):
        lab.post(
            PlanSplit(
                parent="CE5C0400",
                daughters=(Daughter(form="powder"),),
                request=f"Application {nth}, person A (invented), 100 mg asked, 80 mg granted",
            ),
            day=20210901,
        )
    assert [order.request.partition(",")[0] for order in orders(lab.session)] == [
        "Application 1", "Application 2", "Application 3",
    ]  # fmt: skip
    granted = weighed(0.0801, 100)
    for round_ in range(10):
        draws = tuple(
            Split(parent="CE5C0400", daughters=(Daughter(form="powder", mass=granted),)) for _ in range(30)
        )
        lab.post(*draws, day=20211001 + round_)
    drawn = round(300 * 0.0801, 4)
    assert lab.grams("CE5C0400") == round(150 - drawn, 4)
    assert lab.account(Account.RECEIVED, collection="Chang'e-5") == -150
    # The balance reads 0.4 mg less than the book after 300 draws: shrinkage shows in the total, not in the act.
    lab.post(Weigh(sample="CE5C0400", reading=read(150 - drawn - 0.0004, 100)), day=20220101,
             accept=("weigh.lost",))  # fmt: skip
    assert lab.account(Account.ADJUSTMENT, collection="Chang'e-5") == 0.0004
    assert lab.grams("CE5C0400", 20211231) == round(150 - drawn, 4)
    first = next(kin.row.number for kin in lab.view("CE5C0400").daughters if kin.born_ug)
    lab.post(
        ChangeCondition(samples=(first,), condition=Condition.AIR_EXPOSED, reason="Returned by the borrower"),
        Move(to="Exposed store", samples=(first,)),
        Renumber(sample=first, number="CE5C0400YJFM999"),
        day=20221001,
        source="Returned powder goes to the exposed store under a new number",
    )
    assert lab.names("CE5C0400YJFM999") == {first: "former"}
    assert lab.place("CE5C0400YJFM999") == "Exposed store"
    assert lab.view("CE5C0400YJFM999").state.condition == "air_exposed"
    assert lab.held_in("Exposed store") == {"CE5C0400YJFM999": 80_100}
    assert lab.grams("CE5C0400YJFM999") == 0.0801
    assert lab.grams("CE5C0800YJYX005GP") is None
