"""What can be typed after `borrower`, `borrowers`, `agreement` and `agreements`."""

import argparse
from enum import StrEnum

from lunarcurator.domain.lending.terms import AgreementKind, InstitutionType, LimitKind, PersonEnd, PersonRole
from lunarcurator.services.commands.loan_parsing import Acting, act_parser
from lunarcurator.services.words import Words

type _Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names it no other way


def add_borrower_commands(commands: _Commands, words: Words, acting: Acting) -> None:
    """Add `borrower` and `agreement` with their acts, and their lists; `acting` adds who acts."""
    _people(_group(commands, "borrower", words), words, acting)
    _agreements(_group(commands, "agreement", words), words, acting)
    people = _list(commands, "borrowers", words)
    people.add_argument("name", metavar="NAME", nargs="?", default="", help=words.say("cli.option.borrower_card"))
    agreed = _list(commands, "agreements", words)
    agreed.add_argument("--expiring", action="store_true", help=words.say("cli.option.agreements_expiring"))
    agreed.add_argument("--unsigned", action="store_true", help=words.say("cli.option.agreements_unsigned"))
    for each in (people, agreed):
        each.add_argument("--as-of", metavar="DAY", help=words.say("cli.option.as_of"))
    agreed.add_argument(
        "--within", metavar="DAYS", type=int, default=None, help=words.say("cli.option.agreements_within")
    )


def _group(commands: _Commands, name: str, words: Words) -> _Commands:
    told = words.say(f"cli.help.{name}")
    parser = commands.add_parser(name, help=told, description=told, allow_abbrev=False)
    return parser.add_subparsers(dest="act", metavar="ACT", required=True)


def _list(commands: _Commands, name: str, words: Words) -> argparse.ArgumentParser:
    told = words.say(f"cli.help.{name}")
    parser = commands.add_parser(
        name,
        help=told,
        description=told,
        epilog=words.say(f"cli.json.{name}"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("store", metavar="STORE")
    parser.add_argument("--json", action="store_true", help=words.say("cli.option.json"))
    return parser


def _people(acts: _Commands, words: Words, acting: Acting) -> None:
    house = act_parser(acts, "institution", words, acting, "borrower")
    house.add_argument("name", metavar="NAME")
    _chosen(house, "--type", InstitutionType, InstitutionType.UNIVERSITY)
    _texts(house, "country", "address")
    _several(house, words, "other-name")
    person = act_parser(acts, "person", words, acting, "borrower")
    person.add_argument("name", metavar="NAME")
    _texts(person, "at", "since")
    _chosen(person, "--role", PersonRole, PersonRole.RESPONSIBLE)
    _several(person, words, "other-name")
    _several(person, words, "contact")
    _changes(acts, words, acting)
    heard = act_parser(acts, "heard", words, acting, "borrower")
    heard.add_argument("name", metavar="NAME")
    heard.add_argument("--how", metavar="TEXT", required=True, help=words.say("cli.option.borrower_how"))
    limit = act_parser(acts, "restrict", words, acting, "borrower")
    limit.add_argument("name", metavar="NAME")
    _chosen(limit, "--kind", LimitKind, LimitKind.OTHER)
    _texts(limit, "text", "until", "lifts")
    limit.add_argument("--institution", action="store_true", help=words.say("cli.option.borrower_institution"))
    end = act_parser(acts, "end", words, acting, "borrower")
    end.add_argument("name", metavar="NAME")
    end.add_argument("--how", choices=[str(each) for each in PersonEnd], required=True)
    end.add_argument("--agreement", metavar="NUMBER", default="", help=words.say("cli.option.borrower_pass_to"))
    end.add_argument("--recall-by", metavar="DAY", default="", help=words.say("cli.option.borrower_recall_by"))


def _changes(acts: _Commands, words: Words, acting: Acting) -> None:
    say = words.say
    house = act_parser(acts, "change-institution", words, acting, "borrower")
    person = act_parser(acts, "change-person", words, acting, "borrower")
    for each in (house, person):
        each.add_argument("name", metavar="NAME", help=say("cli.option.borrower_known"))
        each.add_argument("--new-name", metavar="NAME", default="", help=say("cli.option.borrower_new_name"))
        each.add_argument("--remarks", metavar="TEXT", default=None, help=say("cli.option.loan.remarks"))
        _several(each, words, "other-name", "cli.option.borrower_more")
        _several(each, words, "drop-name", "cli.option.borrower_drop")
    house.add_argument("--type", choices=[str(each) for each in InstitutionType], default="")
    for name in ("country", "address"):
        house.add_argument(f"--{name}", metavar="TEXT", default=None)
    _several(person, words, "contact", "cli.option.borrower_more")
    _several(person, words, "drop-contact", "cli.option.borrower_drop")
    person.add_argument("--at", metavar="NAME", default="", help=say("cli.option.borrower_at"))
    _chosen(person, "--role", PersonRole, PersonRole.RESPONSIBLE)
    person.add_argument("--since", metavar="DAY", default="", help=say("cli.option.borrower_since"))
    person.add_argument("--until", metavar="DAY", default="", help=say("cli.option.borrower_until"))


def _agreements(acts: _Commands, words: Words, acting: Acting) -> None:
    draft = act_parser(acts, "draft", words, acting, "agreement")
    draft.add_argument("--number", metavar="NUMBER", default="", help=words.say("cli.option.loan.number"))
    for name in ("person", "at", "since", "until"):
        draft.add_argument(f"--{name}", metavar="TEXT", required=True)
    _chosen(draft, "--kind", AgreementKind, AgreementKind.DOMESTIC)
    _texts(draft, "approved", "cosigner", "security-plan", "plan-review", "official", "co-official")
    draft.add_argument("--renews", metavar="NUMBER", default="", help=words.say("cli.option.agreement_renews"))
    sign = act_parser(acts, "sign", words, acting, "agreement")
    sign.add_argument("number", metavar="NUMBER")
    sign.add_argument("--by", metavar="NAME", required=True, help=words.say("cli.option.agreement_by"))
    sign.add_argument("--for-lab", metavar="NAME", required=True, help=words.say("cli.option.agreement_for_lab"))
    _copy(sign, words)
    renew = act_parser(acts, "renew", words, acting, "agreement")
    renew.add_argument("number", metavar="NUMBER")
    renew.add_argument("--until", metavar="DAY", required=True)
    _texts(renew, "plan-review")
    _copy(renew, words)
    end = act_parser(acts, "end", words, acting, "agreement")
    end.add_argument("number", metavar="NUMBER")
    end.add_argument("--why", metavar="TEXT", required=True)
    end.add_argument("--recall-by", metavar="DAY", default="", help=words.say("cli.option.borrower_recall_by"))


def _copy(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--copy", metavar="FILE", required=True, help=words.say("cli.option.agreement_copy"))


def _chosen(parser: argparse.ArgumentParser, name: str, codes: type[StrEnum], chosen: StrEnum) -> None:
    parser.add_argument(name, choices=[str(each) for each in codes], default=str(chosen))


def _texts(parser: argparse.ArgumentParser, *names: str) -> None:
    for name in names:
        parser.add_argument(f"--{name}", metavar="TEXT", default="")


def _several(parser: argparse.ArgumentParser, words: Words, name: str, key: str = "cli.option.repeated") -> None:
    told = words.say(key)
    parser.add_argument(f"--{name}", metavar="TEXT", action="append", default=[], help=told)
