"""What can be typed after `loan report`, `return`, `transfer`, `enter`, and after `inventory-round`."""

import argparse
from collections.abc import Callable

from lunarcurator.domain.facts import ExposureKind
from lunarcurator.domain.lending.terms import LoanKind
from lunarcurator.services.commands.accounting import REPORTED
from lunarcurator.services.commands.override_options import add_answering
from lunarcurator.services.words import Words

type _Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names it no other way
type Acting = Callable[[argparse.ArgumentParser, Words], None]
type MakeParser = Callable[[str], argparse.ArgumentParser]


def add_accounting_acts(make: MakeParser, words: Words) -> None:
    """Add the acts by which borrowers account; `make` makes the parser of an act with what every act takes."""
    say = words.say
    report = make("report")
    report.add_argument("what", choices=REPORTED, help=say("cli.option.report_what"))
    report.add_argument("line", metavar="LINE", help=say("cli.option.loan_of_line"))
    report.add_argument("--report", metavar="NAME", required=True, help=say("cli.option.report_document"))
    report.add_argument("--how", metavar="TEXT", default="", help=say("cli.option.report_how"))
    report.add_argument("--mass", metavar="MASS", default="", help=say("cli.option.report_mass"))
    report.add_argument("--made", metavar="NAME=MASS", action="append", default=[], help=say("cli.option.made"))
    report.add_argument("--stolen", action="store_true", help=say("cli.option.stolen"))
    _gone(report, words)
    _use(report, words)
    _met(report, words)
    again = make("find-again")
    again.add_argument("line", metavar="LINE", help=say("cli.option.loan_of_line"))
    again.add_argument("--report", metavar="NAME", required=True, help=say("cli.option.report_document"))
    again.add_argument("--mass", metavar="MASS", default="", help=say("cli.option.found_mass"))
    again.add_argument("--weighed", metavar="MASS", default="", help=say("cli.option.found_weighed"))
    again.add_argument("--there", action="store_true", help=say("cli.option.found_there"))
    again.add_argument("--confirmed", action="store_true", help=say("cli.option.confirmed"))
    again.add_argument("--balance", metavar="NAME", default="", help=say("cli.option.return_balance"))
    for name in ("number", "place", "place-why"):
        again.add_argument(f"--{name}", metavar="TEXT", default="")
    released = make("release")
    released.add_argument("line", metavar="LINE", help=say("cli.option.loan_of_line"))
    released.add_argument("--release", metavar="NAME", required=True, help=say("cli.option.release_document"))
    back = make("return")
    back.add_argument("line", metavar="LINE", help=say("cli.option.loan_of_line"))
    back.add_argument("--sheet", metavar="NAME", required=True, help=say("cli.option.sheet_document"))
    back.add_argument("--back", metavar="WHAT", action="append", default=[], help=say("cli.option.back"))
    back.add_argument("--label", metavar="NAME=LABEL", action="append", default=[], help=say("cli.option.label"))
    back.add_argument("--kept", metavar="MASS", default="", help=say("cli.option.kept"))
    back.add_argument("--accept-difference", action="store_true", help=say("cli.option.accept_difference"))
    back.add_argument("--confirmed", action="store_true", help=say("cli.option.confirmed"))
    for name in ("used", "lost"):
        back.add_argument(f"--{name}", metavar="MASS", default="")
    _gone(back, words)
    back.add_argument("--balance", metavar="NAME", default="", help=say("cli.option.return_balance"))
    for name in ("form", "place", "place-why", "method", "contamination", "shipment"):
        back.add_argument(f"--{name}", metavar="TEXT", default="")
    _use(back, words)
    _met(back, words)
    passed = make("transfer")
    passed.add_argument("line", metavar="LINE", help=say("cli.option.loan_of_line"))
    passed.add_argument("--agreement", metavar="NUMBER", required=True)
    passed.add_argument("--approved-by", metavar="NAME", required=True)
    passed.add_argument("--receipt", metavar="NAME", required=True)
    passed.add_argument("--to-loan", metavar="LOAN", default="")
    passed.add_argument("--due", metavar="DAY", default="", help=say("cli.option.loan_due"))
    _enter(make("enter"), words)


