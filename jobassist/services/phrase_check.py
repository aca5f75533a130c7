"""Looking through the library: what is broken, what is there twice, what sounds alike."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from rapidfuzz import fuzz

from jobassist.errors import UserError
from jobassist.ports.clock import danish_day
from jobassist.records import Phrase, PhraseState, PhraseText
from jobassist.services import law
from jobassist.services.dictionary import misspelled_in
from jobassist.services.phrase_library import duplicates
from jobassist.services.phrase_shipped import shared_texts
from jobassist.services.phrase_use import Suggestion, suggestions
from jobassist.services.templates import Field, Template, parse
from jobassist.session import Session

SOUND_ALIKE = 88.0
"""Per cent of the letters two spoken names share; above it they are easily taken for each other."""

_INSERTED = "standard."


@dataclass(frozen=True, slots=True)
class Fault:
    """What must be mended. `kind`: `broken` (with its place), `missing_text` or `loop`."""

    key: str
    kind: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Findings:
    """What a look through the library found. Only `faults` stop a text from being used."""

    faults: list[Fault]
    sounds_alike: list[tuple[str, str]]
    same_abbreviation: list[tuple[str, ...]]
    duplicates: list[tuple[str, ...]]
    misspelled: dict[str, list[str]]
    without_law: list[str]
    unsure_law: list[str]
    drafts: list[str]
    expired: list[str]
    suggestions: list[Suggestion]


def check_library(session: Session) -> Findings:
    """Look through every shared text."""
    with session.store.read() as tx:
        known = sorted(shared_texts(tx), key=lambda text: text.key)
    today = danish_day(session.clock.now())
    used = [text for text in known if not text.valid_to or text.valid_to >= today]
    asking = [text for text in used if law.FIELD in text.body]
    return Findings(
        faults=_faults(known),
        sounds_alike=sound_alikes(used),
        same_abbreviation=_same_abbreviation(used),
        duplicates=duplicates(session),
        misspelled=_misspelled(used),
        without_law=[text.key for text in asking if law.reference(text.key, today) is None],
        unsure_law=[text.key for text in asking if _is_unsure(text.key, today)],
        drafts=[text.key for text in known if text.state is PhraseState.DRAFT],
        expired=[text.key for text in known if text not in used],
        suggestions=suggestions(session),
    )


def _is_unsure(key: str, day: date) -> bool:
    found = law.reference(key, day)
    return found is not None and not found.is_sourced


def sound_alikes(texts: "list[Phrase] | list[PhraseText]") -> list[tuple[str, str]]:
    """Pairs of keys whose spoken names are easily taken for each other."""
    names = [(text.key, text.name_to_say.lower()) for text in texts]
    return [
        (key, other)
        for (key, name), (other, other_name) in combinations(names, 2)
        if fuzz.ratio(name, other_name, score_cutoff=SOUND_ALIKE)
    ]


def _faults(known: list[Phrase]) -> list[Fault]:
    faults: list[Fault] = []
    leads: dict[str, set[str]] = {}
    by_name = {name: t.key for t in reversed(known) for name in (t.key.partition("-")[2], t.key)}
    for text in known:
        try:
            names = inserted_names(parse(text.body))
        except UserError as error:
            place = (int(error.params["line"]), int(error.params["column"]))
            faults.append(Fault(text.key, "broken", *place))
            continue
        leads[text.key] = {by_name[name] for name in names if name in by_name}
        if names - by_name.keys():
            faults.append(Fault(text.key, "missing_text"))
    return faults + [Fault(key, "loop") for key in sorted(leads) if _leads_back(key, leads)]


def _misspelled(texts: list[Phrase]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text in texts:
        with suppress(UserError):  # a broken text is told as such
            if words := misspelled_in(text):
                found[text.key] = words
    return found


def inserted_names(template: Template) -> set[str]:
    """The names of the texts that a text inserts, in options too."""
    found: set[str] = set()
    for part in template:
        if isinstance(part, Field):
            if part.name.startswith(_INSERTED):
                found.add(part.name.removeprefix(_INSERTED).replace("_", "-"))
            for option in part.options:
                found |= inserted_names(option)
    return found


def _leads_back(key: str, leads: dict[str, set[str]]) -> bool:
    seen: set[str] = set()
    to_see = set(leads[key])
    while to_see:
        one = to_see.pop()
        if one == key:
            return True
        if one not in seen:
            seen.add(one)
            to_see |= leads.get(one, set())
    return False


def _same_abbreviation(texts: list[Phrase]) -> list[tuple[str, ...]]:
    counts = Counter(text.abbreviation for text in texts if text.abbreviation)
    return [
        tuple(text.key for text in texts if text.abbreviation == abbreviation)
        for abbreviation, count in counts.items()
        if count > 1
    ]
