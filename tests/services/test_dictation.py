"""A dictation always ends, keeps its sound, and tells what went wrong."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest

from jobassist.errors import EnvironmentFault
from jobassist.ports.speech import SAMPLE_RATE, Committed, EngineLost, Finished, Samples
from jobassist.services.command_sound import listened_for, order
from jobassist.services.commands import COMMANDS, SECTIONS, Order, heard
from jobassist.services.dictation import (
    Dictation,
    Ended,
    Level,
    LiveText,
    NewText,
    Ordered,
    PhraseAnswered,
    PhraseAsked,
    Trouble,
    joint,
)
from tests.fakes.recordings import FakeRecordings
from tests.fakes.session import fake_session
from tests.fakes.speech import FakeEar, FakeRecogniser, spread

_LONG_ENOUGH = 10


class Tone:
    """A second of tone; then the end, or whatever is to go wrong."""

    name = "tone"

    def __init__(self, wrong: Exception | None = None) -> None:
        self._wrong = wrong

    @contextmanager
    def open(self) -> Iterator[Iterator[Samples]]:
        yield self._blocks()

    def stop(self) -> None:
        """It ends by itself."""

    def _blocks(self) -> Iterator[Samples]:
        for _ in range(10):
            yield np.full(SAMPLE_RATE // 10, 0.2, np.float32)
        if self._wrong:
            raise self._wrong


class BrokenRecordings(FakeRecordings):
    """The vault has a bug."""

    def new(self, dictation_id: str, note_id: str) -> None:
        raise ZeroDivisionError


def dictate(session, source, names=()):
    """The events of one dictation."""
    events = []
    dictation = Dictation(session, source, events.append, note_id="n-1", names=names)
    dictation.begin()
    assert dictation.wait(_LONG_ENOUGH)
    return dictation, events


def session_hearing(*texts, **parts):
    ears = FakeRecogniser(texts)
    return fake_session(
        recogniser=lambda: ears, written=lambda: lambda spoken, before: spoken.title(), **parts
    )


def kinds(events):
    return [type(event) for event in events if not isinstance(event, Level)]


def test_speech_becomes_written_text_and_its_sound_is_kept():
    session = session_hearing("borgeren ringer")
    dictation, events = dictate(session, Tone())
    assert kinds(events) == [LiveText, NewText, Ended]
    assert events[-2].text == "Borgeren Ringer"
    assert isinstance(events[0], Level) and events[0].peak == pytest.approx(0.2)
    assert len(session.recordings.read(dictation.id)) == SAMPLE_RATE


def test_a_spoken_request_asks_for_a_standard_text_and_writes_nothing():
    session = session_hearing("indsæt jobsamtale telefon", "indsæt jobsamtale telefon")
    names = [("jn-jobsamtale-telefon", "jobsamtale telefon"), ("br-klage", "klagevejledning")]
    _, events = dictate(session, Tone(), names)
    assert kinds(events) == [LiveText, PhraseAsked, Ended]
    assert events[-2].match.accepted == "jn-jobsamtale-telefon"
    assert events[-2].text == "Indsæt Jobsamtale Telefon"  # for whoever leaves without choosing


class PauseBetween(FakeRecogniser):
    """Hears two segments in one dictation."""

    def listen(self, on_heard, **_wanted):
        first, second = self._next(), self._next()
        ear = FakeEar(lambda: second, on_heard)
        on_heard(Committed(spread(first, 0.0, 0.5), retried=False))
        return ear


@pytest.mark.parametrize(
    ("said", "event"),
    [("nummer to", PhraseAnswered("2", "Nummer To")), ("nej", PhraseAnswered("no", "Nej"))],
)
def test_what_is_said_to_the_texts_that_are_shown_answers_and_is_not_written(said, event):
    ears = PauseBetween(["indsæt klage", said, "indsæt klagevejledning"])
    session = fake_session(
        recogniser=lambda: ears, written=lambda: lambda spoken, before: spoken.title()
    )
    _, events = dictate(session, Tone(), [("br-klage", "klagevejledning")])
    assert kinds(events) == [PhraseAsked, LiveText, PhraseAnswered, Ended]
    assert events[-2] == event


def test_the_choices_of_a_blank_may_be_said_by_name_or_number():
    for said, answer in (("vi mødes", "2"), ("nummer et", "1"), ("borgeren ringer", None)):
        session = session_hearing(said, "borgeren ringer")
        events = []
        dictation = Dictation(session, Tone(), events.append, note_id="n-1")
        dictation.continue_after("Aftale: ", [("1", "Vi ringer"), ("2", "Vi mødes")])
        dictation.begin()
        assert dictation.wait(_LONG_ENOUGH)
        assert [e.answer for e in events if isinstance(e, PhraseAnswered)] == [answer][
            : bool(answer)
        ]


def test_a_guess_is_shown_with_the_space_before_it():
    session = session_hearing("borgeren ringer")
    events = []
    dictation = Dictation(session, Tone(), events.append, note_id="n-1", before="Der er nyt.")
    dictation.begin()
    assert dictation.wait(_LONG_ENOUGH)
    assert next(e.text for e in events if isinstance(e, LiveText)).startswith(" ")


def test_other_speech_after_a_request_is_for_the_note():
    ears = PauseBetween(["indsæt klage", "borgeren ringer", "indsæt klage", "", ""])
    session = fake_session(
        recogniser=lambda: ears, written=lambda: lambda spoken, before: spoken.title()
    )
    _, events = dictate(session, Tone(), [("br-klage", "klagevejledning")])
    assert kinds(events)[-2:] == [NewText, Ended]


class GoingOn(Tone):
    """Until it is stopped."""

    def __init__(self):
        super().__init__()
        self.stopped = threading.Event()

    def stop(self):
        self.stopped.set()

    def _blocks(self):
        while not self.stopped.wait(0.01):
            yield from super()._blocks()


class GivenUp(FakeEar):
    """Its engine died once too often."""

    def feed(self, samples):
        if not self._over:
            self._over = True
            failed = EnvironmentFault("speech.engine_failed")
            self._on_heard(EngineLost(failed.code, failed))
            self._on_heard(Finished())


def test_when_the_engine_gives_up_it_is_told_and_nothing_more_is_recorded():
    ears = FakeRecogniser()
    ears.listen = lambda on_heard, **_wanted: GivenUp(str, on_heard)
    source = GoingOn()
    dictation, events = dictate(fake_session(recogniser=lambda: ears), source)
    assert kinds(events) == [Trouble, Ended]
    (trouble,) = [event for event in events if isinstance(event, Trouble)]
    assert trouble.error.code == "speech.engine_failed"
    assert source.stopped.is_set() and not dictation._threads[0].is_alive()


def test_a_microphone_that_stops_is_told_and_what_was_said_is_kept():
    session = session_hearing("borgeren ringer")
    stopped = EnvironmentFault("sound.microphone_stopped")
    dictation, events = dictate(session, Tone(stopped))
    assert set(kinds(events)) == {LiveText, Trouble, NewText, Ended}
    assert [e.error for e in events if isinstance(e, Trouble)] == [stopped]
    assert isinstance(events[-1], Ended)
    assert len(session.recordings.read(dictation.id)) == SAMPLE_RATE


def test_an_engine_that_cannot_start_is_told():
    def no_engine():
        raise EnvironmentFault("speech.no_model")

    session = fake_session(recogniser=no_engine)
    _, events = dictate(session, Tone())
    assert kinds(events) == [Trouble, Ended]
    assert events[0].error.code == "speech.no_model"


def test_a_bug_while_recording_does_not_leave_the_speaker_waiting(monkeypatch):
    bugs = []
    monkeypatch.setattr(threading, "excepthook", bugs.append)
    session = session_hearing("borgeren ringer", recordings=BrokenRecordings())
    _, events = dictate(session, Tone())
    assert kinds(events)[-1] is Ended
    assert [e.error.code for e in events if isinstance(e, Trouble)] == ["app.unexpected"]
    assert [bug.exc_type for bug in bugs] == [ZeroDivisionError]


@pytest.mark.parametrize(
    ("before", "written", "joined"),
    [
        ("", "Hej", "Hej"),
        ("Hej.", "Igen", " Igen"),
        ("Hej", ", igen", ", igen"),
        ("Hej\n", "Igen", "Igen"),
        ("Hej (", "igen)", "igen)"),
    ],
)
def test_text_joins_what_stands_before(before, written, joined):
    assert joint(before, written) == joined


class HeardBySound(PauseBetween):
    """Hears words that are no command, and by their sound one of them was."""

    def listen(self, on_heard, *, commands, **_wanted):
        keys = dict(commands)
        assert keys["stop"] and "" in keys
        segments = [("Stoppik, tag dem.", "stop"), ("Båd til moderingen", "go_to assessment")]
        for text, key in [*segments, ("Han kom.", None)]:
            on_heard(Committed(spread(text, 0.0, 1.0), retried=False, command=key))
        return FakeEar(lambda: "", on_heard)


def test_a_command_told_by_its_sound_is_given_and_never_written():
    session = fake_session(recogniser=lambda: HeardBySound([]), written=lambda: lambda s, _: s)
    _, events = dictate(session, Tone())
    assert [e.order for e in events if isinstance(e, Ordered)] == [
        Order("stop"),
        Order("go_to", "assessment"),
    ]
    assert [e.text for e in events if isinstance(e, NewText)] == ["Han kom."]


def test_every_command_listened_for_is_one_that_is_carried_out():
    named = {command.name for command in COMMANDS}
    sections = {section.name for section in SECTIONS}
    for key, said in listened_for():
        if key:
            given = order(key)
            assert given.name in named and (given.what in sections) == (given.name == "go_to")
            assert heard(said) == given
        else:
            assert heard(said) is None or said == "stort"


def test_a_command_is_given_and_never_written():
    _, events = dictate(session_hearing("Slet det."), Tone())
    assert kinds(events) == [LiveText, Ordered, Ended]
    assert events[-2].order == Order("delete_last")


class Unsure(FakeRecogniser):
    """Hears everything, and is sure of nothing."""

    def listen(self, on_heard, **_wanted):
        def unsure(heard):
            if isinstance(heard, Committed):
                words = tuple(replace(word, confidence=0.2) for word in heard.segment.words)
                heard = replace(heard, segment=replace(heard.segment, words=words))
            on_heard(heard)

        return super().listen(unsure)


def test_doubtful_words_come_with_the_text():
    ears = Unsure(["borgeren ringer"])
    session = fake_session(recogniser=lambda: ears, written=lambda: lambda spoken, before: spoken)
    _, events = dictate(session, Tone())
    assert [doubt.confidence for doubt in events[-2].doubts] == [0.2, 0.2]
