"""The commands that post: `post`, and `operations`, which says what can be posted."""

from argparse import Namespace
from pathlib import Path

from lunarcurator.exchange.errors import SheetError, sheet_error_from
from lunarcurator.services.act_files import read_acts
from lunarcurator.services.codec import schema_of_operations
from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.commands.opening import acting, posting
from lunarcurator.services.commands.override_options import answered, tell_answered, tell_lacking
from lunarcurator.services.journal_sentences import sentence_of
from lunarcurator.services.posted_masses import adjusted_by
from lunarcurator.services.posting import Refused
from lunarcurator.services.reopening import with_identities
from lunarcurator.text_files import read_text, text_of


def post(told: Namespace, console: Console) -> Exit:
    """Post the acts of a JSON file as one entry, all or nothing."""
    text = _piped(console) if told.file == "-" else _text(Path(told.file))
    with posting(told.store, console) as session:
        written = read_acts(text, session.today)
        who = acting(session, console, told.operator, told.witness, told.pin_file)
        wanted = answered(session, told, with_identities(session, written.posting(who.operator, who.witness)))
        try:
            posted = session.post(wanted)
        except Refused as refused:
            console.complain(refused)
            console.list_findings(refused.findings)
            tell_lacking(told, wanted, refused.findings, console)
            return Exit.REFUSED
        tell_answered(wanted, posted.findings, console)
        console.state("cli.posted", entry=posted.seq, what=sentence_of(session, console.words, posted.seq))
        for sentence in adjusted_by(session, console.words, posted.seq):
            console.tell(sentence)
    return Exit.DONE


def operations(_: Namespace, console: Console) -> Exit:
    """Print the JSON Schema of every operation."""
    console.tell_json(schema_of_operations())
    return Exit.DONE


def _piped(console: Console) -> str:
    try:
        return text_of(console.piped())
    except UnicodeDecodeError as error:
        raise SheetError("pipe.no_text") from error


def _text(path: Path) -> str:
    try:
        return read_text(path)
    except UnicodeDecodeError as error:
        raise SheetError("file.no_text", file=path.name) from error
    except OSError as error:
        raise sheet_error_from(error, path) from error
