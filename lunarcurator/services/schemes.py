"""The numbering systems this program knows, loaded from its resources and checked by their own examples."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Self

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.numbering import NumberTextError, Scheme, SchemeTableError
from lunarcurator.domain.numbering.entries import bad_table
from lunarcurator.exchange.errors import sheet_error_from
from lunarcurator.file_names import in_order
from lunarcurator.resources_folder import resources_folder
from lunarcurator.text_files import read_text


class Schemes:
    """All numbering schemes by code, in order of their codes, with the file each comes from; immutable."""

    def __init__(self, schemes: Mapping[str, Scheme], files: Mapping[str, Path] | None = None) -> None:
        self._schemes = MappingProxyType(dict(sorted(schemes.items())))
        self.files: Mapping[str, Path] = MappingProxyType(dict(sorted((files or {}).items())))

    @classmethod
    def load(cls, *folders: Path) -> Self:
        """Load every table of the folders, by default of the program's own `schemes` resources.

        A table of a later folder takes the place of one with the same code. Raises `SchemeTableError` naming the
        file and the entry that is wrong.
        """
        schemes: dict[str, Scheme] = {}
        files: dict[str, Path] = {}
        for place in folders or (resources_folder() / "schemes",):
            found = _folder(place)
            schemes |= {code: scheme for code, (scheme, _) in found.items()}
            files |= {code: path for code, (_, path) in found.items()}
        return cls(schemes, files)

    def labels(self, language: str) -> Mapping[str, str]:
        """Return the words the tables bring themselves, by message key, in a language or else in English."""
        return {key: words.get(language) or words["en"] for scheme in self for key, words in scheme.labels.items()}

    def get(self, code: str) -> Scheme:
        """Return the scheme with this code; raises `Refusal` naming the known codes."""
        scheme = self._schemes.get(code)
        if scheme is None:
            raise Refusal("scheme.unknown", scheme=code, known=", ".join(self._schemes))
        return scheme

    def __iter__(self) -> Iterator[Scheme]:
        return iter(self._schemes.values())

    def __contains__(self, code: object) -> bool:
        return code in self._schemes

    def __len__(self) -> int:
        return len(self._schemes)


def _folder(place: Path) -> dict[str, tuple[Scheme, Path]]:
    schemes: dict[str, tuple[Scheme, Path]] = {}
    for path in in_order(place.glob("*.json")):
        scheme = load_scheme(path)
        if scheme.code in schemes:
            raise _bad(path, "code", f"{scheme.code} is used by another table")
        schemes[scheme.code] = scheme, path
    return schemes


def load_scheme(path: Path) -> Scheme:
    """Load one table and try its examples; raises `SchemeTableError` naming the file and the wrong entry."""
    try:
        return _scheme_of(read_text(path))
    except SchemeTableError as error:
        raise _bad(path, str(error.facts["entry"]), str(error.facts["problem"])) from error
    except json.JSONDecodeError as error:
        raise _bad(path, f"line {error.lineno}, column {error.colno}", error.msg) from error
    except PermissionError as error:
        refused = sheet_error_from(error, path)
        raise SchemeTableError(refused.key, **refused.facts, folder=str(path.parent)) from error
    except (OSError, UnicodeDecodeError, RecursionError) as error:
        raise _bad(path, "file", str(error)) from error


# Every store that is opened reads all tables, and hardly ever has one of them changed since the last.
@lru_cache(maxsize=64)
def _scheme_of(table: str) -> Scheme:
    scheme = Scheme.from_table(json.loads(table))
    for index, (written, printed) in enumerate(scheme.examples):
        _try_example(scheme, index, written, printed)
    return scheme


def _try_example(scheme: Scheme, index: int, written: str, printed: str) -> None:
    """Read the example, print it, read the print, and take a next number of each series it offers."""
    entry = f"examples[{index}]"
    try:
        number = scheme.parse(written)
        if number.canonical != printed or scheme.parse(printed) != number:
            raise bad_table(entry, f"{written!r} reads as {number.canonical!r}, not {printed!r}")
        for series in scheme.series_of(number):
            proposed = scheme.next_number(number, series.code, None)
            if scheme.parse(proposed.canonical) != proposed or proposed.series != series.counted_as:
                raise bad_table(entry, f"series {series.code!r} proposes {proposed.canonical!r}")
    except NumberTextError as error:
        raise bad_table(entry, f"{written!r} is refused: {error}") from error


def _bad(path: Path, entry: str, problem: str) -> SchemeTableError:
    return SchemeTableError(
        "scheme.file_bad", file=path.name, folder=str(path.parent), entry=entry, problem=problem
    )
