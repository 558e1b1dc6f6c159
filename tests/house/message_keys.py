"""Finds every message key the program uses, with the facts it gives, by reading the source."""

import ast
import json
import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lunarcurator.domain.fields import FIELDS
from lunarcurator.domain.operations import OPERATIONS
from lunarcurator.services.catalogue import catalogue_of

from tests.house.sources import PACKAGE, PROJECT, Source, called, literals, sources

MESSAGES = PROJECT / "resources" / "languages"
SHAPE_OF_A_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
FILE_NAME = re.compile(r".*\.(csv|html|ini|json|lunar|pdf|png|py|qm|svg|tar|ts|tsv|txt|xls|xlsx|xml|zip|ods)")
# Codes of machinery inside the program, which nobody is ever shown.
NEVER_SHOWN = {"FieldKind", "PartKind"}
NOT_FACTS = {"strength", "key", "rule", "field", "cause"}


@dataclass(frozen=True)
class Use:
    key: str
    facts: frozenset[str] | None
    """The names of the facts given; None where the source does not show them."""
    where: str


def table(language: str) -> dict[str, str]:
    return dict(catalogue_of(language, MESSAGES).sentences)


def gaps(sentence: str) -> set[str]:
    """The facts a sentence asks for, also those that stand inside a spec."""
    found: set[str] = set()
    for _, name, spec, _ in string.Formatter().parse(sentence):
        if name is not None:
            found |= {name} | gaps(spec or "")
    return found


def uses(areas: set[str]) -> list[Use]:
    """Every use of a key; a text shaped like a key counts if the table knows its first part as an area."""
    package = sources(PACKAGE)
    refusals = _refusals(package)
    found = [use for source in package for use in _calls(source, refusals)]
    # The schema names columns, and a column may be spelt like a key.
    elsewhere = [source for source in package if not source.name.startswith("lunarcurator/store/schema")]
    found += [use for source in elsewhere for use in _texts(source, areas)]
    return found + list(_resource_keys())


def prefixes() -> set[str]:
    """What stands before the first gap of each key put together in source or sentences: `custody.`."""
    spoken = {
        match for sentence in table("en").values() for match in re.findall(r":(?:word|named):([\w.]+)\}", sentence)
    }
    ends = (node.values[0] for node in _put_together())
    return {f"{area}." for area in spoken} | {end.value for end in ends if isinstance(end, ast.Constant)}


def suffixes() -> set[str]:
    """What stands behind the last gap of each text put together in the source: `.needs_name`."""
    ends = (node.values[-1] for node in _put_together())
    return {end.value for end in ends if isinstance(end, ast.Constant)}


def _put_together() -> Iterator[ast.JoinedStr]:
    for source in sources(PACKAGE):
        yield from (node for node in source.nodes(ast.JoinedStr) if node.values)


def codes() -> set[str]:
    """The key of the word for every code of the domain a person may meet: `custody.loan`."""
    found = {f"field.{field}" for field in FIELDS} | {f"operation.{kind}" for kind in OPERATIONS}
    return found | {f"{prefix}.{code}" for prefix, code in _enumerated()}


def _enumerated() -> Iterator[tuple[str, str]]:
    for source in sources(PACKAGE / "domain"):
        for node in source.nodes(ast.ClassDef):
            if _is_shown_enumeration(node):
                prefix = re.sub(r"(?<=.)([A-Z])", r"_\1", node.name).lower()
                yield from ((prefix, code) for code in _codes(node))


def _is_shown_enumeration(node: ast.ClassDef) -> bool:
    return node.name not in NEVER_SHOWN and any(ast.unparse(base) == "StrEnum" for base in node.bases)


def _codes(node: ast.ClassDef) -> Iterator[str]:
    for line in node.body:
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant):
            yield str(line.value.value)


def _refusals(package: list[Source]) -> set[str]:
    bases = {
        node.name: {ast.unparse(base) for base in node.bases}
        for source in package
        for node in source.nodes(ast.ClassDef)
    }
    family = {"Refusal"}
    while grown := {name for name, parents in bases.items() if parents & family} - family:
        family |= grown
    return family


def _calls(source: Source, refusals: set[str]) -> Iterator[Use]:
    for node in source.nodes(ast.Call):
        words: Mapping[str | None, ast.expr] = {word.arg: word.value for word in node.keywords}
        facts = None if None in words else frozenset(name for name in words if name) - NOT_FACTS
        name = called(node)
        if name in refusals and node.args:
            yield from _each(source, node.args[0], facts)
        elif name == "find" and isinstance(node.func, ast.Name) and (len(node.args) > 1 or "key" in words):
            yield from _each(source, words.get("key") or node.args[1], facts)
        elif name == "Finding":
            yield from _each(source, words.get("key") or node.args[1], None)
        elif name == "say" and node.args:
            given = words.get("facts") or (node.args[1] if len(node.args) > 1 else None)
            yield from _each(source, node.args[0], _names(given))


def _each(source: Source, node: ast.expr, facts: frozenset[str] | None) -> Iterator[Use]:
    yield from (Use(key, facts, source.at(node)) for key in literals(node))


def _names(given: ast.expr | None) -> frozenset[str] | None:
    if given is None:
        return frozenset()
    if isinstance(given, ast.Dict) and all(isinstance(key, ast.Constant) for key in given.keys):
        return frozenset(key.value for key in given.keys)
    return None


def _texts(source: Source, areas: set[str]) -> Iterator[Use]:
    for node in source.nodes(ast.Constant):
        if isinstance(node.value, str) and _is_key(node.value, areas):
            yield Use(node.value, None, source.at(node))


def _is_key(text: str, areas: set[str]) -> bool:
    shaped = SHAPE_OF_A_KEY.fullmatch(text) and not FILE_NAME.fullmatch(text)
    return bool(shaped) and text.partition(".")[0] in areas


def _resource_keys() -> Iterator[Use]:
    for path in sorted((PROJECT / "resources").rglob("*.json")):
        for key in _keys_in(json.loads(path.read_text(encoding="utf-8"))):
            yield Use(key, None, path.relative_to(PROJECT).as_posix())


def _keys_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name.endswith("_key") and isinstance(inner, str) and SHAPE_OF_A_KEY.fullmatch(inner):
                yield inner
            yield from _keys_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys_in(inner)
