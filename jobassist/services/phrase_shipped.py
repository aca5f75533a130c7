"""The standard texts that come with jobassist, and when they are offered without being kept.

A store that stands alone and holds no shared text offers them as they are: nothing of them is in
it, so nothing travels when it is enrolled. A file that is imported takes their place. Writing a
shared text keeps them all, because whoever writes goes on from the library they see.
"""

from functools import cache
from importlib import resources

from jobassist.ports.store import Reader
from jobassist.records import Phrase
from jobassist.services import phrase_csv
from jobassist.services.phrase_row import Row

_FOLDER = resources.files("resources").joinpath("phrases")
STANDARD_TEXTS = _FOLDER.joinpath("standardtekster.csv")
LIBRARY = _FOLDER.joinpath("bibliotek.csv")
"""The first texts, and the rest of the library."""

_ENROLLED = "central.url"


def shipped_rows() -> list[Row]:
    """Every text that comes with jobassist, as a file tells it."""
    return [row for file in (STANDARD_TEXTS, LIBRARY) for row in phrase_csv.read(file.read_bytes())]


@cache
def shipped_texts() -> tuple[Phrase, ...]:
    """The same as texts. Their ids name no record."""
    return tuple(Phrase(id=f"shipped:{r.fields['key']}", **r.fields) for r in shipped_rows())


def offers_shipped(tx: Reader) -> bool:
    """Whether the store offers them without holding them."""
    return tx.setting(_ENROLLED) is None and not tx.count(Phrase)


def shared_texts(tx: Reader) -> list[Phrase]:
    """The store's shared texts, or those that come with jobassist while it has none."""
    return list(shipped_texts()) if offers_shipped(tx) else tx.find(Phrase)
