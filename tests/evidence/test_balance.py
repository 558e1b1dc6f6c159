"""The trial balance over four stores: no figure stands for a mass nobody knows, and it still closes."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.__main__ import main
from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.lanes import Lanes
from lunarcurator.desktop.rooms.balance.model import ACCOUNTS, NAME, column_of
from lunarcurator.desktop.rooms.balance.room import BalanceRoom
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.documents.plain_text import shown
from lunarcurator.domain.accounts import HOLDING, Account
from lunarcurator.domain.known_mass import Booked, KnownMass
from lunarcurator.domain.mass_display import plain_mass
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.balances import BalanceLine, inexact_masses, trial_balance
from lunarcurator.services.exporting import Report, Wanted, opened_report
from lunarcurator.services.words import Words
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.conftest import appearance
from tests.desktop.remembered import Remembered
from tests.evidence.claims import plain
from tests.evidence.labs import Lab
from tests.prompt_bot import settle
from tests.still_clock import TODAY

__all__ = ["appearance"]

UNWEIGHED = re.compile(r"^\W?\d+ (unweighed|pieces? of unknown mass)$")
WORDS = Words.load("en", resources_folder() / "languages", strict=True)
STORES = ("known", "half", "numbered", "demonstration")


@pytest.fixture(params=STORES)
def lab(request: pytest.FixtureRequest) -> Lab:
    found: Lab = request.getfixturevalue(request.param)
    return found


def booked_of(lab: Lab, line: BalanceLine) -> dict[Account, Booked]:
    inexact = inexact_masses(lab.session)
    return {account: line.booked(account, inexact) for account in Account}


def is_told(text: str, account: Account, booked: Booked) -> bool:
    """Tell whether a text gives the figure of an account where there is one, and says all that it leaves open."""
    text = plain(text)
    if not booked.has_figure:
        return bool(UNWEIGHED.match(text))
    count = booked.without_figure
    wanted = [f"{count} {'piece' if account is Account.RECEIVED else 'unweighed'}"] if count else []
    wanted = [each.replace("-", "\u2212") for each in wanted]
    wanted += [f"{plain_mass(booked.bounded_ug)} g at most"] if booked.bounded_ug else []
    wanted += [f"{booked.estimated} estimate"] if booked.estimated else []
    return plain_mass(abs(booked.ug)) in text and all(each in text for each in wanted)


def is_signed(text: str, known: KnownMass, booked: Booked) -> bool:
    """Tell whether the sign of what a figure leaves open stands with the figure itself."""
    figure = plain(text).split(" g")[0].split(" (")[0]
    return not booked.has_figure or figure.lstrip("-\u2212").startswith(plain(known.sign))


def test_every_balance_closes_in_both_columns_with_what_is_open_told_beside(lab: Lab) -> None:
    trial = trial_balance(lab.session)
    for line in (*trial.lines(), trial.total):
        booked = booked_of(lab, line)
        received, others = booked.pop(Account.RECEIVED), list(booked.values())
        assert received.ug == sum(each.ug for each in others)
        assert received.unweighed == sum(each.unweighed for each in others)


def test_what_is_open_is_what_the_rows_of_the_pieces_leave_open(half: Lab, demonstration: Lab) -> None:
    for lab, bounded, about in ((half, 937_200_000, 0), (demonstration, 150_000_000, 15)):
        for moment in (NOW, Moment(TODAY), Moment(20271231)):
            total, inexact = trial_balance(lab.session, moment).total, inexact_masses(lab.session, moment)
            held = [total.booked(account, inexact) for account in HOLDING]
            assert sum(each.bounded_ug for each in held) == bounded
            assert sum(each.estimated for each in held) == about
    assert not inexact_masses(half.session, Moment(19690101)).by_account


def test_the_room_gives_no_figure_for_a_mass_nobody_knows(
    qtbot: QtBot, lab: Lab, words: Words, appearance: Appearance
) -> None:
    lanes = Lanes()
    context = AppContext(lab.session, lanes, words, appearance, Remembered())
    room = BalanceRoom(context)
    qtbot.addWidget(room)
    room.resize(1366, 768)
    room.show()
    settle(qtbot, lanes)
    room.copy()
    copied = [row.split("\t") for row in QApplication.clipboard().text().split("\n")]
    untrue = []
    for row, index in enumerate(_rows(room), start=1):
        line = room.model.line(index)
        assert line is not None
        room._set_current(index)
        bars = {fall.account: fall.figure for fall in room.accounts.bars._falls}
        for account, booked in booked_of(lab, line).items():
            spoken = str(index.siblingAtColumn(column_of(account)).data())
            untrue += [text for text in (spoken, bars[account]) if not is_told(text, account, booked)]
            known = line.known(account, inexact_masses(lab.session))
            untrue += [text for text in (spoken, bars[account]) if not is_signed(text, known, booked)]
            cell = copied[row][column_of(account)]
            untrue += [cell] if booked.has_figure != bool(re.fullmatch(r"-?\d+\.\d{6}", cell)) else []
    settle(qtbot, lanes)
    lanes.close()
    context.deleteLater()
    assert untrue == []
    assert len(copied[0]) == len(ACCOUNTS) + 4


def _rows(room: BalanceRoom, parent: QModelIndex | None = None) -> Iterator[QModelIndex]:
    above = parent or QModelIndex()
    for row in range(room.model.rowCount(above)):
        index = room.model.index(row, NAME, above)
        yield index
        yield from _rows(room, index)


def test_the_report_gives_no_figure_for_a_mass_nobody_knows(lab: Lab, words: Words) -> None:
    lines = [line for line in trial_balance(lab.session).lines() if not line.parts]
    with opened_report(lab.session, words, Wanted(Report.BALANCE)) as opened:
        sheet = opened.document.sheets[0]
        keys = [column.key for column in sheet.columns]
        rows = [dict(zip(keys, map(shown, row, sheet.columns), strict=True)) for row in sheet.rows]
    assert len(rows) == len(lines)
    for line, row in zip(lines, rows, strict=True):
        beside = dict(each.split(": ", 1) for each in row["not_known"].split("; ") if each)
        for account, booked in booked_of(lab, line).items():
            cell, left_open = row[str(account)], beside.get(words.say(f"report.{account}"), "")
            assert is_told(f"{cell} {left_open}" if booked.has_figure else cell, account, booked), (
                account,
                cell,
                left_open,
            )


@pytest.mark.parametrize("made", STORES)
def test_the_command_gives_no_figure_for_a_mass_nobody_knows(
    made: str,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "en")
    lab: Lab = request.getfixturevalue(made)
    line, inexact = trial_balance(lab.session).total, inexact_masses(lab.session)
    total = booked_of(lab, line)
    store = tmp_path / f"{made}.lunar"
    lab.session.close()
    assert main(["balance", str(store)]) == 0
    told = capsys.readouterr().out.split("Total\n")[1].splitlines()
    said = {line[:22].strip(): line[22:].strip() for line in told}
    for account in Account:
        booked, name = total[account], WORDS.say(f"report.{account}")
        if any(booked) or account is Account.RECEIVED:
            assert is_told(said[name], account, booked), (name, said)
            assert is_signed(said[name], line.known(account, inexact), booked), (name, said)
    assert main(["balance", str(store), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)["total"]
    assert answer["received_unweighed"] == total[Account.RECEIVED].unweighed
    assert answer["received_unknown"] == total[Account.RECEIVED].without_figure
    bounded = {str(each): booked.bounded_ug for each, booked in total.items() if booked.bounded_ug}
    assert answer["at_most_ug"] == bounded
    assert answer["estimates"] == {
        str(each): booked.estimated for each, booked in total.items() if booked.estimated
    }
    out = tmp_path / "balance.csv"
    assert main(["export", "balance", "--from", str(store), "--to", str(out)]) == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    if made == "numbered":
        assert "13 unweighed" in cells
