"""The commands that take entries back and do them again: `undo` and `redo`."""

from argparse import Namespace

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import Uid
from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.commands.opening import acting, posting
from lunarcurator.services.form_context import entry_uid
from lunarcurator.services.journal_sentences import sentence_of
from lunarcurator.services.posting import Posted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.undo_stack import next_redo, next_undo
from lunarcurator.services.undoing import UndoState, reversal, undo_state
from lunarcurator.services.whole_files import WholeFile, turn_over, whole_file


def turn(told: Namespace, console: Console) -> Exit:
    """Take an entry back, or do it again; with `--whole-file` every sheet of its file in one step."""
    with posting(told.store, console) as session:
        uid, state = _asked(session, told)
        whole = whole_file(session, uid)
        if told.whole_file and whole is None:
            raise Refusal("cli.no_other_sheets")
        together = whole if told.whole_file else None
        for posted in _turned(session, told, console, state, together):
            console.state("cli.posted", entry=posted.seq, what=sentence_of(session, console.words, posted.seq))
        if whole is not None and together is None:
            console.state("cli.other_sheets", count=len(whole.imports) - 1, file=whole.file)
    return Exit.DONE


def _asked(session: StoreSession, told: Namespace) -> tuple[Uid, UndoState]:
    """Return the entry that is meant with what may be done about it; raises `Refusal` where it is done already."""
    redo = told.command == "redo"
    newest = next_redo if redo else next_undo
    uid = newest(session) if told.entry is None else entry_uid(session, told.entry)
    state = undo_state(session, uid) if uid is not None else None
    if uid is None or state is None:
        if told.entry is not None:
            raise Refusal("ref.no_entry", text=told.entry)
        raise Refusal("cli.nothing_to_redo" if redo else "cli.nothing_to_undo")
    if state.redo is not redo:
        raise Refusal("cli.stands_already" if redo else "cli.undone_already", entry=told.entry)
    return uid, state


def _turned(
    session: StoreSession, told: Namespace, console: Console, state: UndoState, whole: WholeFile | None
) -> tuple[Posted, ...]:
    if whole is None and state.target is None:
        raise Refusal(state.key, **state.facts)
    who = acting(session, console, told.operator, told.witness, told.pin_file)
    if whole is not None:
        return turn_over(
            session, whole, who.operator, witness=who.witness, reason=told.reason, progress=console.progress
        )
    target = state.target or Uid("")
    return (session.post(reversal(session, target, who.operator, witness=who.witness, reason=told.reason)),)
