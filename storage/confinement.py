"""What a process gives up before it looks at what strangers made."""

import os
import resource
from contextlib import suppress


def confine(*, memory: int, seconds: int) -> None:
    """Give up what parsing does not take: more bytes of address space and seconds of processor time, writing files, starting processes.

    A system that does not know a limit goes without it.
    """
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NPROC: 0,
    }
    for limit, most in limits.items():
        with suppress(OSError, ValueError):
            resource.setrlimit(limit, (most, most))
    os.nice(5)