def add_round_command(commands: _Commands, words: Words, acting: Acting) -> None:
    """Add `inventory-round` with what can be done with one; `acting` adds who acts."""
    say = words.say
    told = say("cli.help.inventory-round")
    command = commands.add_parser("inventory-round", help=told, description=told, allow_abbrev=False)
    acts = command.add_subparsers(dest="act", metavar="ACT", required=True)

    def make(name: str, *, posts: bool) -> argparse.ArgumentParser:
        parser = acts.add_parser(name, help=say(f"cli.help.round.{name}"), allow_abbrev=False)
        parser.add_argument("store", metavar="STORE")
        if posts:
            parser.add_argument("--day", metavar="DAY", default="", help=say("cli.option.loan_day"))
            add_answering(parser, words)
            acting(parser, words)
        return parser

    new = make("new", posts=True)
    new.add_argument("--frozen", metavar="DAY", required=True, help=say("cli.option.round_frozen"))
    new.add_argument("--deadline", metavar="DAY", required=True, help=say("cli.option.round_deadline"))
    new.add_argument("--number", metavar="NUMBER", default="", help=say("cli.option.loan.number"))
    new.add_argument("--collection", metavar="CODE", action="append", default=[])
    show = make("show", posts=False)
    show.add_argument("round", metavar="ROUND")
    show.add_argument("--differences", action="store_true", help=say("cli.option.round_differences"))
    show.add_argument("--json", action="store_true", help=say("cli.option.json"))
    export = make("export", posts=False)
    export.add_argument("round", metavar="ROUND")
    export.add_argument("--to", metavar="FOLDER", required=True, help=say("cli.option.round_to"))
    bring = make("import", posts=True)
    bring.add_argument("file", metavar="FILE_OR_FOLDER", nargs="+", help=say("cli.option.round_file"))
    bring.add_argument(
        "--accept", choices=("none", "agreeing", "all"), default="none", help=say("cli.option.accept")
    )
    bring.add_argument("--round", metavar="ROUND", default="", help=say("cli.option.round_of_books"))
    aside = say("cli.option.round_aside")
    bring.add_argument("--set-aside", metavar="LINE=REASON", action="append", default=[], help=aside)
    bring.add_argument("--signed-by", metavar="NAME", default="", help=say("cli.option.round_signed"))
    bring.add_argument("--witnessed-by", metavar="NAME", default="", help=say("cli.option.round_signed"))
    close = make("close", posts=True)
    close.add_argument("round", metavar="ROUND")
    close.add_argument("--remarks", metavar="TEXT", default="")


def _enter(enter: argparse.ArgumentParser, words: Words) -> None:
    say = words.say
    enter.add_argument("--borrower", metavar="NAME", required=True, help=say("cli.option.loan_borrower"))
    enter.add_argument("--source", metavar="TEXT", required=True, help=say("cli.option.loan_source"))
    enter.add_argument("--line", metavar="WHAT", action="append", default=[], help=say("cli.option.old_line"))
    enter.add_argument("--agreement", metavar="NUMBER", default="", help=say("cli.option.loan_agreement"))
    enter.add_argument("--kind", choices=[str(each) for each in LoanKind], default=str(LoanKind.RESEARCH))
    enter.add_argument("--due", metavar="DAY", default="", help=say("cli.option.old_due"))
    for name in ("number", "purpose"):
        enter.add_argument(f"--{name}", metavar="TEXT", default="", help=say(f"cli.option.loan.{name}"))


def _use(parser: argparse.ArgumentParser, words: Words) -> None:
    for name in ("plan", "signed-by", "confirmed-by", "video"):
        told = words.say(f"cli.option.use.{name}")
        parser.add_argument(f"--{name}", metavar="TEXT", default="", help=told)
    parser.add_argument("--sha256", metavar="SUM", default="", help=words.say("cli.option.sha256"))


def _gone(parser: argparse.ArgumentParser, words: Words) -> None:
    say = words.say
    parser.add_argument("--gone", metavar="NAME", action="append", default=[], help=say("cli.option.gone"))
    parser.add_argument("--untold", metavar="TEXT", default="", help=say("cli.option.untold"))


def _met(parser: argparse.ArgumentParser, words: Words) -> None:
    kinds = [str(each) for each in ExposureKind]
    told = words.say("cli.option.met")
    parser.add_argument("--met", choices=kinds, metavar="WHAT", action="append", default=[], help=told)
