"""Names of the open case in dictation: hotwords in the prompt, or rescoring, or neither.

Sentences with a citizen's name, a company and a place, by synthetic voices; each is decoded
plainly, with the case's vocabulary as the engine weighs it, and by faster-whisper with the same
words as hotwords (and without, as its own plain way). Names are counted as they should be written.
Ordinary sentences are decoded with the same vocabulary, to see what is put where nobody said it,
and silence to see what is echoed; and once more with names that are nearly the words that are said,
as a team's or a house's may be: there the ordinary words are right.
"""

import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from statistics import mean

import numpy as np
import psutil

from benchmarks._plain import Plain
from benchmarks._utterances import rate, spoken, synthetic, word_errors, words
from jobassist.ports.speech import SAMPLE_RATE
from speech.recogniser import open_recogniser

GIVEN = ("Kirsten", "Mohammad", "Anne-Mette", "Torben", "Fatima", "Lisbeth", "Yusuf", "Gunnar")
FAMILY = ("Holmgaard", "Thorsager", "Østergaard", "Rahimi", "Bundgaard", "Kjeldsen", "Vestergaard")
COMPANIES = (
    "Nordjysk Tømmerhandel",
    "Skagen Fiskeindustri",
    "Bispensgade Bageri",
    "Limfjord Maskinfabrik",
)
PLACES = ("Strandby", "Hjallerup", "Ålbæk", "Dybvad", "Jerup")
FRAMES = (
    "{given} {family} ringede i dag om sin praktik",
    "Vi har aftalt et møde med {given} {family} på torsdag",
    "{company} i {place} har plads til en praktikant",
    "{given} vil gerne begynde hos {company}",
    "Borgeren bor i {place} og cykler til {company}",
)


_LONG, _NEAR = 5, 6
_CONFUSED = dict(zip("aeiouæødtkgnmlrsvfbp", "oieuoeobdgkmnrlzfvpb", strict=True))


def run(
    *, size: float = 1.0, model_dir: Path, report: Callable[[str], None] = lambda _: None
) -> dict[str, object]:
    """Measure on `size` x 60 sentences with names and a third as many without; in seconds."""
    threads = psutil.cpu_count(logical=False) or 1
    command = [sys.executable, "-m", "speech.engine"]
    engine = open_recogniser(model_dir, model_dir.name, command, threads)
    cases = list(sentences(max(1, round(60 * size))))
    ordinary = [each.text for each in synthetic(max(1, round(20 * size)))]
    ways: dict[str, _Way] = {way: _Way() for way in ("plain", "engine", "peer", "peer_hotwords")}
    try:
        engine.warm_up()
        with closing(Plain(model_dir, threads)) as peer:
            for number, (text, vocabulary) in enumerate(cases):
                sound = spoken(text, number)
                for way in ("plain", "engine"):
                    heard = engine.transcribe(
                        sound, vocabulary=vocabulary if way == "engine" else ()
                    )
                    ways[way].note(text, heard.text, vocabulary, heard.processing_seconds)
                for way in ("peer", "peer_hotwords"):
                    hotwords = ", ".join(vocabulary) if way == "peer_hotwords" else None
                    seconds, said = peer.decode(sound, fallback=False, hotwords=hotwords)
                    ways[way].note(text, said, vocabulary, seconds)
                report(f"{number + 1}/{len(cases)}")
            for number, (text, near) in enumerate(near_names(ordinary)):
                sound = spoken(text, number)
                ways["engine"].near += _held(engine.transcribe(sound, vocabulary=near).text, near)
                said = peer.decode(sound, fallback=False, hotwords=", ".join(near))[1]
                ways["peer_hotwords"].near += _held(said, near)
            nothing = np.random.default_rng(1).normal(0, 0.002, 3 * SAMPLE_RATE).astype(np.float32)
            vocabulary = cases[0][1]
            for number, text in enumerate(ordinary):
                sound = spoken(text, number)
                ways["engine"].intrude(
                    engine.transcribe(sound, vocabulary=vocabulary).text, vocabulary
                )
                said = peer.decode(sound, fallback=False, hotwords=", ".join(vocabulary))[1]
                ways["peer_hotwords"].intrude(said, vocabulary)
            ways["engine"].echo = engine.transcribe(nothing, vocabulary=vocabulary).text
            ways["peer_hotwords"].echo = peer.decode(
                nothing, fallback=False, hotwords=", ".join(vocabulary)
            )[1]
    finally:
        engine.close()
    figures = {name: way.figures() for name, way in ways.items()}
    gained = ways["plain"].names_wrong - ways["engine"].names_wrong
    return {
        "sentences": len(cases),
        "ordinary_sentences": len(ordinary),
        "beside": "faster-whisper with and without hotwords, padded, no fallback",
        **figures,
        "ratio": ways["engine"].names_wrong / max(1, ways["plain"].names_wrong),
        "goal": 1.0,
        "met": gained > 0 and ways["engine"].intruders == 0 and not ways["engine"].echo,
    }


