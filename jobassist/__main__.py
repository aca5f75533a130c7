"""Where a process begins: the speech engine's child, a command, or the window."""

import sys

from jobassist.fresh_process import SPEECH_ENGINE


def main() -> int:
    """Run what the arguments ask for; returns the exit code.

    The imports stand inside on purpose: the engine's child must not load the application, and
    the window must be painted before anything heavy is read.
    """
    if sys.argv[1:2] == [SPEECH_ENGINE]:
        from jobassist.hardening import harden

        harden()  # what is said passes through it
        from speech.engine.__main__ import main as engine

        return engine()
    from jobassist.cli.run import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
