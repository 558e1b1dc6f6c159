"""What can be typed: every command with its options."""

import argparse
from collections.abc import Callable
from typing import Final

from lunarcurator.domain.identity import entry_number
from lunarcurator.own_version import own_version
from lunarcurator.services.commands.names import REPORTS
from lunarcurator.services.words import Words

type _Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names it no other way


def entry(text: str) -> int:
    """Return the number of an entry as it may be written, `106` or `#106`; raises ValueError for anything else."""
    seq = entry_number(text)
    if seq is None:
        raise ValueError(text)
    return seq


def make_parser(words: Words, only: str = "") -> argparse.ArgumentParser:
    """Return the parser of the whole command line, its help in the language of the words.

    With `only`, the name of a command, it knows that one and its kin; what the others need is not loaded.
    """
    parser = argparse.ArgumentParser(
        prog="lunarcurator",
        description=words.say("cli.about"),
        epilog=words.say("cli.exits"),
        usage="lunarcurator [STORE] | COMMAND ...",
    )
    parser.add_argument("--version", action="version", version=f"lunarcurator {own_version()}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, prog="lunarcurator")
    for names, add in _FAMILIES:
        if not only or only in names:
            add(commands, words)
    return parser


def _command(commands: _Commands, name: str, words: Words, epilog: str = "") -> argparse.ArgumentParser:
    told = words.say(f"cli.help.{name}")
    return commands.add_parser(
        name,
        help=told,
        description=told,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _making(commands: _Commands, words: Words) -> None:
    demo = _command(commands, "demo", words)
    demo.add_argument("--store", metavar="FILE", help=words.say("cli.option.demo_store"))
    demo.add_argument("--no-window", action="store_true", help=words.say("cli.option.no_window"))
    new = _command(commands, "new", words)
    new.add_argument("store", metavar="STORE")
    new.add_argument("--operator", metavar="NAME", default="", help=words.say("cli.option.first_operator"))
    new.add_argument("--lab", metavar="NAME", default="", help=words.say("cli.option.lab"))
    new.add_argument("--opened", metavar="DAY", default="", help=words.say("cli.option.new_opened"))
    new.add_argument(
        "--collection", metavar="CODE", action="append", default=[], help=words.say("cli.option.new_collection")
    )


def _exchanging(commands: _Commands, words: Words) -> None:
    from lunarcurator.exchange.layout_guess import SHAPES
    from lunarcurator.services.commands.replacing import add_replacing

    bring = _command(commands, "import", words)
    bring.add_argument("file", metavar="FILE")
    bring.add_argument("--into", metavar="STORE", required=True, help=words.say("cli.option.into"))
    bring.add_argument("--dry-run", action="store_true", help=words.say("cli.option.dry_run"))
    bring.add_argument("--report", metavar="OUT.xlsx", help=words.say("cli.option.report"))
    add_replacing(bring, words)
    bring.add_argument("--effective", metavar="DAY", help=words.say("cli.option.effective"))
    bring.add_argument("--skip-bad", action="store_true", help=words.say("cli.option.skip_bad"))
    bring.add_argument("--collection", metavar="CODE", help=words.say("cli.option.collection"))
    which = bring.add_mutually_exclusive_group()
    which.add_argument("--sheet", metavar="NAME", help=words.say("cli.option.sheet"))
    which.add_argument("--all-sheets", action="store_true", help=words.say("cli.option.all_sheets"))
    bring.add_argument("--list-sheets", action="store_true", help=words.say("cli.option.list_sheets"))
    bring.add_argument(
        "--answer", metavar="ID=ANSWER", action="append", default=[], help=words.say("cli.option.answer")
    )
    bring.add_argument(
        "--map", metavar="COLUMN=FIELD", action="append", default=[], help=words.say("cli.option.map")
    )
    for name in ("--key", "--joint", "--parent-key", "--parent-joint"):
        what = name.removeprefix("--").replace("-", "_")
        kind = "TEXT" if name.endswith("joint") else "COLUMN"
        bring.add_argument(name, metavar=kind, action="append", default=[], help=words.say(f"cli.option.{what}"))
    bring.add_argument("--shape", choices=SHAPES, default="", help=words.say("cli.option.shape"))
    for name, shape in (("block", "PLACE"), ("family", "PLACE")):
        told = words.say(f"cli.option.{name}")
        bring.add_argument(f"--{name}", metavar=shape, action="append", default=[], help=told)
    for name in ("header", "units", "end"):
        told = words.say(f"cli.option.{name}_row")
        bring.add_argument(f"--{name}-row", metavar="ROW", type=int, help=told)
    bring.add_argument("--make-parents", action="store_true", help=words.say("cli.option.make_parents"))
    bring.add_argument("--accept-proposal", action="store_true", help=words.say("cli.option.accept_proposal"))
    bring.add_argument("--save-profile", metavar="NAME", default="", help=words.say("cli.option.save_profile"))
    bring.add_argument("--encoding", metavar="NAME", help=words.say("cli.option.encoding"))
    bring.add_argument("--delimiter", metavar="SIGN", help=words.say("cli.option.delimiter"))
    bring.add_argument("--quote", metavar="SIGN", help=words.say("cli.option.quote"))
    bring.add_argument("--reason", metavar="TEXT", default="", help=words.say("cli.option.reason"))
    _acting(bring, words)
    export = _command(commands, "export", words)
    told = words.say("cli.option.report_name", {"known": list(REPORTS)})
    export.add_argument("report", metavar="REPORT", nargs="?", default="", help=told)
    export.add_argument("--from", dest="store", metavar="STORE", required=True, help=words.say("cli.option.from"))
    export.add_argument("--to", metavar="OUT.xlsx", required=True, help=words.say("cli.option.to"))
    add_replacing(export, words)
    _narrowing(export, words)
    export.add_argument("--columns", metavar="KEY,KEY", default="", help=words.say("cli.option.columns"))
    export.add_argument("--group-by", metavar="KEY", default="", help=words.say("cli.option.group_by"))
    export.add_argument("--unit", metavar="UNIT", default="", help=words.say("cli.option.unit"))
    export.add_argument("--preset", metavar="NAME", default="", help=words.say("cli.option.preset"))
    export.add_argument("--user-code", metavar="CODE", default="", help=words.say("cli.option.user_code"))
    export.add_argument("--remote-share", metavar="PERCENT", default="", help=words.say("cli.option.remote_share"))
    export.add_argument("--number", metavar="CHECK", default="", help=words.say("cli.option.check"))
    _as_of(export, words)
    export.add_argument("--operator", metavar="NAME", default="", help=words.say("cli.option.who"))


def _round_trip(commands: _Commands, words: Words) -> None:
    from lunarcurator.services.commands.replacing import add_replacing

    say = words.say
    send = _command(commands, "export-to-edit", words)
    send.add_argument("--from", dest="store", metavar="STORE", required=True, help=say("cli.option.edit_from"))
    send.add_argument("--to", metavar="OUT.xlsx", required=True, help=say("cli.option.edit_to"))
    add_replacing(send, words)
    send.add_argument("--columns", metavar="KEY,KEY", default="", help=say("cli.option.edit_columns"))
    send.add_argument("--for", dest="borrower", metavar="NAME", default="", help=say("cli.option.edit_for"))
    _narrowing(send, words)
    send.add_argument("--operator", metavar="NAME", default="", help=say("cli.option.who"))
    back = _command(commands, "take-back", words)
    back.add_argument("file", metavar="FILE")
    back.add_argument("--into", metavar="STORE", required=True, help=say("cli.option.into"))
    back.add_argument("--dry-run", action="store_true", help=say("cli.option.back_dry"))
    back.add_argument("--report", metavar="OUT.xlsx", help=say("cli.option.back_report"))
    add_replacing(back, words)
    whose = back.add_mutually_exclusive_group()
    whose.add_argument("--borrower", metavar="NAME", default="", help=say("cli.option.back_borrower"))
    whose.add_argument("--ours", action="store_true", help=say("cli.option.back_ours"))
    back.add_argument("--theirs", action="store_true", help=say("cli.option.theirs"))
    for name, shape, told in (
        ("leave", "NUMBER", say("cli.option.back_leave")),
        ("answer", "FINDING=TEXT", say("cli.option.back_answer")),
    ):
        back.add_argument(f"--{name}", metavar=shape, action="append", default=[], help=told)
    back.add_argument("--effective", metavar="DAY", help=say("cli.option.effective"))
    back.add_argument("--reason", metavar="TEXT", default="", help=say("cli.option.reason"))
    _acting(back, words)


def _narrowing(parser: argparse.ArgumentParser, words: Words) -> None:
    say = words.say
    for name, shape in (("pieces", "NUMBER;NUMBER"), ("below", "NUMBER"), ("filter", "AXIS=VALUE")):
        told = say(f"cli.option.{name}")
        parser.add_argument(f"--{name}", metavar=shape, action="append", default=[], help=told)
    parser.add_argument("--place", metavar="PLACE", default="", help=say("cli.option.place"))


def _printing(commands: _Commands, words: Words) -> None:
    from lunarcurator.services.commands.replacing import add_replacing

    paper = _command(commands, "print", words)
    paper.add_argument("paper", metavar="PAPER", nargs="?", help=words.say("cli.option.paper"))
    paper.add_argument("--from", dest="store", metavar="STORE", help=words.say("cli.option.from"))
    paper.add_argument("--of", metavar="SUBJECT", default="", help=words.say("cli.option.of"))
    paper.add_argument("--to", metavar="OUT.pdf", help=words.say("cli.option.paper_to"))
    add_replacing(paper, words)
    paper.add_argument("--language", metavar="LANGUAGE", help=words.say("cli.option.language"))
    _as_of(paper, words)


def _chasing(commands: _Commands, words: Words) -> None:
    from lunarcurator.services.commands.override_options import add_answering
    from lunarcurator.services.commands.replacing import add_replacing

    letters = _command(commands, "letters", words)
    letters.add_argument("store", metavar="STORE")
    letters.add_argument("--to", metavar="FOLDER", help=words.say("cli.option.letters_to"))
    add_replacing(letters, words)
    letters.add_argument(
        "--as",
        dest="suffix",
        choices=("pdf", "html", "xlsx"),
        default="pdf",
        help=words.say("cli.option.letters_as"),
    )
    letters.add_argument("--sent", action="store_true", help=words.say("cli.option.letters_sent"))
    letters.add_argument("--reason", metavar="TEXT", default="", help=words.say("cli.option.reason"))
    add_answering(letters, words)
    _acting(letters, words)


def _reading(commands: _Commands, words: Words) -> None:
    from lunarcurator.services.commands.replacing import add_replacing

    show = _command(commands, "show", words, words.say("cli.json.show"))
    show.add_argument("store", metavar="STORE")
    show.add_argument("number", metavar="NUMBER", help=words.say("cli.option.number"))
    show.add_argument("--json", action="store_true", help=words.say("cli.option.json"))
    _as_of(show, words)
    recall = _command(commands, "recall", words, words.say("cli.json.recall"))
    recall.add_argument("store", metavar="STORE")
    recall.add_argument("number", metavar="NUMBER", help=words.say("cli.option.number"))
    recall.add_argument("--since", metavar="DAY", help=words.say("cli.option.since"))
    recall.add_argument("--to", metavar="OUT.xlsx", help=words.say("cli.option.to"))
    add_replacing(recall, words)
    recall.add_argument("--json", action="store_true", help=words.say("cli.option.json"))
    attention = _command(commands, "attention", words, words.say("cli.json.attention"))
    attention.add_argument("store", metavar="STORE")
    attention.add_argument("--json", action="store_true", help=words.say("cli.option.json"))
    attention.add_argument(
        "--remote-share", metavar="PERCENT", default="", help=words.say("cli.option.remote_share")
    )
    _as_of(attention, words)
    balance = _command(commands, "balance", words, words.say("cli.json.balance"))
    balance.add_argument("store", metavar="STORE")
    balance.add_argument("--json", action="store_true", help=words.say("cli.option.json"))
    _as_of(balance, words)
    where = _command(commands, "places", words, words.say("cli.json.places"))
    where.add_argument("store", metavar="STORE")
    where.add_argument("place", metavar="PLACE", nargs="?", default="", help=words.say("cli.option.places_place"))
    where.add_argument("--json", action="store_true", help=words.say("cli.option.json"))
    _as_of(where, words)


def _borrowing(commands: _Commands, words: Words) -> None:
    from lunarcurator.services.commands.borrower_parsing import add_borrower_commands

    add_borrower_commands(commands, words, _acting)


def _lending(commands: _Commands, words: Words) -> None:
    from lunarcurator.services.commands.loan_parsing import add_loan_commands

    add_loan_commands(commands, words, _acting)


def _posting(commands: _Commands, words: Words) -> None:
    from lunarcurator.services.commands.override_options import add_answering

    do = _command(commands, "do", words, words.say("cli.do_epilog"))
    do.add_argument("act_named", metavar="ACT", nargs="?", default="", help=words.say("cli.option.do_act"))
    written = words.say("cli.option.do_written")
    do.add_argument("written", metavar="STORE --FIELD VALUE", nargs=argparse.REMAINDER, help=written)
    post = _command(commands, "post", words, words.say("cli.json.post"))
    post.add_argument("store", metavar="STORE")
    post.add_argument("file", metavar="FILE.json", help=words.say("cli.option.post_file"))
    add_answering(post, words)
    _acting(post, words)
    for name in ("undo", "redo"):
        turn = _command(commands, name, words)
        turn.add_argument("store", metavar="STORE")
        turn.add_argument("entry", metavar="ENTRY", nargs="?", type=entry, help=words.say("cli.option.entry"))
        turn.add_argument("--whole-file", action="store_true", help=words.say("cli.option.whole_file"))
        turn.add_argument("--reason", metavar="TEXT", default="", help=words.say("cli.option.reason"))
        _acting(turn, words)
    _command(commands, "operations", words)
    tables = _command(commands, "tables", words)
    tables.add_argument("store", metavar="STORE", nargs="?", help=words.say("cli.option.tables_store"))
    policies = _command(commands, "policies", words)
    policies.add_argument("store", metavar="STORE", nargs="?", help=words.say("cli.option.tables_store"))
    policies.add_argument("--copy", metavar="KEY", default="", help=words.say("cli.option.policy_copy"))
    policies.add_argument("--check", metavar="FILE", default="", help=words.say("cli.option.policy_check"))
    policies.add_argument("--json", action="store_true", help=words.say("cli.option.json"))


def _keeping(commands: _Commands, words: Words) -> None:
    from lunarcurator.domain.operations.annulling import AnnulOutcome

    verify = _command(commands, "verify", words)
    verify.add_argument("store", metavar="STORE")
    verify.add_argument("--against", metavar="FILE|DIGEST", help=words.say("cli.option.against"))
    backup = _command(commands, "backup", words)
    backup.add_argument("store", metavar="STORE")
    backup.add_argument("--to", metavar="DIR", required=True, help=words.say("cli.option.backup_to"))
    restore = _command(commands, "restore", words)
    restore.add_argument("backup", metavar="BACKUP")
    restore.add_argument("--to", metavar="STORE", required=True, help=words.say("cli.option.restore_to"))
    restore.add_argument("--replace", action="store_true", help=words.say("cli.option.replace"))
    restore.add_argument(
        "--continue-from-here", action="store_true", help=words.say("cli.option.continue_from_here")
    )
    rebuild = _command(commands, "rebuild", words)
    rebuild.add_argument("store", metavar="STORE")
    rebuild.add_argument("--to", metavar="FOLDER", default="", help=words.say("cli.option.rebuild_to"))
    annul = _command(commands, "annul", words)
    annul.add_argument("store", metavar="STORE")
    annul.add_argument("entry", metavar="ENTRY", type=entry, help=words.say("cli.option.annul_entry"))
    outcomes = [each.value for each in AnnulOutcome]
    told = words.say("cli.option.annul_outcome")
    annul.add_argument("--outcome", choices=outcomes, required=True, help=told)
    annul.add_argument("--reason", metavar="TEXT", default="", help=words.say("cli.option.annul_reason"))
    annul.add_argument("--authority", metavar="NAME", default="", help=words.say("cli.option.authority"))
    annul.add_argument("--document", metavar="TEXT", default="", help=words.say("cli.option.document"))
    _acting(annul, words)
    _pins(commands, words)
    selftest = _command(commands, "selftest", words)
    selftest.add_argument("--journeys", action="store_true", help=words.say("cli.option.journeys"))
    selftest.add_argument("--start", metavar="STORE", help=words.say("cli.option.start"))


def _pins(commands: _Commands, words: Words) -> None:
    say = words.say
    pin = _command(commands, "pin", words, say("cli.pin.epilog"))
    which = pin.add_subparsers(dest="pin_command", metavar="set|reset", required=True)
    new = which.add_parser("set", help=say("cli.help.pin_set"), description=say("cli.help.pin_set"))
    new.add_argument("store", metavar="STORE")
    new.add_argument("--operator", metavar="NAME", default="", help=say("cli.option.operator"))
    new.add_argument("--pin-file", metavar="FILE", help=say("cli.option.pin_set_file"))
    reset = which.add_parser("reset", help=say("cli.help.pin_reset"), description=say("cli.help.pin_reset"))
    reset.add_argument("store", metavar="STORE")
    reset.add_argument("name", metavar="NAME", help=say("cli.option.pin_owner"))
    reset.add_argument("--reason", metavar="TEXT", default="", help=say("cli.option.reason"))
    _acting(reset, words)


def _acting(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--operator", metavar="NAME", default="", help=words.say("cli.option.operator"))
    parser.add_argument("--witness", metavar="NAME", default="", help=words.say("cli.option.witness"))
    parser.add_argument("--pin-file", metavar="FILE", help=words.say("cli.option.pin_file"))


def _as_of(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--as-of", metavar="DAY", help=words.say("cli.option.as_of"))


_FAMILIES: Final[tuple[tuple[tuple[str, ...], Callable[[_Commands, Words], None]], ...]] = (
    (("demo", "new"), _making),
    (("import", "export"), _exchanging),
    (("export-to-edit", "take-back"), _round_trip),
    (("print",), _printing),
    (("letters",), _chasing),
    (("show", "recall", "attention", "balance", "places"), _reading),
    (("borrower", "borrowers", "agreement", "agreements"), _borrowing),
    (("loan", "loans", "inventory-round"), _lending),
    (("do", "post", "undo", "redo", "operations", "tables", "policies"), _posting),
    (("verify", "backup", "restore", "rebuild", "annul", "pin", "selftest"), _keeping),
)
"""Which commands are added together, in the order of the help."""
