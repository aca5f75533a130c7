"""Where a process begins: the engine's child, a command, or the window."""

import sys

ENGINE = "--engine"
"""The hidden first argument of the child process that holds the speech engine."""


def main() -> int:
    """Run what the arguments ask for; returns the exit code.

    The imports stand inside on purpose: the engine's child must not load the application, and
    the window must be painted before anything heavy is read.
    """
    arguments = sys.argv[1:]
    if arguments[:1] == [ENGINE]:
        from speech.engine.child import main as engine

        return engine(arguments[1:])
    from jobassist.cli.run import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
