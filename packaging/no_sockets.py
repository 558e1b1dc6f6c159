"""Runs a program that dies at the first internet, netlink or packet socket: `no_sockets.py PROGRAM ARGUMENTS…`.

Linux on x86-64 only. Exit code 159 (killed by SIGSYS) means that the program, or a library in it, tried. Local
sockets (to the display, to the spooler) are allowed.
"""

import ctypes
import os
import platform
import struct
import sys

_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_X86_64, _SOCKET = 0xC000003E, 41
_FORBIDDEN = (2, 10, 16, 17)
"""AF_INET, AF_INET6, AF_NETLINK, AF_PACKET."""


def _step(code: int, yes: int, no: int, value: int) -> bytes:
    return struct.pack("HBBI", code, yes, no, value)


def _program() -> bytes:
    load, equal, give = 0x20, 0x15, 0x06
    count = len(_FORBIDDEN)
    steps = [
        _step(load, 0, 0, 4),
        _step(equal, 0, count + 3, _X86_64),
        _step(load, 0, 0, 0),
        _step(equal, 0, count + 1, _SOCKET),
        _step(load, 0, 0, 16),
        *(_step(equal, count - at, 0, family) for at, family in enumerate(_FORBIDDEN)),
        _step(give, 0, 0, _ALLOW),
        _step(give, 0, 0, _KILL),
    ]
    return b"".join(steps)


def main() -> None:
    if sys.platform != "linux" or platform.machine() != "x86_64":
        sys.exit("the socket filter knows Linux on x86-64 only")
    steps = ctypes.create_string_buffer(_program())
    told = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(_program()) // 8, ctypes.addressof(steps)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.prctl(_SECCOMP, _FILTER, ctypes.byref(told), 0, 0):
        sys.exit(f"the filter was not taken: {os.strerror(ctypes.get_errno())}")
    os.execv(sys.argv[1], sys.argv[1:])


if __name__ == "__main__":
    main()