def sentences(count: int) -> list[tuple[str, list[str]]]:
    """Sentences with names, each with the vocabulary of a case that holds them and others."""
    chance = np.random.default_rng(11)
    found = []
    for number in range(count):
        given, family = str(chance.choice(GIVEN)), str(chance.choice(FAMILY))
        company, place = str(chance.choice(COMPANIES)), str(chance.choice(PLACES))
        text = FRAMES[number % len(FRAMES)].format(
            given=given, family=family, company=company, place=place
        )
        others = [str(chance.choice(each)) for each in (GIVEN, FAMILY, COMPANIES, PLACES)]
        found.append((text, list(dict.fromkeys([given, family, company, place, *others]))))
    return found


def near_names(texts: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Each text with names that differ by a letter from words that are said in it."""
    chance = np.random.default_rng(4)
    found = []
    for text in texts:
        long = [word for word in words(text) if len(word) >= _LONG]
        picked = [str(word) for word in chance.permutation(sorted(set(long)))[:_NEAR]]
        found.append((text, [_nearly(word, int(chance.integers(1, len(word)))) for word in picked]))
    return found


def _nearly(word: str, place: int) -> str:
    letter = word[place]
    return (word[:place] + _CONFUSED.get(letter, 2 * letter) + word[place + 1 :]).capitalize()


class _Way:
    """What one way of decoding came to."""

    def __init__(self) -> None:
        self._texts: list[tuple[str, str]] = []
        self._seconds: list[float] = []
        self.names = self.names_wrong = self.intruders = self.near = 0
        self.echo = ""

    def note(self, said: str, heard: str, vocabulary: Sequence[str], seconds: float) -> None:
        """A sentence with names was heard so."""
        self._texts.append((said, heard))
        self._seconds.append(seconds)
        for name in vocabulary:
            if _holds(said, name):
                self.names += 1
                self.names_wrong += not _holds(heard, name)
            else:
                self.intruders += _holds(heard, name)

    def intrude(self, heard: str, vocabulary: Sequence[str]) -> None:
        """A sentence without any of these names was heard so."""
        self.intruders += sum(_holds(heard, name) for name in vocabulary)

    def figures(self) -> dict[str, object]:
        """Shares of names, and word errors over all."""
        references, heard = zip(*self._texts, strict=True)
        return {
            "names": self.names,
            "names_wrong": self.names_wrong,
            "name_error_rate": self.names_wrong / max(1, self.names),
            "names_nobody_said": self.intruders,
            "names_in_place_of_words_like_them": self.near,
            "wer": rate(word_errors(list(references), list(heard))),
            "echo_in_silence": len(words(self.echo)),
            "seconds_mean": mean(self._seconds),
        }


def _held(text: str, names: Sequence[str]) -> int:
    return sum(_holds(text, name) for name in names)


def _holds(text: str, name: str) -> bool:
    wanted, there = words(name), words(text)
    ends = (wanted, [*wanted[:-1], wanted[-1] + "s"])
    return any(
        there[n : n + len(each)] == each for each in ends for n in range(len(there) - len(each) + 1)
    )
