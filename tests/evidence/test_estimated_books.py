"""What was received, and what of it is not reconciled, is told with the sign of its masses wherever it stands."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lunarcurator.__main__ import main
from lunarcurator.desktop.dialogs.form.heads import how_known
from lunarcurator.desktop.dialogs.form.wording import Wording
from lunarcurator.desktop.models.sample_cells import CellWriter
from lunarcurator.desktop.models.sample_columns import COLUMNS
from lunarcurator.desktop.rooms.samples.summing import selection_in_words, totals_in_words
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.documents.papers.html_paper import render_html_paper
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.known_mass import Booked
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.mass_text import parse_mass
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import Consume, Reading, Register, Weigh, WriteOff
from lunarcurator.services.balances import inexact_masses, trial_balance
from lunarcurator.services.browsing import Browsing, MassSum, Totals
from lunarcurator.services.form_context import form_context
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.words import Words
from pytestqt.qtbot import QtBot

from tests.desktop.conftest import appearance
from tests.evidence.claims import plain
from tests.evidence.labs import CURATOR, GRAM, OPENED, Lab
from tests.evidence.test_panel import panel_of
from tests.evidence.test_same_value import all_rows
from tests.still_clock import TODAY

__all__ = ["appearance"]

NOT_WEIGHED = Mass.unknown("not_weighed")


def about(grams: int) -> Mass:
    return Mass.estimated(grams * GRAM, GRAM)


def stated(grams: int) -> Mass:
    return Mass.stated(grams * GRAM, GRAM)


def register(lab: Lab, number: str, **told: object) -> None:
    lab.post(Register(collection="Apollo", number=number, **told), day=OPENED)  # type: ignore[arg-type]


@pytest.fixture
def guessed(tmp_path: Path) -> Iterator[Lab]:
    """A lab most of whose masses somebody judged without a balance."""
    lab = Lab.make(tmp_path / "guessed.lunar")
    lab.furnish()
    register(lab, "15001", mass=about(150))
    register(lab, "15002", original=about(12))
    register(lab, "15002,1", parent="15002", mass=stated(2))
    register(lab, "15003", original=stated(100))
    register(lab, "15004", mass=NOT_WEIGHED)
    register(lab, "15005", mass=about(5))
    register(lab, "15006", mass=stated(7))
    lab.post(Consume(sample="15005", evidence="log"), day=TODAY)
    yield lab
    lab.session.close()


def booked(lab: Lab, moment: Moment = NOW) -> dict[Account, Booked]:
    total, inexact = trial_balance(lab.session, moment).total, inexact_masses(lab.session, moment)
    return {account: line for account in Account if any(line := total.booked(account, inexact))}


@pytest.mark.parametrize("moment", [NOW, Moment(TODAY), Moment(seq=1 << 40), Moment(TODAY, 1 << 40)])
def test_estimates_count_on_every_account_they_stand_on(guessed: Lab, moment: Moment) -> None:
    told = booked(guessed, moment)
    assert told[Account.RECEIVED] == Booked(274 * GRAM, 3, 0, 3, in_figure=2)
    assert told[Account.UNRECONCILED] == Booked(110 * GRAM, estimated=1)
    assert told[Account.CONSUMED] == Booked(5 * GRAM, estimated=1)
    assert told[Account.HERE] == Booked(159 * GRAM, 3, 0, 1)


def test_what_is_gone_from_an_account_leaves_no_estimate_there(guessed: Lab) -> None:
    assert Account.CONSUMED not in booked(guessed, Moment(OPENED))
    guessed.post(Weigh(sample="15002", reading=Reading(net_ug=10 * GRAM, resolution_ug=1_000)), day=TODAY)
    told = booked(guessed)
    assert told[Account.UNRECONCILED] == Booked(100 * GRAM)
    # What was received stays as it was known then: a weighing of later says nothing of it.
    assert told[Account.RECEIVED] == Booked(274 * GRAM, 3, 0, 3, in_figure=2)
    guessed.post(Weigh(sample="15004", reading=Reading(net_ug=GRAM, resolution_ug=1_000)), day=TODAY)
    assert booked(guessed)[Account.RECEIVED].without_figure == 1


def test_a_refusal_and_a_warning_tell_what_is_not_reconciled_with_its_sign(guessed: Lab, words: Words) -> None:
    more = Act(operation=WriteOff(sample="15002", ug=11 * GRAM), day=TODAY)
    all_of_it = Act(operation=Consume(sample="15002", evidence="log"), day=TODAY)
    for act in (more, all_of_it):
        preview = guessed.session.preview(Posting(acts=(act,), operator=CURATOR))
        said = [plain(words.say_finding(each)) for each in preview.findings]
        assert any("~10 g" in each for each in said), said


def test_the_command_says_beside_each_account_what_is_an_estimate(
    guessed: Lab, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en")
    store = str(guessed.session.path)
    guessed.session.close()
    assert main(["balance", store]) == 0
    told = plain(capsys.readouterr().out)
    assert "274.000000 g (1 piece of unknown mass, 3 estimates)" in told
    assert "110.000000 g (1 estimate)" in told
    assert main(["balance", store, "--json"]) == 0
    total = json.loads(capsys.readouterr().out)["total"]
    assert (total["received_unweighed"], total["received_unknown"]) == (3, 1)
    assert total["estimates"] == {"received": 3, "unreconciled": 1, "consumed": 1, "here": 1}


def test_the_original_mass_of_an_estimate_is_one_in_files_and_reads_back_as_one(
    guessed: Lab, tmp_path: Path, words: Words
) -> None:
    store, out = str(guessed.session.path), tmp_path / "inventory.csv"
    header = f"{words.say('report.mass_originally')} (g)"
    guessed.session.close()
    assert main(["export", "inventory", "--from", store, "--to", str(out)]) == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        table = [*csv.reader(file)]
    names = next(row for row in table if header in row)
    cells = {row[0]: row[names.index(header)] for row in table if len(row) == len(names)}
    assert (cells["15002"], cells["15003"]) == ("~12", "100")
    assert parse_mass(cells["15002"], unit="g") == about(12)
    assert main(["export", "inventory", "--from", store, "--to", str(tmp_path / "inventory.xlsx")]) == 0
    with ZipFile(tmp_path / "inventory.xlsx") as book:
        assert b"~" in book.read("xl/styles.xml")


def test_the_accession_sheet_says_the_original_mass_twice_alike(guessed: Lab, words: Words) -> None:
    page = BytesIO()
    render_html_paper(paper_of(guessed.session, words, PaperWanted("accession_sheet", "15002")), page)
    html = plain(re.sub("<[^>]*>", " ", page.getvalue().decode("utf-8")))
    assert [html[at.start() - 40 : at.end()] for at in re.finditer("(?<!~)12 g", html)] == []


@pytest.mark.parametrize("moment", [None, Moment(TODAY)])
def test_the_sums_of_the_samples_say_that_what_is_not_reconciled_is_an_estimate(
    guessed: Lab, moment: Moment | None
) -> None:
    browsing, totals = Browsing(guessed.session), Totals()
    if moment is None:
        browsing.count(totals)
    else:
        totals = browsing.totals_at(moment)
    assert "~110 g not reconciled" in plain(totals_in_words(totals.whole(), past=moment is not None))


def test_a_piece_says_everywhere_that_what_is_not_reconciled_of_it_is_an_estimate(
    qtbot: QtBot, guessed: Lab, words: Words, appearance: Appearance
) -> None:
    rows, cells = all_rows(guessed), CellWriter(words)
    told = "~12 original, not reconciled"
    assert told in cells.cell(rows["15002"], COLUMNS["mass"]).spoken
    alone = replace(rows["15002"], family=None)
    assert {cells.cell(alone, COLUMNS["mass"]).text, cells.cell(alone, COLUMNS["mass"]).plain} == {told}
    gone = replace(alone, unweighed=0, values={**alone.values, "existence": "consumed"})
    assert plain(selection_in_words(1, MassSum(1), one=gone)) == "1 selected · ~10 g not reconciled"
    with panel_of(qtbot, guessed, words, appearance) as shown:
        shown.turn_to("15002")
        texts = " | ".join(plain(each) for each in shown.texts())
        assert "~10 g not reconciled" in texts
        assert "10 g not reconciled" not in texts.replace("~10", "")
        assert "\u2212~10" in texts
    card = form_context(guessed.session, [guessed.piece("15002")]).piece
    assert plain(how_known(Wording(words), card)) == "not reconciled: ~10 g claimed"
