"""What can be typed after `loan` and `loans`: the acts of a loan's life, and the lists."""

import argparse
from collections.abc import Callable

from lunarcurator.domain.lending.terms import Carrier, Direction, LoanKind
from lunarcurator.services.commands.accounting_parsing import add_accounting_acts, add_round_command
from lunarcurator.services.commands.loan_mending_parsing import add_mending_acts, add_wanted
from lunarcurator.services.commands.override_options import add_answering
from lunarcurator.services.words import Words

type _Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names it no other way
type Acting = Callable[[argparse.ArgumentParser, Words], None]


def add_loan_commands(commands: _Commands, words: Words, acting: Acting) -> None:
    """Add `loan` with its acts, and `loans`; `acting` adds who acts."""
    loan = commands.add_parser(
        "loan", help=words.say("cli.help.loan"), description=words.say("cli.help.loan"), allow_abbrev=False
    )
    acts = loan.add_subparsers(dest="act", metavar="ACT", required=True)
    _asking(acts, words, acting)
    _leaving(acts, words, acting)
    _keeping(acts, words, acting)
    add_mending_acts(lambda name: act_parser(acts, name, words, acting), words)
    add_accounting_acts(lambda name: act_parser(acts, name, words, acting), words)
    add_round_command(commands, words, acting)
    _lists(commands.add_parser, "loans", words)
    _lists(acts.add_parser, "list", words)


