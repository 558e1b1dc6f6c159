"""What can be typed after `loan add-lines`, `change`, `withdraw`, `dispute`, `owe`, `take-in` and `give-back`."""

import argparse
from collections.abc import Callable

from lunarcurator.domain.lending.terms import CareKind, Owed
from lunarcurator.services.words import Words

type MakeParser = Callable[[str], argparse.ArgumentParser]


def add_mending_acts(make: MakeParser, words: Words) -> None:
    """Add the acts beside the straight way of a loan; `make` makes the parser of an act."""
    say = words.say
    more = make("add-lines")
    more.add_argument("loan", metavar="LOAN", help=say("cli.option.loan"))
    add_wanted(more, words)
    _changes(make, words)
    withdraw = make("withdraw")
    withdraw.add_argument("lines", metavar="LINE", nargs="+", help=say("cli.option.loan_lines"))
    withdraw.add_argument("--why", metavar="TEXT", required=True)
    dispute = make("dispute")
    dispute.add_argument("line", metavar="LINE", help=say("cli.option.loan_of_line"))
    dispute.add_argument("--text", metavar="TEXT", required=True, help=say("cli.option.dispute_text"))
    dispute.add_argument("--settled", action="store_true", help=say("cli.option.dispute_settled"))
    _papers(dispute, words)
    owe = make("owe")
    owe.add_argument("loan", metavar="LOAN", help=say("cli.option.loan"))
    owe.add_argument(
        "--what", choices=[str(each) for each in Owed], required=True, help=say("cli.option.owe_what")
    )
    owe.add_argument("--text", metavar="TEXT", default="", help=say("cli.option.owe_text"))
    owe.add_argument("--due", metavar="DAY", default="", help=say("cli.option.owe_due"))
    owe.add_argument("--settled", metavar="TEXT", default="", help=say("cli.option.owe_settled"))
    _papers(owe, words)
    _entrusted(make, words)


def add_wanted(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add what says which lines are asked for, and what holds for all of them."""
    say = words.say
    parser.add_argument("--line", metavar="WHAT", action="append", default=[], help=say("cli.option.loan_line"))
    parser.add_argument(
        "--destructive", action="store_true", default=None, help=say("cli.option.loan_destructive")
    )
    parser.add_argument(
        "--not-destructive",
        dest="destructive",
        action="store_false",
        default=None,
        help=say("cli.option.loan_not_destructive"),
    )
    for name in ("use", "category"):
        parser.add_argument(f"--{name}", metavar="TEXT", default="", help=say(f"cli.option.loan.{name}"))


def _changes(make: MakeParser, words: Words) -> None:
    say = words.say
    line = make("change-line")
    line.add_argument("line", metavar="LINE", help=say("cli.option.loan_of_line"))
    line.add_argument("what", metavar="WHAT", help=say("cli.option.loan_change_what"))
    change = make("change")
    change.add_argument("loan", metavar="LOAN", help=say("cli.option.loan"))
    change.add_argument("--agreement", metavar="NUMBER", default=None, help=say("cli.option.loan_agreement"))
    for name in ("purpose", "plan", "round", "project", "remarks"):
        change.add_argument(f"--{name}", metavar="TEXT", default=None, help=say(f"cli.option.loan.{name}"))
    change.add_argument("--project-until", metavar="DAY", default=None, help=say("cli.option.loan_project_until"))
    told = say("cli.option.loan_co_investigators")
    change.add_argument("--co-investigator", metavar="NAME", action="append", default=None, help=told)


def _entrusted(make: MakeParser, words: Words) -> None:
    say = words.say
    taken = make("take-in")
    taken.add_argument("--lender", metavar="NAME", required=True, help=say("cli.option.loan_lender"))
    _pieces(taken, say("cli.option.take_in_piece"), required=True)
    kinds = [str(each) for each in CareKind]
    taken.add_argument("--kind", choices=kinds, default=str(CareKind.LOAN_IN), help=say("cli.option.take_in_kind"))
    taken.add_argument("--due", metavar="DAY", default="", help=say("cli.option.take_in_due"))
    taken.add_argument("--paper", metavar="NAME", required=True, help=say("cli.option.take_in_paper"))
    for name in ("number", "purpose"):
        taken.add_argument(f"--{name}", metavar="TEXT", default="", help=say(f"cli.option.loan.{name}"))
    back = make("give-back")
    back.add_argument("loan", metavar="LOAN", help=say("cli.option.loan"))
    _pieces(back, say("cli.option.give_back_piece"), required=False)
    back.add_argument("--taken-by", metavar="NAME", required=True, help=say("cli.option.give_back_by"))
    back.add_argument("--receipt", metavar="NAME", required=True, help=say("cli.option.loan_receipt"))


def _pieces(parser: argparse.ArgumentParser, told: str, *, required: bool) -> None:
    parser.add_argument("--piece", metavar="NUMBER", action="append", default=[], required=required, help=told)


def _papers(parser: argparse.ArgumentParser, words: Words) -> None:
    told = words.say("cli.option.loan_paper")
    parser.add_argument("--paper", metavar="NAME", action="append", default=[], help=told)
