"""The doubtful words of a draft, kept beside it in the vault until it is final or gone.

They lie in the store's own table and nowhere else: this device heard the words, and has the sound.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobassist.services.doubts import Doubt
    from jobassist.session import Session


@dataclass(frozen=True, slots=True)
class Mark:
    """A doubt about these words of a draft; `doubt` tells where they stand, and their sound."""

    words: str
    dictation_id: str
    doubt: Doubt


def packed(marks: Sequence[Mark]) -> str | None:
    """The marks as the store keeps them; None of no marks."""
    return json.dumps([asdict(mark) for mark in marks], ensure_ascii=False) if marks else None


def kept(session: Session, note_id: str, text: str) -> list[Mark]:
    """The marks of a draft that reads `text` now, in its order.

    Words that another device has moved are found where they now stand alone; those that do not
    stand there any more, or twice, have been decided by somebody.
    """
    with session.store.read() as tx:
        marks = tx.doubts(note_id)
    return sorted(_standing(marks or "[]", text), key=lambda mark: mark.doubt.start)


def _standing(marks: str, text: str) -> Iterator[Mark]:
    from jobassist.services.doubts import Doubt  # late: it brings what hears

    for one in json.loads(marks):
        doubt, words = Doubt(**one["doubt"]), str(one["words"])
        if text[doubt.start : doubt.end] != words:
            if text.count(words) != 1:
                continue
            start = text.index(words)
            doubt = replace(doubt, start=start, end=start + len(words))
        yield Mark(words, one["dictation_id"], doubt)
