"""What colleagues changed, in the words of a line."""

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from jobassist.services.following import Change
from ui.noop import QT_TRANSLATE_NOOP
from ui.syncing import words

_MOST = 4
_MORE = QT_TRANSLATE_NOOP("CaseNews", " · og {count} til")


def in_a_line(changes: Iterable[Change]) -> str:
    """Each kind of change once, with how often; the first few of them."""
    said = Counter(_say(change) for change in changes)
    parts = [text if n == 1 else f"{text} ({n})" for text, n in said.items()]
    shown = " · ".join(parts[:_MOST])
    more = len(parts) - _MOST
    if more > 0:
        shown += QCoreApplication.translate("CaseNews", _MORE).format(count=more)
    return shown


def _say(change: Change) -> str:
    what = words.kind(change.kind)
    if change.fields:
        what += ": " + ", ".join(words.field(change.kind, name) for name in change.fields[:_MOST])
    return f"{what} ({change.by})" if change.by else what
