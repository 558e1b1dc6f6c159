"""Whatever a rule finds about an act, its dialog has a field for the answer: walked over all acts and fields."""

from dataclasses import fields

import pytest
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.loan_editor.findings_pane import Said, shown_of
from lunarcurator.desktop.rooms.places.asking import AskCard
from lunarcurator.desktop.shell.dispatch import DIALOGS
from lunarcurator.domain.acts import Posting
from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.domain.operations import OPERATIONS
from lunarcurator.services.posting import unanswered
from PySide6.QtWidgets import QApplication

from tests.desktop.dialogs.bench import Bench
from tests.desktop.dialogs.test_every_dialog import OTHERS, gone, open_dialog
from tests.desktop.dialogs.test_every_dialog import long_bench as long_bench

IN_ENGLISH = pytest.mark.parametrize("long_bench", [(100, "en", "light")], ids=["100-en"], indirect=True)
# Two sentences without gaps; what they say does not matter here.
WARNS, ALLOWED = "split.no_daughters", "sieve.no_fractions"


def findings_of(kind: str) -> list[Finding]:
    """Findings that can be answered, about each field of an act and about the act as a whole."""
    places = ["", *(each.name for each in fields(OPERATIONS[kind]))] if kind in OPERATIONS else [""]
    warned = [Finding(Strength.WARN, WARNS, (), "R12", each, cause=each) for each in places]
    return [*warned, *(Finding(Strength.AUTHORITY, ALLOWED, (), "R5", each, cause=each) for each in places[:2])]


@IN_ENGLISH
@pytest.mark.parametrize("key", sorted(set(DIALOGS) - OTHERS))
def test_every_dialog_has_a_field_for_each_answer(long_bench: Bench, key: str) -> None:
    dialog = open_dialog(long_bench, key)
    if isinstance(dialog, ActDialog):
        found = findings_of(dialog.kind)
        dialog.pending.findings = tuple(found)
        dialog.form.show_findings(found)
        dialog._tell()
        QApplication.processEvents()
        for each in found:
            strip = dialog.form.answers.strip_of(each)
            assert strip is not None, (each.key, each.field)
            assert strip.isVisible(), (each.key, each.field)
            assert strip.why.isVisible(), (each.key, each.field)
            assert strip.why.isEnabled(), (each.key, each.field)
            strip.why.setText("because")
            strip.reason_edited.emit("because")
        for each in found:
            alike = sum(other.key == each.key for other in found)
            note = dialog.form.answers.strip_of(each)._note.text()
            assert (f"One reason for all {alike} of this kind." in note) is (alike > 1)
        approval = dialog.approval
        assert all(field.field.isVisible() for field in (approval.name, approval.document, approval.second))
        posting = Posting(acts=(), operator="", overrides=dialog.form.answers.reasons.overrides())
        warned = [each for each in found if each.strength is Strength.WARN]
        assert unanswered(posting, warned) == []
    gone(long_bench, dialog)


@pytest.mark.parametrize("many", [1, 9, 40])
def test_each_key_among_many_findings_has_one_field(many: int) -> None:
    said = [Said("red", f"red {nth}") for nth in range(many)]
    said += [Said("amber", f"a {nth}", key="a") for nth in range(many)]
    said += [Said("amber", f"{key} {nth}", key=key) for nth in range(many) for key in "bcdefghijk"]
    shown = shown_of(said)
    fields_for = [each.key for each, takes in shown if takes]
    assert sorted(fields_for) == sorted("abcdefghijk")
    assert [each for each in said if each in [told for told, _ in shown]] == [told for told, _ in shown]
    few = shown_of(said[:many])
    assert [takes for _, takes in few] == [False] * min(many, 8)


@IN_ENGLISH
def test_two_warnings_of_one_key_are_answered_once_when_a_place_is_moved(long_bench: Bench) -> None:
    work = long_bench.context
    card = AskCard(work.appearance, work.words, "Move?", "Nothing has moved yet.", (), "Move")
    long_bench.qtbot.addWidget(card)
    card.show()
    card.show_findings([Finding(Strength.WARN, WARNS, (), "R12", "", cause=each) for each in "ab"])
    QApplication.processEvents()
    open_fields = [strip for strip in card._strips.values() if strip.why.isVisible()]
    assert len(open_fields) == 1
    assert not card.primary.isEnabled()
    open_fields[0].why.setText("because")
    open_fields[0].reason_edited.emit("because")
    assert card.primary.isEnabled()
    assert card.reasons.given() == {WARNS: "because"}
