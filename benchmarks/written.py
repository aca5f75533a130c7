"""Written form: words a second, beside text2num alone on the same text.

text2num is the peer because it is the library that does part of the job; it writes numbers only.
"""

import csv
import time
from collections.abc import Callable
from pathlib import Path

from text_to_num import alpha2digit

from speech.written import Normaliser

PAIRS = Path(__file__).parents[1] / "tests" / "data" / "diktat.csv"
GOAL = 20_000


def run(seconds: float = 2.0) -> dict[str, object]:
    """Each side reads the dictations over and over for `seconds` on one thread."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        spoken = [row["talt"] for row in csv.DictReader(file)]
    started = time.perf_counter()
    written = Normaliser()
    written(spoken[0])
    load = time.perf_counter() - started
    ours = _words_per_second(written, spoken, seconds)
    peer = _words_per_second(lambda text: alpha2digit(text, "da"), spoken, seconds)
    return {
        "name": "written",
        "words_per_second": round(ours),
        "peer": "text2num alpha2digit",
        "peer_words_per_second": round(peer),
        "load_seconds": round(load, 3),
        "goal": GOAL,
        "met": ours > GOAL,
    }


def _words_per_second(write: Callable[[str], str], texts: list[str], seconds: float) -> float:
    count, started = 0, time.perf_counter()
    while (spent := time.perf_counter() - started) < seconds:
        for text in texts:
            write(text)
        count += sum(len(text.split()) for text in texts)
    return count / spent


if __name__ == "__main__":
    print(run())
