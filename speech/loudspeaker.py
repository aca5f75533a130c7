"""A short sound made audible: a doubtful word as it was spoken."""

from jobassist.errors import EnvironmentFault
from jobassist.ports.speech import SAMPLE_RATE, Samples


def play(samples: Samples) -> None:
    """Play it on the system's loudspeaker, in place of what is being played. Returns at once.

    Raises: EnvironmentFault `sound.no_loudspeaker`.
    """
    try:
        import sounddevice
    except OSError:  # PortAudio itself is not installed
        raise EnvironmentFault("sound.no_loudspeaker") from None
    try:
        sounddevice.play(samples, SAMPLE_RATE)
    except (sounddevice.PortAudioError, ValueError):
        raise EnvironmentFault("sound.no_loudspeaker", retryable=True) from None
