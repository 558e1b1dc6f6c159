"""A part reported lost at a borrower's and found: home under a number of its own, or with the borrower again."""

from collections.abc import Iterator
from typing import Any

import pytest
from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations.accounting import CameBack, FindAgain, ReportLoss, ReportUse, ReturnLine
from lunarcurator.domain.operations.weighing import Reading

from tests.domain.ledger.bench import Entry
from tests.domain.ledger.lab import keys
from tests.domain.ledger.loans_bench import LATER, Loans, document

FOUND = 20220301
LOST = ("line.loss_needs_authority",)
USED = ("use.was_not_granted", "use.reported_before")
STOOD = ("return.no_place", "return.not_confirmed")


@pytest.fixture
def bench() -> Iterator[Loans]:
    bench = Loans()
    bench.enter("P", "U")
    yield bench
    assert bench.closes()
    assert all(bench.held(each) for each in ("P", "U"))


def lose(bench: Loans, ug: int | None = 30, number: str = "P", **more: Any) -> Entry:
    told = {"circumstances": "dropped", "report": document(), **more}
    return bench.do(ReportLoss(line=bench.line_ref(number), ug=ug, **told), LATER, LOST)


def found(bench: Loans, piece: str = "P", day: int = FOUND, accept: tuple[str, ...] = (), **more: Any) -> Entry:
    home = more.get("home", True)
    here = {"place": bench.place_ref("Returned"), "number": "P1", "confirmed": True}
    told = {**(here if home else {}), **more}
    act = FindAgain(line=bench.line_ref(piece), report=document("letter 9"), **told)
    return bench.do(act, day, (*STOOD, "return.place_needs_why", *accept))


def read(ug: int, resolution: int = 1) -> Reading:
    return Reading(net_ug=ug, resolution_ug=resolution)


def test_it_comes_home_as_a_split_and_the_line_is_as_before(bench: Loans) -> None:
    lose(bench)
    entry = found(bench)
    assert bench.net(entry) == {"lost P -30/0", "here P1 +30/0"}
    assert bench.held("P") == "70/0"
    assert bench.moves("P") == {"issued 100/0", "lost 30/0", "lost -30/0", "returned 30/0"}
    assert bench.line("P").fields["found"] == FOUND


def test_it_stays_with_the_borrower_who_answers_for_it_again(bench: Loans) -> None:
    lose(bench)
    entry = found(bench, ug=20, home=False)
    assert bench.lines(entry) == {"lost P -20/0", "loan P +20/0"}
    assert bench.held("P") == "90/0"
    assert bench.line("P").account.lost_ug == 10
    assert keys(lambda: found(bench, ug=11)) == {"find_again.more_than_lost"}


def test_it_comes_home_after_the_line_was_closed(bench: Loans) -> None:
    lose(bench)
    bench.do(ReportUse(line=bench.line_ref("P"), method="dissolved", report=document()), LATER, USED)
    assert keys(lambda: found(bench, home=False)) == {"find_again.line_is_closed"}
    entry = found(bench, reading=read(29))
    assert bench.net(entry) == {"lost P -29/0", "here P1 +29/0"}
    assert bench.line("P").account.lost_ug == 1
    assert not bench.line("P").is_open


def test_what_weighs_more_than_was_lost_asks_beyond_tolerance(bench: Loans) -> None:
    lose(bench)
    assert keys(lambda: found(bench, reading=read(40))) == {"mass.does_not_close"}
    entry = found(bench, reading=read(31))
    assert bench.net(entry) == {"lost P -30/0", "adjustment P -1/0", "here P1 +31/0"}


def test_what_cannot_be_found_again(bench: Loans) -> None:
    assert keys(lambda: found(bench)) == {"find_again.nothing_lost"}
    lose(bench)
    assert "line.before_last" in keys(lambda: found(bench, day=LATER - 1))
    lose(bench, None, "U")
    assert keys(lambda: found(bench, "U")) == {"find_again.lost_whole"}


def test_of_an_unknown_mass_a_part_is_found_with_the_borrower(bench: Loans) -> None:
    assert bench.lines(lose(bench, 5, "U")) == {"lost U +5/0", "unmeasured U -5/0"}
    assert bench.lines(found(bench, "U", home=False)) == {"lost U -5/0", "unmeasured U +5/0"}
    assert (bench.held("U"), bench.line("U").account.lost_ug) == ("0/1", 0)


def test_of_an_unknown_mass_a_part_comes_home(bench: Loans) -> None:
    lose(bench, 5, "U")
    entry = found(bench, "U")
    assert bench.net(entry) == {"lost U -5/0", "here P1 +5/0"}
    assert bench.held("U") == "0/1"


# Mass tolerance: a return closes within what all readings behind it allow together.


def powder(bench: Loans, issued: int = 100_700, resolution: int = 10) -> None:
    """W is a powder of 100.70 mg read to 0.01 mg, and out."""
    bench.register("W", Mass.measured(issued, resolution), place="Cabinet", form="powder")
    bench.enter("W")


