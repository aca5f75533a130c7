"""The demo's dictation: sound in, a note's text out, by the way the window goes."""

from dataclasses import dataclass

from jobassist.cli.demo_voice import Spoken
from jobassist.errors import AppError, EnvironmentFault
from jobassist.ports.speech import NameMatch, Samples
from jobassist.services import phrases
from jobassist.services.cases import CaseFile
from jobassist.services.dictation import Dictation, Event, NewText, PhraseAsked, Trouble
from jobassist.services.templates import blanks
from jobassist.session import Session

_PATIENCE_SECONDS = 180.0
_SPOKEN_ANSWERS = {
    "identifikation": "navn og fødselsdato",
    "oplyst": "Borgeren vil gerne i virksomhedspraktik og kan begynde med det samme.",
    "vurdering": "Borgeren er motiveret, og en praktik vil afklare arbejdsevnen.",
    "aftale": "Borgeren kontakter to virksomheder; jeg følger op om 14 dage.",
}
_ANY_ANSWER = "aftales ved næste samtale"


@dataclass(slots=True)
class Request:
    """A standard text that was asked for by voice, unfolded for the case and filled in."""

    heard: str
    phrase: str
    version: int
    text: str
    dictated: str = ""


def speak_note(session: Session, samples: Samples) -> str:
    """What the engine hears in the sound, in written Danish.

    Raises: what the dictation met; EnvironmentFault `cli.demo_failed` when nothing was heard.
    """
    events = _dictate(session, samples, names=[])
    text = "".join(event.text for event in events if isinstance(event, NewText))
    if not text:
        raise EnvironmentFault("cli.demo_failed", step="dictation")
    return text


def speak_request(session: Session, case: CaseFile, samples: Samples) -> Request:
    """The standard text named in the sound, with the citizen's data and its blanks filled.

    The best candidate is taken, as somebody does who presses Enter on the preview. Where the
    weak test model did not hear the trigger word, the sound is matched as from the palette.
    """
    known = {phrase.key: phrase for phrase in phrases.list_phrases(session)}
    names = [(phrase.key, phrase.name_to_say) for phrase in known.values()]
    events = _dictate(session, samples, names)
    asked = [event.match for event in events if isinstance(event, PhraseAsked)]
    match = asked[0] if asked else session.recogniser().match(samples, names)
    key = _best(match)
    text = _filled(phrases.unfold(session, key, case.case.id))
    return Request(match.heard, key, known[key].version, text)


def _best(match: NameMatch) -> str:
    if match.accepted:
        return match.accepted
    if not match.candidates:
        raise EnvironmentFault("cli.demo_failed", step="phrase")
    return match.candidates[0].key


def _dictate(session: Session, samples: Samples, names: list[tuple[str, str]]) -> list[Event]:
    events: list[Event] = []
    dictation = Dictation(session, Spoken(samples), events.append, names=names)
    dictation.begin()
    if not dictation.wait(_PATIENCE_SECONDS):
        dictation.cancel()
        raise EnvironmentFault("cli.demo_failed", step="dictation")
    troubles = [event.error for event in events if isinstance(event, Trouble)]
    if troubles:
        error: AppError = troubles[0]
        raise error
    session.recordings.delete(dictation.id)
    return events


def _filled(text: str) -> str:
    """Every blank answered and every choice made; the last first, so that places stay right."""
    for blank in reversed(blanks(text)):
        answer = blank.choices[0] if blank.choices else _SPOKEN_ANSWERS.get(blank.name, _ANY_ANSWER)
        text = text[: blank.start] + answer + text[blank.end :]
    return text
