"""One fact has one value wherever it stands: row, panel, places, command, report, sums; over the demonstration."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from lunarcurator.__main__ import main
from lunarcurator.desktop.models.sample_cells import CellWriter
from lunarcurator.desktop.models.sample_columns import COLUMNS
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.rooms.places.lines import mass_told
from lunarcurator.desktop.rooms.samples.summing import selection_in_words, totals_in_words
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.documents.model import MassFigure
from lunarcurator.documents.papers.html_paper import render_html_paper
from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.days import parse_day
from lunarcurator.domain.known_mass import KnownMass, Share
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.browsing import Branch, Browsing, PieceRow, Sort, Totals, TreeQuery
from lunarcurator.services.commands.showing import piece_as_json
from lunarcurator.services.exporting import Report, Wanted, opened_report
from lunarcurator.services.mass_words import word_for_no_mass
from lunarcurator.services.off_site_reading import OffSiteReading
from lunarcurator.services.papers.making import paper_of
from lunarcurator.services.papers.paper_context import PaperContext, PaperWanted, mass_value
from lunarcurator.services.pieces import piece_view
from lunarcurator.services.places import Places
from lunarcurator.services.words import Words
from lunarcurator.store.reads.filters import Axis, PieceFilter
from pytestqt.qtbot import QtBot

from tests.desktop.conftest import appearance
from tests.evidence.claims import plain
from tests.evidence.labs import Lab
from tests.evidence.test_panel import panel_of
from tests.prompt_bot import settle

__all__ = ["appearance"]


def all_rows(lab: Lab, moment: Moment | None = None) -> dict[str, PieceRow]:
    with lab.session.database.connect() as connection:
        ids = list(connection.exec_driver_sql("SELECT id FROM sample WHERE in_book = 1").scalars())
    found = Browsing(lab.session).rows(ids, moment) if moment else Browsing(lab.session).rows(ids)
    return {row.number: row for row in found.values()}


def test_command_and_report_say_what_the_row_says(demonstration: Lab, words: Words) -> None:
    rows = all_rows(demonstration)
    with opened_report(demonstration.session, words, Wanted(Report.INVENTORY), every=True) as opened:
        sheet = opened.document.sheets[0]
        keys = [column.key for column in sheet.columns]
        reported: Mapping[str, object] = {
            str(row[keys.index("number")]): row[keys.index("mass_now")] for row in sheet.rows
        }
    for number, row in rows.items():
        view = piece_view(demonstration.session, row.uid)
        assert view is not None
        mass = row.own_mass
        assert piece_as_json(demonstration.session, view, NOW)["mass"]["ug"] == (mass.ug if mass else None), number
        if row.values.get("mass_quality") != Quality.NOMINAL:
            assert (reported[number] or None) == MassFigure.of(mass), number


def test_the_panel_says_the_mass_and_the_share_of_the_row(
    qtbot: QtBot, demonstration: Lab, words: Words, appearance: Appearance
) -> None:
    writer, rows = CellWriter(words), all_rows(demonstration)
    wanted = [row for row in rows.values() if row.values.get("original_ug")][::4]
    wanted += [row for row in rows.values() if row.family is not None]
    shares = 0
    with panel_of(qtbot, demonstration, words, appearance) as shown:
        for row in wanted:
            shown.turn_to(row.number)
            figure, share = shown.panel.overview.mass.figure.text(), shown.panel.overview.mass.share.text()
            unit = shown.panel.overview.mass._wording.unit
            if row.own_mass is not None:
                assert figure == row.own_mass.shown(unit), row.number
            said = writer.cell(row, COLUMNS["left"])
            if said.kind == "share" and row.own_mass is not None:
                assert said.text in share, (row.number, share)
                shares += 1
            else:
                assert "%" not in share, (row.number, share)
    assert shares


def test_sums_of_rooms_and_selection_are_one_sum(demonstration: Lab, words: Words) -> None:
    rows, totals = all_rows(demonstration), Totals()
    browsing, places = Browsing(demonstration.session), Places(demonstration.session)
    browsing.count(totals)
    whole, held = totals.whole(), browsing.mass_of([row.id for row in rows.values()])
    assert (whole.known, whole.lacking) == (held.known, held.unweighed)
    assert held.known.shown() in selection_in_words(len(rows), held)
    assert held.known.shown() in totals_in_words(whole)
    assert mass_told(held, "g") == held.known.shown()
    everything = places.totals(OffSiteReading(demonstration.session).with_away(places.tree(), words)).everything
    assert everything.known == held.known


def test_yesterday_says_of_today_what_today_says(demonstration: Lab) -> None:
    now, then = all_rows(demonstration), all_rows(demonstration, Moment(parse_day("2027-12-31")))
    assert now.keys() == then.keys()
    for number, row in now.items():
        assert then[number].own_mass == row.own_mass, number
        if row.family is not None:
            assert then[number].whole_mass == row.whole_mass, number
            assert then[number].share_left == row.share_left, number


def test_places_say_what_the_rows_say(demonstration: Lab, words: Words) -> None:
    wording, rows, places = Wording(words), all_rows(demonstration), Places(demonstration.session)
    tree = places.tree()
    for place in tree.nodes:
        for row, _ in places.contents(tree, place).rows:
            mass = rows[row.number].own_mass
            assert row.own_mass == mass
            if mass is not None:
                quality = str(row.values.get("mass_quality") or "")
                assert wording.parts(mass.ug, mass.resolution_ug, quality) == mass.parts()


@pytest.mark.parametrize(("key", "value"), [("mass", "whole_mass"), ("left", "share_left")])
def test_rows_are_sorted_by_what_they_show(key: str, value: str, demonstration: Lab) -> None:
    browsing, query = Browsing(demonstration.session), TreeQuery(sort=Sort(key))
    rows = {row.id: row for row in all_rows(demonstration).values()}
    for node in _branches(browsing, query):
        shown = [rows[child[0]] for child in browsing.children([node], query)[node] if isinstance(child[0], int)]
        figures = [_figure(getattr(row, value)) for row in shown]
        known = [figure for figure in figures if figure is not None]
        assert known == sorted(known), node


def _branches(browsing: Browsing, query: TreeQuery) -> Iterator[Branch]:
    for collection in browsing.collections():
        top = Branch(collection.id, None)
        yield top
        yield from (child[0] for child in browsing.children([top], query)[top] if isinstance(child[0], Branch))


def _figure(value: object) -> int | None:
    return value.permille if isinstance(value, Share) else value.ug if isinstance(value, KnownMass) else None


def test_plain_leaves_one_figure_one_figure() -> None:
    assert plain("\u2265\u20099\u202f614\u00a0g") == "\u2265 9614 g"


def test_an_estimate_keeps_its_sign_on_row_panel_command_and_paper(
    qtbot: QtBot, demonstration: Lab, words: Words, appearance: Appearance
) -> None:
    rows, writer = all_rows(demonstration), CellWriter(words)
    estimates = [row for row in rows.values() if row.original_mass is not None and row.original_mass.about]
    assert estimates
    with panel_of(qtbot, demonstration, words, appearance) as shown:
        for row in estimates:
            cell, original = writer.cell(row, COLUMNS["original"]), row.original_mass
            assert original is not None
            assert f"{cell.text}{cell.fraction}\u00a0g" == original.shown()
            assert "estimated" in cell.spoken
            shown.turn_to(row.number)
            panel = shown.panel.overview.mass
            assert original.shown(panel._wording.unit) in panel.share.text()
            for key, mass in (("accession_sheet", original), ("genealogy", row.own_mass)):
                page = BytesIO()
                render_html_paper(paper_of(demonstration.session, words, PaperWanted(key, row.number)), page)
                told = page.getvalue().decode()
                assert mass is not None
                assert mass.shown() in told
                # In the head and in the row, or on the line of what was received.
                assert told.count(mass.parts()[0]) >= 2, key


def test_nobody_has_what_is_no_piece_and_the_inventory_counts_as_the_chip_does(
    demonstration: Lab, words: Words
) -> None:
    rows, totals = all_rows(demonstration), Totals()
    gone = {number for number, row in rows.items() if row.values.get("existence") != "exists"}
    assert gone
    Browsing(demonstration.session).count(totals)
    here = totals.takes[PieceFilter(Axis.CUSTODY, "here")]
    assert sum(row.custody_told == "here" for row in rows.values()) == here
    assert here < sum(row.custody == "here" for row in rows.values())
    with opened_report(demonstration.session, words, Wanted(Report.INVENTORY), every=True) as opened:
        sheet = opened.document.sheets[0]
        at = [column.key for column in sheet.columns].index("custody")
        assert sum(row[at] == words.label("custody.here") for row in sheet.rows) == here
    for number in gone:
        view = piece_view(demonstration.session, rows[number].uid)
        assert view is not None
        told = piece_as_json(demonstration.session, view, NOW)
        assert told["custody"] == (rows[number].custody_told or None)
        sheet_of = paper_of(demonstration.session, words, PaperWanted("accession_sheet", uid=rows[number].uid))
        if not rows[number].custody_told:
            page = BytesIO()
            render_html_paper(sheet_of, page)
            assert f">{words.label('custody.here')}<" not in page.getvalue().decode(), number


def test_why_a_piece_has_no_mass_is_said_in_the_same_word_on_every_surface(
    qtbot: QtBot,
    demonstration: Lab,
    words: Words,
    appearance: Appearance,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("LC_ALL", "en")
    rows, writer, wording = all_rows(demonstration), CellWriter(words), Wording(words)
    lacking = {number: row for number, row in rows.items() if row.own_mass is None}
    gone = {number for number, row in lacking.items() if row.no_figure.is_gone}
    one_of_each = {row.no_figure.key: row for row in lacking.values()} | {"76001": rows["76001"]}
    assert "76001" in gone
    assert len(one_of_each) > 3
    with panel_of(qtbot, demonstration, words, appearance) as shown:
        for row in one_of_each.values():
            word = word_for_no_mass(words, row.no_figure)
            shown.panel.show_piece(row.uid)
            settle(qtbot, shown.lanes)
            figure = shown.panel.overview.mass.figure.text()
            # Of a piece that is there and not reconciled the panel shows what a catalogue claims, and says so.
            share = shown.panel.overview.mass.share.text()
            assert word in (figure.casefold() if figure[:1].isalpha() else share), (row.number, figure, share)
            cell = writer.cell(replace(row, family=None), COLUMNS["mass"])
            assert cell.short == word or word in cell.spoken if cell.kind == "reason" else row.number in gone
            assert (
                str(mass_value(row, PaperContext(demonstration.session, words, PaperWanted("genealogy")))) == word
            )
            assert wording.no_mass(row) == word
            # The command leads from a merged piece to the one it is part of.
            if row.values.get("nominal_ug") is None and row.values.get("existence") != "merged":
                with monkeypatch.context() as context:
                    context.chdir(tmp_path)
                    assert main(["show", str(demonstration.session.database.path), row.number]) == 0
                said = capsys.readouterr().out
                assert re.search(rf"^Mass now: +{re.escape(word)}$", said, re.MULTILINE), (row.number, said[:400])
