"""What colleagues changed, in the words of a line."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from jobassist.services.following import Change
from jobassist.services.kept import Undecided
from ui.noop import QT_TRANSLATE_NOOP
from ui.syncing import words
from ui.words import moment_within

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


def others_in_a_line(items: Iterable[Undecided], now: datetime) -> str:
    """Who wrote something else, when, and in which fields."""
    return " · ".join(_say_other(item, now) for item in items)


def _say_other(item: Undecided, now: datetime) -> str:
    fields = ", ".join(words.field(item.kind, name) for name in item.kept)
    who = next(iter(item.others.values()), None)
    by = who.name if who else ""
    at = moment_within(who.at, now) if who and who.at else ""
    said = f"{words.kind(item.kind)}: {fields}"
    told = ", ".join(filter(None, (by, at)))
    return f"{said} ({told})" if told else said


def _say(change: Change) -> str:
    what = words.kind(change.kind)
    if change.fields:
        what += ": " + ", ".join(words.field(change.kind, name) for name in change.fields[:_MOST])
    return f"{what} ({change.by})" if change.by else what
