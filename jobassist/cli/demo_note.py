"""The demo's dictation: sound in, a note's text out, by the way the window goes."""

from dataclasses import dataclass
from datetime import timedelta

from jobassist.cli.demo_voice import Spoken
from jobassist.errors import AppError, EnvironmentFault
from jobassist.ports.clock import danish_day
from jobassist.ports.speech import NameMatch, Samples
from jobassist.services import phrases
from jobassist.services.cases import CaseFile
from jobassist.services.danish import danish_date
from jobassist.services.dictation import Dictation, Event, NewText, PhraseAsked, Trouble
from jobassist.services.templates import blanks, fill
from jobassist.session import Session

_PATIENCE_SECONDS = 180.0
_ANSWERS = {
    "samtale klokkeslæt": "9.30",
    "identifikation": "navn og fødselsdato",
    "oplyst": "Borgeren vil gerne i virksomhedspraktik og kan begynde med det samme.",
    "vurdering": "Borgeren er motiveret, og en praktik vil afklare arbejdsevnen.",
    "aftale": "Borgeren kontakter to virksomheder; jeg følger op om 14 dage.",
}
_NEXT_TALK = timedelta(days=21)
_ANY_ANSWER = "aftales ved næste samtale"


@dataclass(frozen=True, slots=True)
class Request:
    """A standard text that was asked for by voice, unfolded for the case and filled in."""

    heard: str
    phrase: str
    title: str
    version: str  # as a note names it
    text: str
    certain: bool  # accepted without asking


def speak_note(session: Session, note_id: str, samples: Samples) -> str:
    """What the engine hears in the sound, dictated for the note, in written Danish.

    Raises: what the dictation met; EnvironmentFault `cli.demo_failed` when nothing was heard.
    """
    events = _dictate(session, note_id, samples, names=[])
    text = "".join(event.text for event in events if isinstance(event, NewText))
    if not text:
        raise EnvironmentFault("cli.demo_failed", step="dictation")
    return text


def speak_request(session: Session, case: CaseFile, note_id: str, samples: Samples) -> Request:
    """The standard text named in the sound, with the citizen's data and its blanks filled.

    The best candidate is taken, as somebody does who presses Enter on the preview. Where the
    weak test model did not hear the trigger word, the sound is matched as from the palette.
    """
    known = {phrase.key: phrase for phrase in phrases.list_phrases(session)}
    names = phrases.names(session)
    events = _dictate(session, note_id, samples, names)
    asked = [event.match for event in events if isinstance(event, PhraseAsked)]
    match = asked[0] if asked else session.recogniser().match(samples, names)
    key = _best(match)
    text = _filled(session, phrases.unfold(session, key, case.case.id))
    phrase = known[key]
    return Request(
        match.heard, key, phrase.title, phrases.version_of(phrase), text, match.accepted == key
    )


def _best(match: NameMatch) -> str:
    if match.accepted:
        return match.accepted
    if not match.candidates:
        raise EnvironmentFault("cli.demo_failed", step="phrase")
    return match.candidates[0].key


def _dictate(
    session: Session, note_id: str, samples: Samples, names: list[tuple[str, str]]
) -> list[Event]:
    events: list[Event] = []
    source = Spoken(samples)
    dictation = Dictation(session, source, events.append, note_id=note_id, names=names)
    dictation.begin()
    if not dictation.wait(_PATIENCE_SECONDS):
        dictation.cancel()
        raise EnvironmentFault("cli.demo_failed", step="dictation")
    troubles = [event.error for event in events if isinstance(event, Trouble)]
    if troubles:
        error: AppError = troubles[0]
        raise error
    return events


def _filled(session: Session, text: str) -> str:
    """Every choice made and every blank answered, as somebody does who knows how the talk went."""
    today = danish_day(session.clock.now())
    answers = {
        **_ANSWERS,
        "samtale dato": danish_date(today),
        "samtale næste dato": danish_date(today + _NEXT_TALK),
    }
    while still_open := blanks(text):
        blank = still_open[0]
        answer = blank.choices[0] if blank.choices else answers.get(blank.name, _ANY_ANSWER)
        text = fill(text, blank, answer)
    return text
