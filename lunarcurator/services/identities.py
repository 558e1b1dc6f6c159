"""New identities: uuids of version 7, so that rows made together lie together."""

import os
from collections.abc import Callable

from lunarcurator.domain.identity import Uid
from lunarcurator.services.clock import Clock


def uid_maker(clock: Clock) -> Callable[[], Uid]:
    """Return a function that makes uuid7 identities (RFC 9562) in rising order."""
    last = 0

    def make() -> Uid:
        nonlocal last
        # 12 bits below the millisecond keep many uuids of one millisecond in order.
        moment = clock.now_us() * 4096 // 1000
        last = max(last + 1, moment)
        stamp, below = last >> 12, last & 0xFFF
        tail = int.from_bytes(os.urandom(8), "big") & (2**62 - 1)
        value = (stamp & (2**48 - 1)) << 80 | 7 << 76 | below << 64 | 2 << 62 | tail
        return Uid(f"{value:032x}")

    return make
