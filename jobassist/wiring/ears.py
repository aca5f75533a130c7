"""The ears: the speech engine and the microphone that settings and policy name.

Each is loaded when it is first needed, so that the first window is painted before any of them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from jobassist.errors import EnvironmentFault, UserError
from jobassist.fresh_process import SPEECH_ENGINE, program
from jobassist.settings import Settings

if TYPE_CHECKING:
    from jobassist.ports.speech import Meter, Recogniser, Samples, SoundSource, WrittenForm


def engine_command() -> list[str]:
    """What starts the speech engine's process: this program again, in a bundle or in a venv."""
    return [*program(), SPEECH_ENGINE]


class Ears:
    """What hears, writes down and plays. `own_words`: of the house, and learnt."""

    def __init__(self, settings: Settings, own_words: Callable[[], Mapping[str, str]]) -> None:
        self.settings = settings
        self._own_words = own_words
        self._recogniser: Recogniser | None = None
        self._starting = threading.Lock()
        self._written: WrittenForm | None = None
        self._taught: Mapping[str, str] = {}

    @property
    def model_dir(self) -> str:
        """The folder of speech models that settings or policy name, or an empty text."""
        return str(self.settings["model_dir"])

    def recogniser(self, model: str | None = None) -> Recogniser:
        """The speech engine, started when it is first used; the settings' model unless named.

        Raises: UserError `speech.no_model`, `speech.model_damaged`.
        """
        if model is not None and model != self.settings["model"]:
            return self._engine(model)
        with self._starting:  # it is warmed up in one thread while another may want to dictate
            if self._recogniser is None:
                self._recogniser = self._engine(self.settings["model"])
            return self._recogniser

    def _engine(self, model: str) -> Recogniser:
        from speech.models import find_model
        from speech.recogniser import open_recogniser

        folder = find_model(model, self.model_dir)
        return open_recogniser(folder, model, engine_command())

    def written(self) -> WrittenForm:
        """Spoken Danish to written Danish; with what the user's corrections taught, if unlocked."""
        from speech.written import Normaliser

        taught = self._own_words()
        if self._written is None or taught != self._taught:
            self._written, self._taught = Normaliser(user=taught), taught
        return self._written

    def microphone(self) -> SoundSource:
        """The microphone of the settings, or the system's.

        Where the policy names microphones, none but the one asked for is opened, also when it is
        pulled out. Raises: EnvironmentFault `sound.microphone_denied`.
        """
        from speech.microphone import Microphone

        chosen, channel = self.settings["microphone"], self.settings["microphone_channel"]
        if self.settings["allowed_microphones"]:
            allowed = self.microphones()
            if not allowed:
                raise EnvironmentFault("sound.microphone_denied", retryable=True)
            chosen = chosen if chosen in allowed else allowed[0]
            return Microphone(chosen, channel, only=True)
        return Microphone(chosen, channel)

    def microphones(self) -> list[str]:
        """The microphones that are there now and may be used, by name."""
        from speech.microphone import microphones

        parts = str(self.settings["allowed_microphones"]).casefold().split(";")
        wanted = [part.strip() for part in parts if part.strip()]
        return [
            name
            for name in microphones()
            if not wanted or any(part in name.casefold() for part in wanted)
        ]

    def microphone_level(self, name: str) -> Meter:
        """How loud the microphone of that name is, while one chooses ("": the system's).

        Raises: EnvironmentFault `sound.no_microphone`.
        """
        from speech.meter import Meter

        return Meter(name)

    def read_sound(self, file: Path) -> Samples:
        """A sound file's sound (see `ReadSoundFile`)."""
        from speech.sound_file import read_sound_file

        return read_sound_file(file)

    def play(self, samples: Samples) -> None:
        """Let a sound be heard, without waiting for its end."""
        from speech.loudspeaker import play

        play(samples)

    def model_fit_for_notes(self) -> bool:
        """What the catalogue says of the model in the settings; False when it is not here."""
        from speech.models.installed import describe, find_model

        try:
            return describe(find_model(self.settings["model"], self.model_dir)).fit_for_notes
        except UserError:
            return False

    def close(self) -> None:
        """End the engine's process; a later use starts it again."""
        recogniser, self._recogniser = self._recogniser, None
        if recogniser:
            recogniser.close()
