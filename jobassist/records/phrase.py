"""Standard texts (standardtekster)."""

from datetime import date

from jobassist.records.declare import Merge, Record, Scope, field, record


@record("phrase", scope=Scope.ORGANISATION, search=("title", "spoken_name", "body"))
class Phrase(Record):
    """A standard text with merge fields, fill-ins and choices (DOMAIN.md §4).

    `key` is the stable name used by import; `spoken_name` is what one says after "indsæt".
    """

    key: str = field(Merge.FIXED)
    title: str = field()
    spoken_name: str = field(default="")
    category: str = field(default="")
    body: str = field()
    version: int = field(default=1)
    valid_from: date | None = field(default=None)
    valid_to: date | None = field(default=None)

    @property
    def name_to_say(self) -> str:
        """What one says to insert the text: the spoken name, else the title."""
        return self.spoken_name or self.title
