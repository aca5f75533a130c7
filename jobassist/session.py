"""The unlocked session: everything the services may use while somebody is logged in.

Only the session knows whether we are unlocked: it exists from unlock to lock and no longer.
`jobassist.bootstrap` makes it; services take it as their first argument.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jobassist.errors import EnvironmentFault, UserError
from jobassist.ports.attachments import Attachments
from jobassist.ports.clock import Clock
from jobassist.ports.device import Device
from jobassist.ports.store import Store
from jobassist.records import User
from jobassist.settings import Settings

if TYPE_CHECKING:  # numpy comes with it, and nothing heavy may load before the first paint
    from jobassist.ports.speech import (
        Meter,
        Recogniser,
        Recordings,
        Samples,
        SoundSource,
        WrittenForm,
    )


def _no_sound_files(_file: Path) -> Samples:
    raise UserError("sound.file_unreadable")


def _no_meter(_microphone: str) -> Meter:
    raise EnvironmentFault("sound.no_microphone")


def _nobody() -> None:
    """Nobody wants to know of it."""


def _no_loudspeaker(_samples: Samples) -> None:
    raise EnvironmentFault("sound.no_loudspeaker")


@dataclass(slots=True)
class Session:
    """What a service needs: the store, who we are, the time, and the ears."""

    store: Store
    user: User
    device: Device
    clock: Clock
    settings: Settings
    recordings: Recordings
    attachments: Attachments
    written: Callable[[], WrittenForm]
    recogniser: Callable[[], Recogniser]  # starts the engine when first asked for
    microphone: Callable[[], SoundSource]
    microphones: Callable[[], list[str]] = list  # their names, the system's choice first
    microphone_level: Callable[[str], Meter] = _no_meter  # of one by name, "" the system's choice
    read_sound: Callable[[Path], Samples] = _no_sound_files  # as `ports.speech.ReadSoundFile`
    play: Callable[[Samples], None] = _no_loudspeaker  # returns at once
    token_renewed: Callable[[], None] = _nobody  # told when it is kept, before it is first used
    model_fit_for_notes: bool = False  # what the catalogue says of the model in the settings
