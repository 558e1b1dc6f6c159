"""What the wizard says around its pages: the one filled button, what stands in the way, title and notes."""

from typing import NamedTuple

from PySide6.QtCore import QObject

from lunarcurator.desktop.dialogs.form.drafting import hour_of
from lunarcurator.desktop.dialogs.form.long_work import Told
from lunarcurator.desktop.dialogs.imports.case import Case, Judged
from lunarcurator.desktop.dialogs.imports.pages import Step
from lunarcurator.domain.mass_display import shown_count


class Primary(NamedTuple):
    """The words of the button, whether it can be pressed, and why not."""

    text: str
    enabled: bool = True
    obstacle: str = ""


class PrimaryWords(QObject):
    """Words the primary and what is said around it."""

    def of(self, step: Step, case: Case | None, judged: Judged | None, *, done: bool, may_post: bool) -> Primary:
        """Return the primary of a step; `done` says that the entry stands."""
        match step:
            case Step.FILE if case is not None:
                told = self.tr("Go on with {file}")
                return Primary(told.replace("{file}", case.source.book.name))
            case Step.FILE:
                return Primary(self.tr("Import"), enabled=False)
            case Step.SHEET if case is None:
                told = self.tr("The text cannot be read in this form.")
                return Primary(self.tr("Go on to the columns"), enabled=False, obstacle=told)
            case Step.SHEET:
                return Primary(self.tr("Go on to the columns"))
            case Step.COLUMNS:
                return Primary(self._after_columns(case))
            case Step.QUESTIONS:
                return Primary(self.tr("Judge the rows"))
            case Step.VERDICTS:
                return self._posting(judged, may_post=may_post)
            case Step.POST:
                return Primary(self.tr("Close"), enabled=done)

    def _after_columns(self, case: Case | None) -> str:
        count = sum(each in case.open_now for each in case.on_their_own) if case is not None else 0
        if not count:
            return self.tr("Judge the rows")
        one, many = self.tr("Go on to 1 question"), self.tr("Go on to {count} questions")
        return (one if count == 1 else many).replace("{count}", shown_count(count))

    def _posting(self, judged: Judged | None, *, may_post: bool) -> Primary:
        if judged is None:
            return Primary(self.tr("Import"), enabled=False)
        plan = judged.plan
        text = self.tr("Import 1 row") if plan.writes == 1 else self.tr("Import {count} rows")
        text = text.replace("{count}", shown_count(plan.writes))
        obstacle = ""
        if not plan.writes:
            obstacle = self.tr("The book knows everything in this file already.")
            if plan.bad:
                obstacle = self.tr("No row of this file can come in.")
        elif not may_post:
            obstacle = self.tr("Nothing can be posted now.")
        return Primary(text, not obstacle, obstacle)

    def title(self, judged: Judged) -> str:
        """Return the title over the verdicts."""
        one = self.tr("Import  {file} · 1 row · header in row {header}")
        many = self.tr("Import  {file} · {rows} rows · header in row {header}")
        count = len(judged.plan.rows)
        title = (one if count == 1 else many).replace("{file}", judged.plan.file)
        title = title.replace("{rows}", shown_count(count))
        return title.replace("{header}", shown_count(judged.plan.header_row))

    def left_out(self, bad: int) -> str:
        """Return the words of the button that saves the rows left out."""
        one, many = self.tr("Save 1 row with its reasons…"), self.tr("Save {count} rows with reasons…")
        return (one if bad == 1 else many).replace("{count}", shown_count(bad))

    def reading(self, name: str) -> Told:
        """Return what is said while a file or sheet is read."""
        told = self.tr("Reading {file}").replace("{file}", name)
        return lambda _done, _total: told

    def looking(self, _done: int, _total: int) -> str:
        """Return what is said while the questions are made."""
        return self.tr("Looking for what is open")

    def judging(self, name: str) -> Told:
        """Return what is said while rows are judged."""
        one, many = self.tr("Judging {file}: 1 row"), self.tr("Judging {file}: {count} rows")

        def told(done: int, _total: int) -> str:
            return (one if done == 1 else many).replace("{file}", name).replace("{count}", shown_count(done))

        return told

    def writing(self, done: int, total: int) -> str:
        """Return what is said while acts are written."""
        one, many = self.tr("Writing {done} of 1 act"), self.tr("Writing {done} of {total} acts")
        return (
            (one if total == 1 else many)
            .replace("{done}", shown_count(done))
            .replace("{total}", shown_count(total))
        )

    def kept(self, name: str) -> str:
        """Return what is said once a profile is kept."""
        return self.tr("Kept as “{name}”: such a list is recognised from now on.").replace("{name}", name)

    def promise(self) -> str:
        """Return what is said beside the button that posts."""
        return self.tr("One entry, one undo. File name and SHA-256 go into the journal.")

    def draft(self, us: int) -> str:
        """Return what is said once the draft was kept, in us since 1970 UTC."""
        return self.tr("Draft kept {time}").replace("{time}", hour_of(us))

    def note(self, judged: Judged) -> str:
        """Return what is said below the verdicts."""
        texts = [self.tr("F2 mends a cell here; the file itself stays as it is.")]
        if warned := sum(judged.plan.warnings.values()):
            one, many = self.tr("1 row comes in with a warning."), self.tr("{count} rows come in with a warning.")
            texts.append((one if warned == 1 else many).replace("{count}", shown_count(warned)))
        if given := len(judged.plan.numbers_given):
            one, many = (
                self.tr("1 number is given by this lab."),
                self.tr("{count} numbers are given by this lab."),
            )
            texts.append((one if given == 1 else many).replace("{count}", shown_count(given)))
        if judged.plan.bad:
            texts.append(self.tr("Rows left out come back as a workbook with the reasons."))
        return " ".join(texts)