def _lists(add: Callable[..., argparse.ArgumentParser], name: str, words: Words) -> None:
    """Add the lists of lines: as a command of its own, and among the acts of `loan`."""
    lists = add(
        name,
        help=words.say("cli.help.loans"),
        description=words.say("cli.help.loans"),
        epilog=words.say("cli.json.loans"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    lists.add_argument("store", metavar="STORE")
    lists.add_argument("--overdue", action="store_true", help=words.say("cli.option.loans_overdue"))
    lists.add_argument("--in-care", action="store_true", help=words.say("cli.option.loans_in_care"))
    lists.add_argument("--expiring", action="store_true", help=words.say("cli.option.loans_expiring"))
    lists.add_argument("--borrower", metavar="NAME", default="", help=words.say("cli.option.loans_borrower"))
    lists.add_argument("--json", action="store_true", help=words.say("cli.option.json"))
    lists.add_argument("--as-of", metavar="DAY", help=words.say("cli.option.as_of"))


def act_parser(
    acts: _Commands, name: str, words: Words, acting: Acting | None, of: str = "loan"
) -> argparse.ArgumentParser:
    """Return the parser of one act of a command, with what every act takes where `acting` is given."""
    told = words.say(f"cli.help.{of}.{name}")
    parser = acts.add_parser(name, help=told, description=told, allow_abbrev=False)
    parser.add_argument("store", metavar="STORE")
    if acting is None:
        return parser
    parser.add_argument("--day", metavar="DAY", default="", help=words.say("cli.option.loan_day"))
    add_answering(parser, words)
    acting(parser, words)
    return parser


def _asking(acts: _Commands, words: Words, acting: Acting) -> None:
    new = act_parser(acts, "new", words, acting)
    new.add_argument("--borrower", metavar="NAME", required=True, help=words.say("cli.option.loan_borrower"))
    new.add_argument("--agreement", metavar="NUMBER", default="", help=words.say("cli.option.loan_agreement"))
    add_wanted(new, words)
    new.add_argument("--kind", choices=[str(each) for each in LoanKind], default=str(LoanKind.RESEARCH))
    new.add_argument(
        "--co-investigator",
        metavar="NAME",
        action="append",
        default=[],
        help=words.say("cli.option.loan_co_investigator"),
    )
    for name in ("number", "purpose", "plan", "round", "project"):
        new.add_argument(f"--{name}", metavar="TEXT", default="", help=words.say(f"cli.option.loan.{name}"))
    new.add_argument("--project-until", metavar="DAY", default="", help=words.say("cli.option.loan_project_until"))
    show = act_parser(acts, "show", words, None)
    show.add_argument("loan", metavar="LOAN", help=words.say("cli.option.loan"))
    show.add_argument("--json", action="store_true", help=words.say("cli.option.json"))
    show.add_argument("--as-of", metavar="DAY", help=words.say("cli.option.as_of"))
    demand = act_parser(acts, "demand", words, None)
    demand.add_argument("number", metavar="NUMBER", help=words.say("cli.option.loan_demand"))
    demand.add_argument("--json", action="store_true", help=words.say("cli.option.json"))
    decide = act_parser(acts, "decide", words, acting)
    _lines(decide, words)
    decide.add_argument("--body", metavar="NAME", required=True, help=words.say("cli.option.loan_body"))
    decide.add_argument("--grant", metavar="MASS", default="", help=words.say("cli.option.loan_grant"))
    decide.add_argument("--decline", metavar="WHY", default="", help=words.say("cli.option.loan_decline"))
    decide.add_argument("--noted", action="store_true", help=words.say("cli.option.loan_noted"))
    prepare = act_parser(acts, "prepare", words, acting)
    _lines(prepare, words)
    for name in ("weighed", "part", "series", "balance", "place", "after"):
        prepare.add_argument(f"--{name}", metavar="TEXT", default="", help=words.say(f"cli.option.loan.{name}"))


def _photographs(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument(
        "--photograph",
        metavar="FILE",
        action="append",
        default=[],
        help=words.say("cli.option.loan_photograph"),
    )


def _leaving(acts: _Commands, words: Words, acting: Acting) -> None:
    pack = act_parser(acts, "pack", words, acting)
    carriers = [str(each) for each in Carrier]
    pack.add_argument("--change", metavar="SHIPMENT", default="", help=words.say("cli.option.loan_pack_change"))
    pack.add_argument("--carrier", choices=carriers, default="", help=words.say("cli.option.loan_carrier"))
    ways, told = [str(each) for each in Direction], words.say("cli.option.loan_direction")
    pack.add_argument("--direction", choices=ways, default="", help=told)
    pack.add_argument("--carried-by", metavar="NAME", action="append", default=None)
    pack.add_argument("--seal", metavar="TEXT", action="append", default=None)
    for name in ("number", "firm", "tracking", "route", "value", "insurance", "waiver", "condition"):
        pack.add_argument(f"--{name}", metavar="TEXT", default=None)
    _photographs(pack, words)
    issue = act_parser(acts, "issue", words, acting)
    _lines(issue, words)
    issue.add_argument("--in", dest="shipment", metavar="SHIPMENT", required=True)
    issue.add_argument("--due", metavar="DAY", default="", help=words.say("cli.option.loan_due"))
    certificate = words.say("cli.option.loan_certificate")
    issue.add_argument("--certificate", metavar="NAME", action="append", default=[], help=certificate)
    hand_over = act_parser(acts, "hand-over", words, acting)
    hand_over.add_argument("shipment", metavar="SHIPMENT")
    hand_over.add_argument("--from", dest="given_by", metavar="NAME", required=True)
    hand_over.add_argument("--to", dest="taken_by", metavar="NAME", required=True)
    hand_over.add_argument("--at", metavar="HH:MM", default="")
    receive = act_parser(acts, "receive", words, acting)
    receive.add_argument("shipment", metavar="SHIPMENT")
    receive.add_argument("--by", dest="received_by", metavar="NAME", required=True)
    receive.add_argument("--receipt", metavar="NAME", required=True, help=words.say("cli.option.loan_receipt"))
    receive.add_argument("--line", action="append", default=[], help=words.say("cli.option.loan_received_line"))
    receive.add_argument("--condition", metavar="TEXT", default="", help=words.say("cli.option.loan_condition"))
    receive.add_argument("--value", metavar="TEXT", default="", help=words.say("cli.option.loan_value"))
    _photographs(receive, words)


def _keeping(acts: _Commands, words: Words, acting: Acting) -> None:
    extend = act_parser(acts, "extend", words, acting)
    _lines(extend, words)
    extend.add_argument("--due", metavar="DAY", required=True)
    extend.add_argument("--asked-by", metavar="NAME", required=True)
    extend.add_argument("--approved-by", metavar="NAME", required=True)
    extend.add_argument("--why", metavar="TEXT", required=True)
    recall = act_parser(acts, "recall", words, acting)
    _lines(recall, words)
    recall.add_argument("--by", metavar="DAY", required=True)
    recall.add_argument("--why", metavar="TEXT", required=True)
    close = act_parser(acts, "close", words, acting)
    close.add_argument("loan", metavar="LOAN", help=words.say("cli.option.loan"))
    close.add_argument("--remarks", metavar="TEXT", default="")


def _lines(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("lines", metavar="LINE", nargs="+", help=words.say("cli.option.loan_lines"))
