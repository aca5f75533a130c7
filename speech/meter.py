"""How loud a microphone is, channel by channel, for whoever is choosing one. Nothing is kept."""

from time import monotonic

from speech.sound_card import SoundCard

STALE_SECONDS = 0.6  # a device that is gone just stops calling


class Meter:
    """A `ports.speech.Meter` on the microphone `device`; "" is the system's choice.

    Raises: EnvironmentFault `sound.no_microphone`, also when that very device is not there.
    """

    def __init__(self, device: str) -> None:
        self._card = SoundCard(device, only=True, all_channels=True)

    @property
    def levels(self) -> tuple[float, ...]:
        """Each channel's peak in the last twentieth of a second; empty when no sound comes."""
        at, levels = self._card.levels
        return levels if monotonic() - at < STALE_SECONDS else ()

    def close(self) -> None:
        """Let go of the microphone."""
        self._card.close()
