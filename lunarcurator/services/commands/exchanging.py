"""The command that brings sheets in: `import`."""

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.days import parse_day
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.exchange.aligned import ALIGNED
from lunarcurator.services.commands.console import Console, Exit, UsageRefused
from lunarcurator.services.commands.opening import acting, posting, reading
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import (
    ImportPlan,
    NothingToImport,
    Profiles,
    Question,
    Reading,
    RowsRefused,
    Source,
    TextForm,
    Verdict,
    answered,
    count_keys,
    guess_reading,
    keyed,
    keys_told,
    mapped,
    plan_reading,
    post_import,
    profile_of,
    questions,
    save_profile,
    unanswered,
    write_report,
)

_SIGNS: Final[Mapping[str | None, str]] = MappingProxyType(
    {"tab": "\t", "\\t": "\t", "space": " ", "spaces": ALIGNED, "none": ""}
)

PASTE: Final = "-"
"""The name of the file for what comes through standard input."""


def bring(told: Namespace, console: Console) -> Exit:
    """Bring a sheet in: judge its rows, give the report asked for, and post what is good."""
    if told.skip_bad and not told.report:
        raise UsageRefused("cli.skip_needs_report")
    effective = parse_day(told.effective) if told.effective else None
    source = _source(told, console)
    if source.is_only_likely:
        console.state("cli.aligned")
    if told.list_sheets:
        for offer in source.sheets:
            console.state("cli.sheet_hidden" if offer.hidden else "cli.sheet_visible", sheet=offer.name)
        return Exit.DONE
    opened = reading(told.into, console) if told.dry_run else posting(told.into, console)
    with opened as desk:
        read = _read(told, desk, source)
        if told.key or told.parent_key:
            for key, facts in keys_told(count_keys(source, read)):
                console.state(key, **facts)
        asked = _ask(desk, source, read, console)
        plan = plan_reading(desk, source, read, asked=asked, effective=effective, progress=console.progress)
        _tell(plan, console)
        if told.save_profile:
            kept = save_profile(profile_of(read, told.save_profile), Path(told.into))
            console.state("cli.profile_kept", file=kept)
        if told.report:
            write_report(plan, Path(told.report), console.words, bad_only=told.skip_bad)
            console.state("cli.bad_rows_written" if told.skip_bad else "cli.report_written", file=told.report)
        if plan.bad and not told.skip_bad:
            raise RowsRefused(plan)
        if told.dry_run:
            console.state("cli.dry_run_done")
            return Exit.DONE
        return _post(told, console, desk, plan)


def _source(told: Namespace, console: Console) -> Source:
    form = TextForm(told.encoding, _SIGNS.get(told.delimiter, told.delimiter), _SIGNS.get(told.quote, told.quote))
    if told.file == PASTE:
        return Source.pasted(console.stdin.read(), form=form)
    return Source.open(Path(told.file), form=form)


def _read(told: Namespace, desk: Desk, source: Source) -> Reading:
    """Return how the sheet reads best, with what the command line says of it."""
    read = guess_reading(desk, source, Profiles.load(Path(told.into)), told.sheet)
    for each in told.map:
        column, _, target = each.rpartition("=")
        read = mapped(read, column, target)
    for columns, joints, parent in (
        (told.key, told.joint, False),
        (told.parent_key, told.parent_joint, True),
    ):
        if columns:
            read = keyed(read, tuple(columns), tuple(joints), parent=parent)
    answers = [each.rpartition("=") for each in told.answer]
    if told.collection:
        answers.append(("collection", "=", told.collection))
    for question, _, answer in answers:
        read = answered(read, question, answer)
    return read


def _ask(desk: Desk, source: Source, read: Reading, console: Console) -> tuple[Question, ...]:
    """Return the questions, having listed what must be answered first, each with an example of an answer."""
    asked = questions(desk, source, read)
    for question in unanswered(asked, read):
        text = console.words.say(question.key, dict(question.facts))
        example = question.choices[0] if question.choices else "…"
        console.warn("cli.question", id=question.id, text=text, example=example)
        for choice, key in question.choice_words:
            if key:
                word = console.words.say(key, question.choice_facts(choice))
                console.warn("cli.question_choice", choice=choice, word=word)
    return asked


def _post(told: Namespace, console: Console, desk: Desk, plan: ImportPlan) -> Exit:
    who = acting(desk, console, told.operator, told.witness, told.pin_file)
    try:
        posted = post_import(
            desk,
            plan,
            who.operator,
            witness=who.witness,
            reason=told.reason,
            skip_bad=told.skip_bad,
            progress=console.progress,
        )
    except NothingToImport as nothing:
        console.tell(console.words.say(nothing.key, nothing.facts))
        return Exit.DONE
    console.state("cli.imported", rows=plan.writes, file=plan.file, entry=posted.seq)
    return Exit.DONE


def _tell(plan: ImportPlan, console: Console) -> None:
    counts: Mapping[Verdict, int] = plan.counts
    say = console.words.say
    shown = [f"{shown_count(count)} {say(f'verdict.{verdict}')}" for verdict, count in counts.items() if count]
    console.state("cli.plan", file=plan.file, collection=plan.collection, verdicts=shown)
    for key, count in plan.warnings.items():
        told = f"cli.warned.{key.partition('.')[2]}"
        console.state(told if console.words.has(told) else "cli.other_warning", count=count)
