"""A file of the lab that cannot be opened is told of as such: not as a wrong one, in no words of the system."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.domain.errors import Refusal
from lunarcurator.services import collections, vocabularies
from lunarcurator.services.exporting.presets import read_preset
from lunarcurator.services.importing.profiles import read_profile
from lunarcurator.services.policies import Policies
from lunarcurator.services.schemes import load_scheme
from lunarcurator.services.words import Words

NAMED = (read_preset, read_profile, Policies.check, collections._read)
"""What a person may ask for by the name of a file."""


def read_vocabulary(path: Path) -> object:
    return vocabularies._decoded(path, dict[str, object])


@pytest.mark.parametrize(
    ("read", "number", "key"),
    [
        *((each, errno.EACCES, "file.no_permission") for each in (*NAMED, load_scheme, read_vocabulary)),
        *((each, errno.ENOENT, "file.missing") for each in NAMED),
    ],
)
def test_why_a_file_cannot_be_read_is_said(
    tmp_path: Path,
    words: Words,
    monkeypatch: pytest.MonkeyPatch,
    read: Callable[[Path], Any],
    number: int,
    key: str,
) -> None:
    def refusing(path: Path, *_told: object, **_how: object) -> None:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(Path, "open", refusing)
    monkeypatch.setattr(Path, "read_text", refusing)
    monkeypatch.setattr(Path, "read_bytes", refusing)
    with pytest.raises(Refusal) as caught:
        read(tmp_path / "lab.json")
    assert caught.value.key == key
    told = words.say(key, caught.value.facts)
    assert "lab.json" in told
    assert "Errno" not in told
