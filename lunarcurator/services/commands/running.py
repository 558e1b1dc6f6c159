"""Runs one command, and turns whatever stands in its way into a sentence and an exit code."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.domain.errors import Refusal
from lunarcurator.file_names import finished
from lunarcurator.services.commands.console import Console, Exit

type Command = Callable[[Namespace, Console], Exit]

RUNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "demo": "making:demo",
        "new": "making:new",
        "import": "importing:import_sheets",
        "export": "exporting:take_out",
        "export-to-edit": "round_trip:send",
        "take-back": "round_trip:take",
        "print": "printing:print_paper",
        "letters": "reminders:letters",
        "show": "showing:show",
        "recall": "recalling:recall",
        "inventory-round": "inventorying:inventory_round",
        "balance": "showing:balance",
        "places": "placing:places",
        "attention": "to_do:list_to_do",
        "borrower": "borrowing:act_of",
        "borrowers": "borrower_lists:borrowers",
        "agreement": "borrowing:act_of",
        "agreements": "borrower_lists:agreements",
        "loan": "lending:loan",
        "loans": "loan_showing:list_loans",
        "do": "doing:do",
        "post": "posting:post",
        "undo": "undoing:turn",
        "redo": "undoing:turn",
        "operations": "posting:operations",
        "tables": "listing:tables",
        "policies": "policies:policies",
        "verify": "maintenance:verify_store",
        "backup": "maintenance:back_up_store",
        "restore": "maintenance:restore_store",
        "rebuild": "repairing:rebuild_store",
        "annul": "repairing:annul",
        "pin": "pins:pin",
    }
)
"""What runs a command, loaded when it is asked for: a module beside this one and its function."""
_LOANS_READ: Final[Mapping[str, str]] = MappingProxyType(
    {
        "show": "loan_showing:show_loan",
        "list": "loan_showing:list_loans",
        "demand": "loan_demand:show_demand",
    }
)
"""What only reads of a loan, by what is typed after `loan`."""

# Of refusals only the names: one that nobody loaded was not raised.
USAGE: Final = frozenset(
    {
        "lunarcurator.services.commands.console.UsageRefused",
        "lunarcurator.documents.rendering.UnknownFormatError",
        "lunarcurator.domain.day_text.DayTextError",
        "lunarcurator.services.exporting.wanted.ReportUnknown",
        "lunarcurator.services.exporting.wanted.ReportNeeds",
        "lunarcurator.documents.model.ColumnUnknown",
        "lunarcurator.services.exporting.presets.PresetError",
    }
)
OPEN: Final = frozenset({"lunarcurator.services.importing.deciding.Unanswered"})
FAULTS: Final = frozenset(
    {
        "lunarcurator.documents.rendering.PaperError",
        "lunarcurator.services.roundtrip.stamp.NotOurWorkbook",
        "lunarcurator.store.errors.StoreError",
        "lunarcurator.exchange.errors.SheetError",
        "lunarcurator.services.backups.FlawedBackup",
        "lunarcurator.services.codec.OperationTextError",
        "lunarcurator.services.importing.columns.mapping.MappingRefused",
        "lunarcurator.services.importing.profiles.ProfileError",
    }
)
WITH_FINDINGS: Final = frozenset(
    {
        "lunarcurator.services.posted.Refused",
        "lunarcurator.store.damage.DamagedError",
        "lunarcurator.store.rebuild.whole.FactsDamagedError",
    }
)
NOT_READ_BACK: Final = frozenset({"lunarcurator.store.rereading.NotReadBackError"})


def run(told: Namespace, console: Console) -> Exit:
    """Run a command; never raises but for what the program itself did wrong."""
    try:
        return _command(told)(told, console)
    except Refusal as refusal:
        console.complain(refusal)
        if _is(refusal, WITH_FINDINGS):
            _list_findings(refusal, console)
        return _exit_of(refusal)
    except PermissionError as error:
        console.warn("file.no_permission", file=str(finished(Path(error.filename or "?"))))
        return Exit.FAULT
    except KeyboardInterrupt:
        console.warn("store.cancelled")
        return Exit.STOPPED
    except Exception as fault:
        if not _is(fault, NOT_READ_BACK):
            raise
        console.warn("posting.not_read_back")
        _list_findings(fault, console)
        return Exit.FAULT


def _command(told: Namespace) -> Command:
    where = RUNS[told.command]
    if told.command == "loan":
        where = _LOANS_READ.get(told.act, where)
    module, _, function = where.partition(":")
    command: Command = getattr(import_module(f"lunarcurator.services.commands.{module}"), function)
    return command


def _list_findings(fault: Any, console: Console) -> None:
    console.list_findings(fault.findings)


def _exit_of(refusal: Refusal) -> Exit:
    if _is(refusal, USAGE):
        return Exit.USAGE
    if _is(refusal, OPEN):
        return Exit.OPEN
    return Exit.FAULT if _is(refusal, FAULTS) else Exit.REFUSED


def _is(fault: Exception, kinds: frozenset[str]) -> bool:
    """Tell whether an exception is of one of these kinds, or of one made from them."""
    return any(f"{each.__module__}.{each.__qualname__}" in kinds for each in type(fault).__mro__)
