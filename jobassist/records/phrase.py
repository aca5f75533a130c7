"""Standard texts (standardtekster): shared ones, private ones, and what they said before."""

from datetime import date, datetime
from enum import StrEnum

from jobassist.records.declare import Merge, Record, Scope, field, record, ref, shared_fields


class PhraseState(StrEnum):
    """Approval of a shared text: a draft is offered to its author alone."""

    DRAFT = "draft"
    APPROVED = "approved"


@shared_fields
class PhraseText(Record):
    """What every standard text has: merge fields, fill-ins and choices in `body` (DOMAIN.md §4).

    `key` is the stable name used by import; `spoken_name` is what one says after "indsæt";
    `abbreviation` is what unfolds while typing (";pv"). `author_id` and `changed_at` belong to
    this `version`; a note keeps `key@version` of the texts it used.
    """

    key: str = field(Merge.FIXED)
    title: str = field()
    spoken_name: str = field(default="")
    category: str = field(default="")
    body: str = field()
    version: int = field(default=1)
    valid_from: date | None = field(default=None)
    valid_to: date | None = field(default=None)
    tags: tuple[str, ...] = field(Merge.SET, default=())
    abbreviation: str = field(default="")
    author_id: str | None = ref("user", Merge.FIELD, default=None)
    changed_at: datetime | None = field(default=None)

    @property
    def name_to_say(self) -> str:
        """What one says to insert the text: the spoken name, else the title."""
        return self.spoken_name or self.title


@record("phrase", scope=Scope.ORGANISATION, search=("title", "spoken_name", "body"), vouched=True)
class Phrase(PhraseText):
    """A shared standard text: the whole organisation's, or one team's when `unit` names it."""

    unit: str = field(default="")
    state: PhraseState = field(default=PhraseState.APPROVED)
    approved_by: str | None = ref("user", Merge.FIELD, default=None)


@record("private_phrase", scope=Scope.USER, author="owner_id")
class PrivatePhrase(PhraseText):
    """A user's own standard text. It reaches the user's devices and nobody else.

    Nobody approves it, so it may say more than a standard text should: it counts as personal.
    """

    title: str = field(personal=True)
    body: str = field(personal=True)
    owner_id: str = ref("user")
    discarded: bool = field(default=False)  # in the bin


@shared_fields
class PhraseHistory(Record):
    """What a text said in an earlier version. It never changes."""

    key: str = field(Merge.FIXED)
    version: int = field(Merge.FIXED)
    title: str = field(Merge.FIXED)
    body: str = field(Merge.FIXED)
    author_id: str | None = ref("user", default=None)
    changed_at: datetime | None = field(Merge.FIXED, default=None)


@record("phrase_version", scope=Scope.ORGANISATION, vouched=True)
class PhraseVersion(PhraseHistory):
    """An earlier version of a shared text."""


@record("private_phrase_version", scope=Scope.USER, author="owner_id")
class PrivatePhraseVersion(PhraseHistory):
    """An earlier version of a user's own text."""

    title: str = field(Merge.FIXED, personal=True)
    body: str = field(Merge.FIXED, personal=True)
    owner_id: str = ref("user")
