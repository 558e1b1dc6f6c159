"""How a command answers what the rules find: one reason for all of it, and who allows what needs an authority."""

from argparse import ArgumentParser, Namespace
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lunarcurator.domain.acts import Authority, Override, Posting
from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.services.commands.console import Console, Whose
from lunarcurator.services.words import Words

if TYPE_CHECKING:
    from lunarcurator.services.store_session import StoreSession

_OWN: Final = frozenset({"report.sub_samples_untold", "return.sub_samples_untold"})
"""What `--untold` answers: a reason why somebody allows a loss is none why nobody tells of a sub-sample."""


def add_answering(parser: ArgumentParser, words: Words) -> None:
    """Let a command that posts go past what asks for a reason or, with all three, an authority."""
    parser.add_argument("--because", metavar="TEXT", default="", help=words.say("cli.option.because"))
    parser.add_argument("--authority", metavar="NAME", default="", help=words.say("cli.option.authority"))
    parser.add_argument("--document", metavar="NAME", default="", help=words.say("cli.option.document"))


def answered(session: "StoreSession", told: Namespace, wanted: Posting) -> Posting:
    """Return a posting with what the command line says of its findings; what it says itself already stands."""
    if told.authority:
        wanted = replace(wanted, authority=Authority(name=told.authority, document=told.document))
    untold = getattr(told, "untold", "")
    if not (told.because or untold):
        return wanted
    given = {each.key for each in wanted.overrides}
    reasons = _reasons(session.preview(wanted).findings, told.because, untold)
    more = (Override(key=key, reason=why) for key, why in reasons.items() if key not in given)
    return replace(wanted, reason=wanted.reason or told.because, overrides=(*wanted.overrides, *more))


def _reasons(findings: Iterable[Finding], because: str, untold: str) -> dict[str, str]:
    """Return which reason answers which finding, by its key.

    One reason is meant for the one question there is; why somebody allows a loss says nothing of a part.
    """
    found = [each for each in findings if each.strength is not Strength.IMPOSSIBLE]
    waits = any(each.strength is Strength.AUTHORITY for each in found)
    own = untold or ("" if waits else because)
    reasons = {each.key: own if each.key in _OWN else because for each in found}
    return {key: reason for key, reason in reasons.items() if reason}


def tell_answered(
    wanted: Posting, found: Iterable[Finding], console: Console, whose: Whose = lambda _finding, _sentence: ""
) -> None:
    """Name what was found and posted all the same, by the reason given: one may answer more than was meant."""
    reasons = {each.key: each.reason.strip() for each in wanted.overrides}
    by_reason: dict[str, list[Finding]] = {}
    for each in found:
        by_reason.setdefault(reasons.get(each.key, ""), []).append(each)
    for reason, answered_by_it in sorted(by_reason.items()):
        if reason:
            console.warn("cli.answered_by", reason=reason)
        console.list_findings(answered_by_it, whose)


def _tell_untold(findings: Iterable[Finding], answered_for: Collection[str], console: Console) -> None:
    if any(each.key in _OWN and each.key not in answered_for for each in findings):
        console.warn("cli.untold_has_its_own")


def _document_option(told: Namespace) -> str:
    """Return the option that names the document of an authority; after `do`, `--document` is a field of acts."""
    return "--authority-document" if told.command == "do" else "--document"


def tell_lacking(told: Namespace, wanted: Posting, findings: Iterable[Finding], console: Console) -> None:
    """Name the options that what needs an authority still lacks: who allows it, by what, who witnessed it, why.

    Name the option, too, that answers what `--because` does not.
    """
    reasons = {each.key for each in wanted.overrides if each.reason.strip()}
    _tell_untold(findings, reasons, console)
    waiting = [each for each in findings if each.strength is Strength.AUTHORITY]
    # A document by itself is no authority yet, and is given all the same.
    authority = wanted.authority or Authority(name="", document=told.document)
    given = {
        "--authority": authority.name.strip(),
        _document_option(told): authority.document.strip(),
        "--witness": wanted.witness is not None,
        "--because": all(each.key in reasons for each in waiting),
    }
    missing = [option for option, value in given.items() if not value]
    if waiting and missing:
        console.warn("cli.authority_lacks", options=missing)
