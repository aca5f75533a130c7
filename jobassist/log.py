"""A log that cannot carry personal data.

Our own code logs events: a fixed name and parameters that are numbers, truth values, ids or
codes. Everything else is withheld before it reaches a handler, whoever logs it: a library's
message and an exception's text are dropped, its type and the lines it passed are kept.
"""

import logging
import re
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

_ROOT = "jobassist"
_SAFE_TEXT = re.compile(
    r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+"  # a code: note.finalised
    r"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"  # an id
)
_LONGEST_CODE = 60


def event(name: str, /, **params: object) -> None:
    """Log that `name` (a code such as `sync.pushed`) happened. Unsafe values are withheld."""
    logging.getLogger(_ROOT).info(name, extra={"event": name, "params": params})


def failure(name: str, error: BaseException, /, **params: object) -> None:
    """Log a failure: the event, and where it was raised, never what the exception says."""
    exc_info = (type(error), error, error.__traceback__)
    extra = {"event": name, "params": params}
    logging.getLogger(_ROOT).error(name, exc_info=exc_info, extra=extra)


def withhold() -> None:
    """Write nowhere until `start`: Python's last resort prints what an exception says."""
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.NullHandler())


def start(file: Path | None = None, *, level: int = logging.INFO) -> None:
    """Send the log to `file` (one line an event) or, without one, to standard error."""
    handler = logging.FileHandler(file, encoding="utf-8") if file else logging.StreamHandler()
    handler.setFormatter(ImpersonalFormatter())
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger(_ROOT).setLevel(level)


class ImpersonalFormatter(logging.Formatter):
    """Writes `time level event key=value…`; knows no way to write a message or its arguments."""

    def format(self, record: logging.LogRecord) -> str:
        """The line to write."""
        stamp = self.formatTime(record, "%Y-%m-%dT%H:%M:%S")
        name = getattr(record, "event", None)
        if record.name.split(".")[0] == _ROOT and isinstance(name, str):
            params: dict[str, object] = getattr(record, "params", {})
            words = [_safe(name), *(f"{key}={_safe(value)}" for key, value in params.items())]
        else:
            words = [f"library.{record.name}", f"line={record.lineno}"]
        line = " ".join([stamp, record.levelname.lower(), *words])
        if record.exc_info and record.exc_info[0]:
            line += " " + _where(record.exc_info[0], record.exc_info[2])
        return line


def _safe(value: object) -> str:
    if value is None or isinstance(value, bool | int | float):
        return str(value)
    text = str(value)
    if len(text) <= _LONGEST_CODE and _SAFE_TEXT.fullmatch(text):
        return text
    return f"<withheld:{type(value).__name__}>"


def _where(kind: type[BaseException], trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)[-6:]
    path = " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))
    return f"{kind.__name__} at {path or 'unknown'}"


def quiet_crashes() -> None:
    """Keep an uncaught exception's text off standard error: log type and place only.

    Serves the main thread and every other.
    """

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        failure("app.unexpected", error)

    def thread_hook(args: threading.ExceptHookArgs) -> None:
        hook(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)

    sys.excepthook = hook
    threading.excepthook = thread_hook
