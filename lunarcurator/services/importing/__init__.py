"""Bringing in what stands in a sheet: read, mapped, judged row by row, and only then posted as one entry.

A window or a command goes these steps, each with frozen values: `Source` opens a file or a paste, `guess_reading`
says how it reads, `questions` what is left to ask, `answered` and `mapped` change the reading,
`plan_reading` judges its rows, `post_import` posts them, `write_report` gives refused rows back.
"""

from lunarcurator.exchange.layout_guess import Told
from lunarcurator.services.importing.asking.question import Question
from lunarcurator.services.importing.asking.questions import answered, questions, unanswered
from lunarcurator.services.importing.deciding import Unanswered, plan_reading
from lunarcurator.services.importing.guessing import guess_reading, profile_of
from lunarcurator.services.importing.plan import Difference, ImportPlan, PlannedColumn, PlannedRow, Verdict
from lunarcurator.services.importing.posting import NothingToImport, RowsRefused, post_import
from lunarcurator.services.importing.profiles import Profile, Profiles, save_profile
from lunarcurator.services.importing.reading import Reading, keyed, mapped
from lunarcurator.services.importing.report import write_report
from lunarcurator.services.importing.source import Source, TextForm, Unread, unread

__all__ = [
    "Difference",
    "ImportPlan",
    "NothingToImport",
    "PlannedColumn",
    "PlannedRow",
    "Profile",
    "Profiles",
    "Question",
    "Reading",
    "RowsRefused",
    "Source",
    "TextForm",
    "Told",
    "Unanswered",
    "Unread",
    "Verdict",
    "answered",
    "guess_reading",
    "keyed",
    "mapped",
    "plan_reading",
    "post_import",
    "profile_of",
    "questions",
    "save_profile",
    "unanswered",
    "unread",
    "write_report",
]
