"""Several sound files, one answer each; one that is no sound does not keep the others waiting."""

import sys
from collections.abc import Callable, Sequence
from math import inf
from pathlib import Path
from typing import Any

from jobassist import messages
from jobassist.cli.progress import Progress, progress
from jobassist.errors import UserError
from jobassist.ports.speech import Samples


def for_each_sound(
    files: Sequence[Path],
    answer: Callable[[Samples, Progress], dict[str, Any]],
    most_seconds: float = inf,
) -> list[dict[str, Any]]:
    """`answer` for each file, with `file`; where it is no sound, `error` (its code) instead.

    Of a longer sound only the first `most_seconds` are read.
    What is wrong with a file is told on standard error, one line each.
    """
    from speech.sound_file import read_sound_file

    answers: list[dict[str, Any]] = []
    for file in files:
        try:
            with progress(file.name) as show:
                found = answer(read_sound_file(file, most_seconds), show)
        except UserError as error:
            if not error.code.startswith("sound."):
                raise
            print(f"jobassist: {file.name}: {messages.explain(error)}", file=sys.stderr)
            found = {"error": error.code}
        answers.append({"file": str(file), **found})
    return answers