def use(bench: Loans, ug: int, resolution: int) -> None:
    told = {"method": "dissolved", "report": document(), "resolution_ug": resolution}
    bench.do(ReportUse(line=bench.line_ref("W"), ug=ug, **told), LATER, USED)


def give_back(bench: Loans, ug: int, resolution: int = 10, **more: Any) -> Entry:
    row = CameBack(itself=True, reading=read(ug, resolution), place=bench.place_ref("Returned"), confirmed=True)
    told = {"pieces": (row,), "sheet": document("sheet"), "method": "dissolved", **more}
    accepted = ("return.place_needs_why", "use.was_not_granted")
    return bench.do(ReturnLine(line=bench.line_ref("W"), **told), FOUND, accepted)


def test_a_use_told_to_a_tenth_of_a_milligram_lets_a_tenth_differ(bench: Loans) -> None:
    # 3 sqrt((10^2 + 100^2 + 100^2 + 10^2) / 12) = 123 ug: issued, before and after the use, and back.
    powder(bench)
    use(bench, 60_300, 100)
    give_back(bench, 40_300)
    assert not bench.line("W").is_open


def test_without_the_place_only_our_two_readings_count(bench: Loans) -> None:
    # 3 sqrt((10^2 + 10^2) / 12) = 12 ug.
    powder(bench)
    use(bench, 60_300, 0)
    assert keys(lambda: give_back(bench, 40_300)) == {"return.does_not_balance"}
    give_back(bench, 40_388)


def test_what_all_readings_together_do_not_explain_is_asked_about(bench: Loans) -> None:
    powder(bench)
    use(bench, 60_300, 100)
    assert keys(lambda: give_back(bench, 40_276)) == {"return.does_not_balance"}
    give_back(bench, 40_277)


def test_every_use_adds_its_readings_as_a_sum_of_squares_and_not_as_a_sum(bench: Loans) -> None:
    # Three uses to 0.1 mg: 3 sqrt((2 * 10^2 + 6 * 100^2) / 12) = 212 ug, not 3 * 123.
    powder(bench)
    for _ in range(3):
        use(bench, 20_100, 100)
    assert keys(lambda: give_back(bench, 40_187)) == {"return.does_not_balance"}
    give_back(bench, 40_188)


def test_a_part_that_came_home_before_counts_with_its_reading(bench: Loans) -> None:
    # Issued to 0.01, a part read to 0.1, the rest read to 0.01 mg: 3 sqrt((10^2 + 100^2 + 10^2) / 12) = 87 ug.
    powder(bench)
    row = CameBack(
        name="a", number="W,1", reading=read(60_000, 100), place=bench.place_ref("Returned"), confirmed=True
    )
    part = ReturnLine(line=bench.line_ref("W"), pieces=(row,), retained_ug=None, sheet=document("first"))
    bench.do(part, LATER, ("return.place_needs_why",))
    assert keys(lambda: give_back(bench, 40_612)) == {"return.does_not_balance"}
    give_back(bench, 40_613)


def test_what_the_sheet_states_as_used_counts_and_a_rest_stated_anew_forgets(bench: Loans) -> None:
    powder(bench)
    use(bench, 60_300, 100)
    kept = CameBack(
        name="a", number="W,1", reading=read(10_000, 10), place=bench.place_ref("Returned"), confirmed=True
    )
    sheet = ReturnLine(line=bench.line_ref("W"), pieces=(kept,), retained_ug=30_400, sheet=document("first"))
    bench.do(sheet, LATER, ("return.place_needs_why",))
    assert not bench.line("W").fields.get("readings")
    give_back(bench, 20_300, consumed_ug=10_000, resolution_ug=100)


def test_what_comes_home_is_judged_as_on_a_return_sheet(bench: Loans) -> None:
    lose(bench)
    assert "number.taken" in keys(lambda: found(bench, number="U"))
    assert keys(lambda: found(bench, reading=Reading(gross_ug=5)))
    assert bench.line("P").account.lost_ug == 30


@pytest.mark.parametrize("more", [{}, {"ug": 20}, {"reading": read(25)}], ids=["all", "stated", "read"])
def test_what_is_never_weighed_comes_home_with_no_mass(bench: Loans, more: dict[str, Any]) -> None:
    lose(bench)
    ug = more.get("ug", 25 if more.get("reading") else 30)
    entry = found(bench, form="thin_section", accept=("mass.kept_nominal",), **more)
    assert bench.net(entry) == {f"lost P -{ug}/0", f"unmeasured P1 +{ug}/-1", "here P1 0/+1"}
    piece, line = bench.state("P1"), bench.line("P")
    assert (piece.quality, piece.held_ug, piece.held_unweighed) == (Quality.NOMINAL, 0, 1)
    assert piece.fields["nominal_ug"] == ug
    assert bench.moves("P") == {"issued 100/0", "lost 30/0", f"lost -{ug}/0", f"returned {ug}/0"}
    assert (line.account.lost_ug, line.account.difference_ug) == (30 - ug, 0)
