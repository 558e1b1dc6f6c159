"""The one way a spreadsheet or a file says no."""

import errno
from pathlib import Path
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.errors import Refusal
from lunarcurator.file_names import name_trouble
from lunarcurator.held_files import lets_go

_KEY_OF_ERRNO: Final = MappingProxyType(
    {
        errno.ENOENT: "file.missing",
        errno.ENOTDIR: "file.missing",
        errno.EISDIR: "file.is_folder",
        errno.EACCES: "file.no_permission",
        errno.EPERM: "file.no_permission",
        errno.EROFS: "file.read_only",
        errno.ENOSPC: "file.disk_full",
        errno.EDQUOT: "file.disk_full",
        errno.EFBIG: "file.disk_full",
        errno.ENAMETOOLONG: "file.name_too_long",
    }
)


class SheetError(Refusal):
    """A file cannot be read or written as a table; `key` names the sentence, `facts` say where and why.

    Rows among the facts are 1-based as a spreadsheet program counts them, sizes are bytes.
    """


def sheet_error_from(error: OSError, path: Path) -> SheetError:
    """Turn an error of the operating system about `path` into the refusal a person can act on."""
    key = _KEY_OF_ERRNO.get(error.errno or 0, "file.unreadable")
    if key in {"file.missing", "file.unreadable"}:
        # Windows finds no file of a name that none can have.
        key = name_trouble(path) or key
    if key == "file.no_permission" and not lets_go(path, writing=False, longest_s=0.0):
        key = "file.open_elsewhere"
    if key == "file.unreadable":
        return SheetError(key, file=path.name, reason=error.strerror or type(error).__name__)
    return SheetError(key, file=path.name)
