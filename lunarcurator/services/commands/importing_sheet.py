"""One sheet on its way in by command: read as the command line says, judged, told, and posted as one entry."""

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from lunarcurator.domain.days import certain_day
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.exchange.layout_guess import PARTS
from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.commands.first_sight import take_or_propose
from lunarcurator.services.commands.opening import acting
from lunarcurator.services.commands.replacing import spare
from lunarcurator.services.commands.telling_columns import tell_columns
from lunarcurator.services.importing import (
    ImportPlan,
    NothingToImport,
    Profiles,
    Question,
    Reading,
    RowsRefused,
    Source,
    Told,
    Unanswered,
    Verdict,
    answered,
    guess_reading,
    keyed,
    mapped,
    plan_reading,
    post_import,
    profile_of,
    questions,
    save_profile,
    unanswered,
    write_report,
)
from lunarcurator.services.importing.asking.collection import COLLECTION
from lunarcurator.services.importing.asking.questions import unasked
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.importing.guessing import has_rows
from lunarcurator.services.importing.judging.order import NO_PARENT
from lunarcurator.services.importing.lists.loan_rows import LENT_ON
from lunarcurator.services.importing.source import is_part
from lunarcurator.services.store_session import StoreSession


def import_sheet(
    told: Namespace, console: Console, session: StoreSession, source: Source, read: Reading, report: str | None
) -> Exit:
    """Judge the rows of a sheet, give the report asked for, and post what is good unless it is a dry run.

    Raises `Unanswered` where anything is left to say, `RowsRefused` where rows are bad and nobody said that they
    may be left out, and what judging raises.
    """
    effective = certain_day(told.effective) if told.effective else None
    read = _as_proposed(session, source, read)
    if read.unmet:
        console.state("cli.family_nowhere", sheet=read.sheet, places=list(read.unmet))
    asked = _ask(session, source, read, console)
    _check_answers(told, session, source, read, asked)
    plan = plan_reading(session, source, read, asked=asked, effective=effective, progress=console.progress)
    _tell(plan, console)
    tell_columns(plan, read, console)
    _hint(plan, console)
    take_or_propose(told, console, read, plan)
    if told.save_profile:
        kept = save_profile(profile_of(read, told.save_profile), Path(told.into))
        console.state("cli.profile_kept", file=kept)
    if report:
        spare(told, Path(report))
        write_report(plan, Path(report), console.words, bad_only=told.skip_bad)
        told_of_bad = "cli.bad_rows_written" if plan.bad or plan.aside.records else "cli.no_row_left_out"
        console.state(told_of_bad if told.skip_bad else "cli.report_written", file=report)
    if plan.bad:
        refused = RowsRefused(plan)
        if not told.skip_bad:
            raise refused
        console.list_findings(refused.findings)
    if told.dry_run:
        console.state("cli.dry_run_done")
        return Exit.DONE
    return _post(told, console, session, plan)


def best_reading(told: Namespace, session: StoreSession, source: Source, sheet: str | None) -> Reading:
    """Return how a sheet reads best, before anything the command line says of its columns."""
    said = Told(told.header_row, told.units_row, told.end_row, told.shape, (*told.block,), (*told.family,))
    if said.blocks and not said.shape:
        said = said._replace(shape=PARTS)
    # A row that is said of the sheet is one of a part of it, and none of the others.
    if sheet not in (None, told.sheet) and is_part(source, sheet):
        said = said.within({row.number for row in source.sheet(sheet).rows()})
    return guess_reading(session, source, Profiles.load(Path(told.into)), sheet, said=said)


def as_told(told: Namespace, read: Reading) -> Reading:
    """Return a reading with what the command line says of it. Raises `MappingRefused`."""
    for each in told.map:
        column, _, target = each.rpartition("=")
        read = mapped(read, column, target)
    for columns, joints, parent in (
        (told.key, told.joint, False),
        (told.parent_key, told.parent_joint, True),
    ):
        if columns:
            read = keyed(read, tuple(columns), tuple(joints), parent=parent)
    if told.make_parents:
        read = replace(read, makes_parents=True)
    answers = [each.rpartition("=") for each in told.answer]
    if told.collection:
        answers.append((COLLECTION.name, "=", told.collection))
    for question, _, answer in answers:
        read = answered(read, question, answer)
    return read


def _as_proposed(session: StoreSession, source: Source, read: Reading) -> Reading:
    """Return a reading with the collection that is proposed for it, to be taken with all the rest or not."""
    if read.kept:
        return read
    asked = [each for each in questions(session, source, read) if each.kind is COLLECTION and each.proposed]
    for each in unanswered(tuple(asked), read):
        read = answered(read, each.id, each.proposed)
    return read


def _ask(session: StoreSession, source: Source, read: Reading, console: Console) -> tuple[Question, ...]:
    """Return the questions; lists what must be answered first, each with an example, and raises `Unanswered`."""
    asked = questions(session, source, read)
    left = unanswered(asked, read)
    for question in left:
        text = console.words.say(question.key, dict(question.facts))
        example = question.choices[0] if question.choices else "…"
        console.warn("cli.question", id=question.id, text=text, example=example)
        for choice, key in question.choice_words:
            if key:
                word = console.words.say(key, question.choice_facts(choice))
                console.warn("cli.question_choice", choice=choice, word=word)
        if question.kind is LENT_ON:
            console.warn("cli.question_day")
        if plain := [choice for choice, key in question.choice_words if not key]:
            console.warn("cli.question_choices", choices="; ".join(plain))
    if left and has_rows(source, read):
        raise Unanswered("cli.questions_open", count=len(left))
    return asked


def _check_answers(
    told: Namespace, session: StoreSession, source: Source, read: Reading, asked: tuple[Question, ...]
) -> None:
    """Raise `MappingRefused` for an answer to what is not asked; of several sheets each asks something else."""
    said = () if told.all_sheets else [each.rpartition("=")[0] for each in told.answer]
    for question in unasked(session, source, read, asked, said):
        raise MappingRefused("import.question_not_asked", question=question, sheet=read.sheet)


def _post(told: Namespace, console: Console, session: StoreSession, plan: ImportPlan) -> Exit:
    who = acting(session, console, told.operator, told.witness, told.pin_file)
    try:
        posted = post_import(
            session,
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
    if given := plan.numbers_given:
        console.state("cli.numbers_given", count=len(given), numbers=given)
    return Exit.DONE


def _tell(plan: ImportPlan, console: Console) -> None:
    counts: Mapping[Verdict, int] = plan.counts
    say = console.words.say
    shown = [f"{shown_count(count)} {say(f'verdict.{verdict}')}" for verdict, count in counts.items() if count]
    key = "cli.plan" if plan.collection else "cli.plan_of_places"
    console.state(key, file=plan.file, collection=plan.collection, verdicts=shown)
    others: list[str] = []
    for key, count in plan.warnings.items():
        told = f"cli.warned.{key.partition('.')[2]}"
        if console.words.has(told):
            console.state(told, count=count)
        else:
            others.append(key)
    if others:
        console.state("cli.other_warning", count=plan.rows_warned(others))


def _hint(plan: ImportPlan, console: Console) -> None:
    """Say how the parents are made that rows name and that are nowhere."""
    missing = {
        dict(reason.facts)["parent"] for row in plan.rows for reason in row.reasons if reason.key == NO_PARENT
    }
    if missing:
        console.state("cli.make_parents_hint", count=len(missing), first=min(map(str, missing)))
