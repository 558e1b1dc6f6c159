"""Targets of links inside widgets, as texts: the kind of record and its uid."""

from lunarcurator.desktop.links import Link, Target
from lunarcurator.domain.identity import Uid


def target_to(target: Target, uid: Uid | None) -> str:
    """Return the text that leads to a record; empty, which is no link, for None."""
    return f"{target}:{uid}" if uid else ""


def link_of(target: str) -> Link:
    """Return the link a text of `target_to` stands for; ValueError for any other text."""
    kind, _, uid = target.partition(":")
    return Link(Target(kind), Uid(uid))
