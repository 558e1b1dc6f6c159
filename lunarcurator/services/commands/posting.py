"""The commands that post: `post`, and `operations`, which says what can be posted."""

import json
from argparse import Namespace
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.exchange.errors import SheetError, sheet_error_from
from lunarcurator.services.act_files import read_acts
from lunarcurator.services.act_schema import schema_of_operations
from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.commands.doing import written_examples
from lunarcurator.services.commands.opening import acting, posting
from lunarcurator.services.commands.override_options import answered, tell_answered, tell_lacking
from lunarcurator.services.journal_sentences import sentence_of
from lunarcurator.services.posted_masses import adjusted_by
from lunarcurator.services.posting import Refused
from lunarcurator.services.reopening import with_identities
from lunarcurator.services.words import Words
from lunarcurator.text_files import read_text, text_of


def post(told: Namespace, console: Console) -> Exit:
    """Post the acts of a JSON file as one entry, all or nothing."""
    text = _piped(console) if told.file == "-" else _text(Path(told.file))
    try:
        return _post(text, told, console)
    except Refusal as refusal:
        if refusal.act:
            why = Refusal(refusal.key, **refusal.facts)
            refusal.key, refusal.facts = "cli.in_act", {"n": refusal.act, "why": why}
        raise


def _post(text: str, told: Namespace, console: Console) -> Exit:
    with posting(told.store, console) as session:
        written = read_acts(text, session.today)
        who = acting(session, console, told.operator, told.witness, told.pin_file)
        wanted = answered(session, told, with_identities(session, written.posting(who.operator, who.witness)))
        act_of = partial(_act_of, words=console.words)
        try:
            posted = session.post(wanted)
        except Refused as refused:
            console.refuse(refused.findings, act_of)
            tell_lacking(told, wanted, refused.findings, console)
            _tell_answers(refused.findings, console)
            return Exit.REFUSED
        tell_answered(wanted, posted.findings, console, act_of)
        console.state("cli.posted", entry=posted.seq, what=sentence_of(session, console.words, posted.seq))
        for sentence in adjusted_by(session, console.words, posted.seq):
            console.tell(sentence)
    return Exit.DONE


def _act_of(finding: Finding, _sentence: str, *, words: Words) -> str:
    """Return the words for the act of a finding, empty where one act is posted alone."""
    return words.say("cli.of_act", {"n": finding.act}) if finding.act else ""


def _tell_answers(findings: Iterable[Finding], console: Console) -> None:
    """Say how a file answers what stands in its way and may be answered: by the key of each finding."""
    keys = dict.fromkeys(each.key for each in findings if each.strength is not Strength.IMPOSSIBLE)
    if keys:
        written = json.dumps([{"key": key, "reason": ""} for key in keys])
        console.warn("cli.answers_in_file", overrides=written)


def operations(_: Namespace, console: Console) -> Exit:
    """Print the JSON Schema of every act, each with an example."""
    console.tell_json(schema_of_operations(written_examples(console.words)))
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
