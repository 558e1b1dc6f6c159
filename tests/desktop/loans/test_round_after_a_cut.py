"""The power goes over the answers of an inventory: what was decided is offered again, as far as it still fits."""

from pathlib import Path
from typing import Any

from lunarcurator.desktop.dialogs.form.resuming import ResumeOffer
from lunarcurator.desktop.round_desk.desk import RoundDesk
from lunarcurator.domain.operations.accounting import OpenRound
from lunarcurator.services.drafts import Drafts
from lunarcurator.services.lending.rounds import round_choices
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.desktop.loans.test_after_a_cut import Again
from tests.desktop.loans.test_after_a_cut import again as again
from tests.desktop.loans.test_editor import Lending
from tests.desktop.loans.test_round_desk import column, mixed, press, put, read, round_, session
from tests.desktop.loans.test_round_desk import folder as folder
from tests.desktop.loans.test_round_desk import lending as lending


def decide(lending: Lending, folder: Path) -> RoundDesk:
    """One answer is accepted, one set aside for a reason, and a witness is typed."""
    put(folder, mixed)
    shown = session(lending)
    read(lending, shown, folder)
    press(lending, shown, Qt.Key.Key_Space)
    side = shown.answers.side
    lending.qtbot.keyClicks(side.reason, "what is meant?")
    lending.qtbot.keyClick(side.reason, Qt.Key.Key_Return)
    side.witness.clear()
    lending.qtbot.keyClicks(side.witness, "Officer B")
    assert column(shown, 8)[1:3] == ["accepted", "aside: what is meant?"]
    drafts, uid = Drafts(lending.lab.session), round_(lending)

    def kept() -> bool:
        draft = drafts.find("round_answers", uid)
        told = str(dict(draft.content)) if draft is not None else ""
        return all(each in told for each in ("what is meant?", "Officer B", "seen"))

    lending.qtbot.waitUntil(kept)
    return shown


def offer(shown: RoundDesk) -> ResumeOffer | None:
    found = [each for each in shown.answers.findChildren(ResumeOffer) if not each.isHidden()]
    return found[-1] if found else None


def told(shown: RoundDesk) -> str:
    label = shown.findChild(QLabel, "roundDesk.answers.again")
    assert label is not None
    return label.accessibleName()


def test_the_decisions_are_offered_with_their_files_and_stand_again(
    lending: Lending, folder: Path, again: Again
) -> None:
    decide(lending, folder)
    fresh = again()
    shown = session(fresh)
    found = offer(shown)
    assert found is not None
    assert "Borrower A.xlsx" in found.accessibleName()
    assert ": 2, kept at" in found.accessibleName()
    found.go_on.click()
    fresh.settle()
    assert column(shown, 8)[1:3] == ["accepted", "aside: what is meant?"]
    assert shown.answers.side.witness.text() == "Officer B"
    assert told(shown) == "Decisions that stand again: 2."
    assert offer(shown) is None
    with fresh.qtbot.waitSignal(fresh.context.posted, timeout=10_000):
        shown.answers.post()
    fresh.settle()
    fresh.qtbot.waitUntil(lambda: Drafts(fresh.lab.session).find("round_answers", round_(fresh)) is None)
    assert (told(shown), shown.answers.draft.kept.text()) == ("", "")


def test_what_changed_in_the_file_meanwhile_is_said_and_is_open(
    lending: Lending, folder: Path, again: Again
) -> None:
    decide(lending, folder)
    put(folder, lambda sheet, row: sheet.cell(row, 8, "returned"))
    fresh = again()
    shown = session(fresh)
    read(fresh, shown, folder)
    assert column(shown, 8)[1:3] == ["", "aside: what is meant?"]
    assert told(shown).endswith("Rows that say something else now, and are to be decided again: 1.")


def test_a_draft_nobody_wants_is_discarded(lending: Lending, folder: Path, again: Again) -> None:
    decide(lending, folder)
    fresh = again()
    shown = session(fresh)
    found = offer(shown)
    assert found is not None
    found.discard.click()
    fresh.settle()
    assert Drafts(fresh.lab.session).find("round_answers", round_(fresh)) is None
    read(fresh, shown, folder)
    assert column(shown, 8)[1:3] == ["", ""]


def test_begun_anew_and_taken_back_nothing_is_left(lending: Lending, folder: Path) -> None:
    shown = decide(lending, folder)
    lending.qtbot.waitUntil(lambda: "Draft kept" in shown.answers.draft.kept.text())
    shown.answers.draft.kept.link.activated.emit()
    lending.settle()
    assert column(shown, 8)[1:3] == ["", ""]
    assert Drafts(lending.lab.session).find("round_answers", round_(lending)) is None


def test_of_two_rounds_each_has_its_own_decisions(lending: Lending, folder: Path) -> None:
    shown = decide(lending, folder)
    first = round_(lending)
    lending.lab.post(OpenRound(frozen=20220201, deadline=20220401), day=20220210)
    rounds: list[Any] = [first, next(uid for uid in _uids(lending) if uid != first)]
    shown.open_round(rounds[1])
    lending.settle()
    assert offer(shown) is None
    shown.open_round(rounds[0])
    lending.settle()
    assert offer(shown) is not None
    lending.rooms[-1].close_down()
    assert Drafts(lending.lab.session).find("round_answers", first) is not None


def _uids(lending: Lending) -> list[Any]:
    return [each.uid for each in round_choices(lending.lab.session)]
