"""What there is to say of a standard text while it is written: what must be mended, what may be."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from jobassist.errors import UserError
from jobassist.records import PhraseText
from jobassist.services import law
from jobassist.services.dictionary import misspelled_in
from jobassist.services.phrase_check import SOUND_ALIKE, inserted_names
from jobassist.services.phrase_editing import Told, checked
from jobassist.services.phrase_library import SAY_THE_SAME
from jobassist.services.templates import parse


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say.

    `kind` is `missing` or `refused` (`detail`: the column), `broken` (with its place), `dates`,
    `same_abbreviation`, `sounds_alike` or `duplicate` (`detail`: the other text's title),
    `missing_text` (`detail`: the name), `misspelled` (`detail`: the words), `no_law` (the text asks
    for the law, and no reference is known) or `unsure_law` (`detail`: one without a source).
    """

    kind: str
    detail: str = ""
    line: int = 0
    column: int = 0

    @property
    def stops(self) -> bool:
        """Whether the text cannot be saved so."""
        return self.kind in ("missing", "refused", "broken", "dates", "same_abbreviation")


def remarks(told: Told, known: Sequence[PhraseText], day: date) -> list[Remark]:
    """Everything there is to say, what stops it first; `known` is the library, the law `day`'s."""
    others = [text for text in known if text.key != told["noegle"]]
    try:
        fields = checked(told).fields
    except UserError as error:
        return [_refused(told, error)]
    found = list(_clashes(fields["title"], fields["spoken_name"], fields["abbreviation"], others))
    first, last = fields["valid_from"], fields["valid_to"]
    if first and last and last < first:
        found.append(Remark("dates"))
    found += _of_the_body(fields["body"], others, known)
    found += _of_the_law(told["noegle"], fields["body"], day)
    words = misspelled_in(PhraseText(id="", key="", title=fields["title"], body=fields["body"]))
    if words:
        found.append(Remark("misspelled", ", ".join(words)))
    return sorted(found, key=lambda remark: not remark.stops)


def _of_the_law(key: str, body: str, day: date) -> list[Remark]:
    if law.FIELD not in body:
        return []
    found = law.reference(key, day)
    if found is None:
        return [Remark("no_law")]
    return [] if found.is_sourced else [Remark("unsure_law", found.text)]


def _refused(told: Told, error: UserError) -> Remark:
    if error.code == "phrase.file_template":
        return Remark("broken", line=int(error.params["row"]), column=int(error.params["column"]))
    column = str(error.params["column"])
    return Remark("refused" if told[column].strip() else "missing", column)


def _clashes(
    title: str, spoken_name: str, abbreviation: str, others: Sequence[PhraseText]
) -> Iterator[Remark]:
    name = (spoken_name or title).lower()
    for other in others:
        if abbreviation and abbreviation == other.abbreviation:
            yield Remark("same_abbreviation", other.title)
        if fuzz.ratio(name, other.name_to_say.lower(), score_cutoff=SOUND_ALIKE):
            yield Remark("sounds_alike", other.title)


def _of_the_body(
    body: str, others: Sequence[PhraseText], known: Sequence[PhraseText]
) -> Iterator[Remark]:
    said = " ".join(body.lower().split())
    for other in others:
        if fuzz.ratio(said, " ".join(other.body.lower().split()), score_cutoff=SAY_THE_SAME):
            yield Remark("duplicate", other.title)
    names = {name for text in known for name in (text.key, text.key.partition("-")[2])}
    with suppress(UserError):
        for name in sorted(inserted_names(parse(body)) - names):
            yield Remark("missing_text", name)
