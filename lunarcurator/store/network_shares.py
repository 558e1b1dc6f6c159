"""Whether a file lies on a network share, where SQLite's write-ahead log cannot live (`house.md`, *The store*)."""

import ctypes
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path, PurePath, PureWindowsPath
from typing import Final

NETWORK: Final = frozenset(
    {
        "9p", "acfs", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse.ceph", "fuse.curlftpfs",
        "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs",
        "fuse.sshfs", "gfs2", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "smb2",
        "smb3", "smbfs", "webdav",
    }
)  # fmt: skip
"""The file systems that reach another machine."""

_REMOTE_DRIVE: Final = 4
_ESCAPED: Final = re.compile(r"\\([0-7]{3})")
_MAC_MOUNT: Final = re.compile(r"^.* on (?P<point>/.*) \((?P<kind>[\w.]+)[,)]")

type KindOf = Callable[[Path], str]


def on_share(path: Path, kind_of: KindOf | None = None) -> bool:
    """Tell whether a path lies on a network share; where that cannot be found out, it counts as local."""
    return (kind_of or kind_of_mount)(path) in NETWORK


def kind_of_mount(path: Path) -> str:
    """Return the file system a path lies on, empty where this machine does not tell."""
    try:
        whole = path.resolve()
        if sys.platform == "win32":
            return "smb3" if _remote_on_windows(whole) else "local"
        if sys.platform == "darwin":
            told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False)
            return kind_among(whole, mac_mounts(told.stdout.splitlines()))
        with Path("/proc/self/mountinfo").open(encoding="utf-8", errors="replace") as lines:
            return kind_among(whole, linux_mounts(lines))
    except (OSError, subprocess.SubprocessError):
        return ""


def linux_mounts(lines: Iterable[str]) -> dict[str, str]:
    """Return the file system of each mount point from the lines of mountinfo; later mounts cover earlier ones."""
    found: dict[str, str] = {}
    for line in lines:
        left, _, right = line.partition(" - ")
        fields = left.split(" ")
        if len(fields) > 4 and right:
            point = _ESCAPED.sub(lambda match: chr(int(match[1], 8)), fields[4])
            found[point] = right.split(" ")[0]
    return found


def mac_mounts(lines: Iterable[str]) -> dict[str, str]:
    """Return the file system of each mount point from what `mount` prints."""
    matches = (_MAC_MOUNT.match(line) for line in lines)
    return {match["point"]: match["kind"] for match in matches if match}


def kind_among(path: PurePath, mounts: dict[str, str]) -> str:
    """Return the file system of the nearest mount point above a path."""
    places = (str(place) for place in (path, *path.parents))
    return next((mounts[place] for place in places if place in mounts), "")


def _remote_on_windows(path: PurePath) -> bool:
    drive = PureWindowsPath(path).drive
    if drive.startswith("\\\\"):
        return True
    windll = getattr(ctypes, "windll")  # noqa: B009 - it exists on Windows only
    return int(windll.kernel32.GetDriveTypeW(f"{drive}\\")) == _REMOTE_DRIVE
