"""Progress of long work, on a terminal only."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[float], None]
"""Told the share that is done, 0 to 1."""

_WIDTH = 30


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """A bar on standard error while the `with` lasts; call the result with a share of 0 to 1.

    Nothing is written when standard error is no terminal.
    """
    terminal = sys.stderr.isatty()
    last = -1

    def show(share: float) -> None:
        nonlocal last
        percent = min(100, max(0, round(share * 100)))
        if terminal and percent != last:
            last = percent
            done = "█" * (percent * _WIDTH // 100)
            sys.stderr.write(f"\r{what} {done:░<{_WIDTH}} {percent:3d} %")
            sys.stderr.flush()

    try:
        yield show
    finally:
        if terminal and last >= 0:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
