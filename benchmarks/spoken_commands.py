"""Commands as they are spoken: how many are obeyed, and how much ordinary speech is taken for one.

Every command in voices that nothing was fitted on, each alone between two pauses, dictated through
the engine; short ordinary sayings in the same voices, many of them chosen to sound like a command;
and stretches of real speech, where recordings are given. The peer is what was decoded compared as
text. Times are from the last sound to the answer, with commands listened for and without.
"""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks._commands import NOTE, short_sayings
from benchmarks._utterances import in_voice, recorded
from jobassist.ports.speech import SAMPLE_RATE, Committed, Finished, Heard, Samples
from jobassist.services.command_sound import listened_for, order
from jobassist.services.commands import COMMANDS, SECTIONS, Order, heard
from speech.recogniser import EngineRecogniser, open_recogniser

VOICES = ("da+m1", "da+m2", "da+m4", "da+m6", "da+m8", "da+f1", "da+f3", "da+f4")
SPEEDS = (140, 160, 180)
GOAL_TAKEN, GOAL_TIMES_BY_TEXT = 0, 2.0
_BLOCK = SAMPLE_RATE // 10
_PIECE = int(1.2 * SAMPLE_RATE)
_PAUSE = SAMPLE_RATE
_PAUSED_AT = 0.0008  # a quiet room
_SAYINGS = (
    "mødet er udsat", "alt er i orden", "hun har fri", "han er hjemme", "det aftaler vi",
    "ja det er godt",
    "nej desværre", "jeg ringer i morgen", "vi ser på det", "hun er startet", "han er stoppet",
    "det var en fejl", "de ventede længe", "hans kone kom med", "lægen er enig", "fem minutter",
    "tolv timer om ugen", "i foråret", "efter sommerferien", "om to uger", "hver anden dag",
    "hun har det bedre", "ryggen er værre", "det er for hårdt", "for langt væk", "for få timer",
    "fortsat sygemeldt", "forløbet er slut", "forældrene hjælper", "forstår alt", "formiddag",
    "stadig ledig", "stille dag", "stærke smerter", "stået op", "stoler på os",
    "støttes af sin mor",
    "slem hovedpine", "slidt op", "slutdato i maj", "sletter intet", "slap godt af",
    "næsten færdig", "næsten altid", "naboen hjælper", "næppe muligt", "netop startet",
    "springer let fra", "sprogskole om tirsdagen", "sprog er svært", "får det gjort",
    "gået hjem", "går meget godt", "går tur hver dag", "godt tilfreds", "gerne ordinært job",
    "undervejs", "uden problemer", "uddannet kok", "ufaglært", "ugentlig kontakt",
    "bor alene", "bedt om hjælp", "betaler selv", "bestemt ikke", "brev er sendt",
    "diktatet blev godt", "dit og dat", "dialogen er god", "digital post",
    "felter og marker", "fælles plan", "følger planen", "færdig på fredag",
    "kan selv", "kom for sent", "kører bil", "klar til job", "kontakt i uge ti",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """Something said; `order` is None of ordinary speech."""

    said: str
    voice: str
    order: Order | None
    sound: Samples


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it by its text alone and by its sound as well."""

    case: Case
    text: str
    by_text: Order | None
    by_both: Order | None
    seconds: float


def run(
    *,
    size: float = 1.0,
    model_dir: Path,
    recordings: Path | None = None,
    report: Callable[[str], None] = lambda _: None,
) -> dict[str, object]:
    """Measure with `size` x (8 voices for each command, 3 for each saying)."""
    command = [sys.executable, "-m", "speech.engine"]
    engine = open_recogniser(model_dir, model_dir.name, command)
    material = [
        *_given(max(1, round(len(VOICES) * size))),
        *_ordinary(max(1, round(3 * size)), size),
        *(_pieces(recordings) if recordings else ()),
    ]
    outcomes: list[Outcome] = []
    try:
        engine.warm_up()
        _learn(engine)
        for number, case in enumerate(material, start=1):
            outcomes.append(dictated(engine, case))
            if number % 20 == 0 or number == len(material):
                report(f"{number}/{len(material)}")
        plain = [dictated(engine, one, listen=False).seconds for one in material[::8]]
    finally:
        engine.close()
    return {**figures(outcomes), "seconds_without_commands_median": median(plain)}


def figures(outcomes: list[Outcome]) -> dict[str, object]:
    """Shares and counts beside the goals."""
    given = [one for one in outcomes if one.case.order]
    ordinary = [one for one in outcomes if not one.case.order]
    by_text = sum(one.by_text == one.case.order for one in given)
    by_both = sum(one.by_both == one.case.order for one in given)
    taken = [one for one in ordinary if one.by_both]
    times = by_both / max(1, by_text)
    return {
        "peer": "the decoded text alone",
        "commands": len(given),
        "obeyed": by_both / max(1, len(given)),
        "peer_obeyed": by_text / max(1, len(given)),
        "obeyed_wrongly": sum(bool(one.by_both) for one in given) - by_both,
        "ordinary": len(ordinary),
        "taken": len(taken),
        "peer_taken": sum(bool(one.by_text) for one in ordinary),
        "taken_of_these": sorted({f"{one.case.said} ({one.case.voice})" for one in taken}),
        "obeyed_by_command": {
            name: f"{sum(one.by_both == one.case.order for one in own)}/{len(own)}"
            for name in dict.fromkeys(one.case.order.name for one in given if one.case.order)
            for own in [[one for one in given if one.case.order and one.case.order.name == name]]
        },
        "seconds_median": median(one.seconds for one in outcomes),
        "ratio": times,
        "goal": {"taken": GOAL_TAKEN, "obeyed_times_by_text": GOAL_TIMES_BY_TEXT},
        "met": len(taken) <= GOAL_TAKEN and times >= GOAL_TIMES_BY_TEXT,
    }


def dictated(engine: EngineRecogniser, case: Case, *, listen: bool = True) -> Outcome:
    """Dictate it and let go of the key a little after its end."""
    committed: list[Committed] = []
    done = threading.Event()

    def on_heard(news: Heard) -> None:
        if isinstance(news, Committed):
            committed.append(news)
        elif isinstance(news, Finished):
            done.set()

    ear = engine.listen(on_heard, commands=listened_for() if listen else ())
    for first in range(0, len(case.sound), _BLOCK):
        ear.feed(case.sound[first : first + _BLOCK])
    fed = time.perf_counter()
    ear.finish()
    done.wait()
    seconds = time.perf_counter() - fed
    text = " ".join(one.segment.text for one in committed)
    by_text = heard(text, NOTE) if len(committed) == 1 else None
    key = next((one.command for one in committed if one.command), None)
    return Outcome(case, text, by_text, by_text or (order(key) if key else None), seconds)


def _learn(engine: EngineRecogniser) -> None:
    """As it has a few seconds after a dictation began."""
    engine.listen(lambda _: None, commands=listened_for()).cancel()
    nothing = np.zeros(SAMPLE_RATE // 10, np.float32)
    for _ in range(len(listened_for()) // 4):
        engine.transcribe(nothing)


def _given(voices: int) -> Iterator[Case]:
    forms = [(form, Order(one.name)) for one in COMMANDS for form in one.forms]
    forms += [
        (f"gå til {form}", Order("go_to", one.name)) for one in SECTIONS for form in one.forms
    ]
    for number, ((form, wanted), turn) in enumerate(product(forms, range(voices))):
        yield _case(form, number + turn, wanted)


def _ordinary(voices: int, size: float) -> Iterator[Case]:
    sayings = [*short_sayings(), *_SAYINGS]
    for number, (saying, turn) in enumerate(
        product(sayings[:: max(1, round(1 / size))], range(voices))
    ):
        yield _case(saying, 3 * number + turn, None)


def _case(said: str, number: int, wanted: Order | None) -> Case:
    voice, speed = VOICES[number % len(VOICES)], SPEEDS[number // len(VOICES) % len(SPEEDS)]
    return Case(said, voice, wanted, _alone(in_voice(said, voice, speed)))


def _pieces(recordings: Path) -> Iterator[Case]:
    for each in recorded(recordings):
        for first in range(0, len(each.sound) - _PIECE, _PIECE):
            piece = each.sound[first : first + _PIECE]
            yield Case(each.text, "recording", None, _alone(piece))


def _alone(sound: Samples) -> Samples:
    """Between two pauses of a quiet room."""
    room = np.random.default_rng(1).normal(0, _PAUSED_AT, len(sound) + 2 * _PAUSE)
    room[_PAUSE : _PAUSE + len(sound)] += 0.5 * sound
    quiet: Samples = room.astype(np.float32)
    return quiet
