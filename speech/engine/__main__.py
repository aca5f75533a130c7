"""The engine process: reads frames from standard input, answers on standard output.

`python -m speech.engine`, or the bundled app with `--speech-engine`, which calls `main`. It ends
when its standard input does, so it never outlives the app.
"""

import os
import sys
import threading
from typing import BinaryIO

from speech.engine import wire
from speech.engine.service import Service

_NICENESS = 5


def main() -> int:
    """Serve until the parent closes the pipe; returns the exit code."""
    incoming, outgoing = _own_streams()
    if hasattr(os, "nice"):
        os.nice(_NICENESS)  # dictating must not make the window stutter
    threading.excepthook = _die
    lock = threading.Lock()

    def tell(head: wire.Head) -> None:
        with lock:
            try:
                wire.write(outgoing, head)
            except OSError:
                os._exit(0)  # the parent is gone, there is nobody left to serve

    service = Service(tell)
    while frame := wire.read(incoming):
        service.handle(*frame)
    # Decoding may be going on in a thread that cannot be interrupted, for nobody.
    os._exit(0)


def _die(_args: threading.ExceptHookArgs) -> None:
    """A decoding thread that failed would leave its callers waiting: end, and be started anew."""
    os._exit(1)


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes for ourselves alone: what a library prints must not get between frames."""
    incoming, outgoing = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(incoming, os.O_BINARY)
        msvcrt.setmode(outgoing, os.O_BINARY)
    return os.fdopen(incoming, "rb"), os.fdopen(outgoing, "wb")


if __name__ == "__main__":
    sys.exit(main())
