"""Child processes: one for an act of its own, and those that have ended."""

import os
import sys
from collections.abc import Callable, Iterator


def in_a_process_of_its_own(act: Callable[[], object]) -> int:
    """Do `act` in a child, which leaves neither memory nor threads behind; gives the exit code: that of its SystemExit,
    1 after another error, which is told on standard error, or the negative number of the signal that ended it."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            act()
            code = 0
        except SystemExit as ending:
            code = ending.code if isinstance(ending.code, int) else 0
        except BaseException as error:
            print(f"stavka: {error}", file=sys.stderr, flush=True)
        os._exit(code)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def ended_children() -> Iterator[tuple[int, int]]:
    """The children that have ended since, each with its status; none is waited for."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        yield pid, status
