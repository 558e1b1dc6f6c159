"""Runs one command, and turns whatever stands in its way into a sentence and an exit code."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from lunarcurator.documents.model import ColumnUnknown
from lunarcurator.documents.rendering import PaperError, UnknownFormatError
from lunarcurator.domain.days import DayTextError
from lunarcurator.domain.errors import Refusal
from lunarcurator.exchange.errors import SheetError
from lunarcurator.file_names import finished
from lunarcurator.services.backups import FlawedBackup
from lunarcurator.services.codec import OperationTextError
from lunarcurator.services.commands import (
    borrower_lists,
    borrowing,
    doing,
    exporting,
    importing,
    inventorying,
    lending,
    listing,
    loan_demand,
    loan_showing,
    maintenance,
    making,
    pins,
    placing,
    policies,
    posting,
    printing,
    recalling,
    reminders,
    repairing,
    round_trip,
    showing,
    to_do,
    undoing,
)
from lunarcurator.services.commands.console import Console, Exit, UsageRefused
from lunarcurator.services.exporting import ReportNeeds, ReportUnknown
from lunarcurator.services.exporting.presets import PresetError
from lunarcurator.services.importing import Unanswered
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.importing.profiles import ProfileError
from lunarcurator.services.posting import NotReadBackError, Refused
from lunarcurator.services.roundtrip import NotOurWorkbook
from lunarcurator.store.damage import DamagedError
from lunarcurator.store.errors import StoreError
from lunarcurator.store.rebuild.whole import FactsDamagedError

type Command = Callable[[Namespace, Console], Exit]


def _loan(told: Namespace, console: Console) -> Exit:
    shown = {"show": loan_showing.show_loan, "demand": loan_demand.show_demand}.get(told.act)
    return (shown or lending.loan)(told, console)


_COMMANDS: Final[Mapping[str, Command]] = MappingProxyType(
    {
        "demo": making.demo,
        "new": making.new,
        "import": importing.import_sheets,
        "export": exporting.take_out,
        "export-to-edit": round_trip.send,
        "take-back": round_trip.take,
        "print": printing.print_paper,
        "letters": reminders.letters,
        "show": showing.show,
        "recall": recalling.recall,
        "inventory-round": inventorying.inventory_round,
        "balance": showing.balance,
        "places": placing.places,
        "attention": to_do.list_to_do,
        "borrower": borrowing.act_of,
        "borrowers": borrower_lists.borrowers,
        "agreement": borrowing.act_of,
        "agreements": borrower_lists.agreements,
        "loan": _loan,
        "loans": loan_showing.list_loans,
        "do": doing.do,
        "post": posting.post,
        "undo": undoing.turn,
        "redo": undoing.turn,
        "operations": posting.operations,
        "tables": listing.tables,
        "policies": policies.policies,
        "verify": maintenance.verify_store,
        "backup": maintenance.back_up_store,
        "restore": maintenance.restore_store,
        "rebuild": repairing.rebuild_store,
        "annul": repairing.annul,
        "pin": pins.pin,
    }
)
_USAGE: Final = (
    UsageRefused,
    UnknownFormatError,
    DayTextError,
    ReportUnknown,
    ReportNeeds,
    ColumnUnknown,
    PresetError,
)
_FAULTS: Final = (
    PaperError,
    NotOurWorkbook,
    StoreError,
    SheetError,
    FlawedBackup,
    OperationTextError,
    MappingRefused,
    ProfileError,
)


def run(told: Namespace, console: Console) -> Exit:
    """Run a command; never raises but for what the program itself did wrong."""
    try:
        return _COMMANDS[told.command](told, console)
    except Refused as refused:
        console.complain(refused)
        console.list_findings(refused.findings)
        return Exit.REFUSED
    except (DamagedError, FactsDamagedError) as damaged:
        console.complain(damaged)
        console.list_findings(damaged.findings)
        return Exit.FAULT
    except NotReadBackError as fault:
        console.warn("posting.not_read_back")
        console.list_findings(fault.findings)
        return Exit.FAULT
    except Refusal as refusal:
        console.complain(refusal)
        return _exit_of(refusal)
    except PermissionError as error:
        console.warn("file.no_permission", file=str(finished(Path(error.filename or "?"))))
        return Exit.FAULT
    except KeyboardInterrupt:
        console.warn("store.cancelled")
        return Exit.STOPPED


def _exit_of(refusal: Refusal) -> Exit:
    if isinstance(refusal, _USAGE):
        return Exit.USAGE
    if isinstance(refusal, Unanswered):
        return Exit.OPEN
    return Exit.FAULT if isinstance(refusal, _FAULTS) else Exit.REFUSED
