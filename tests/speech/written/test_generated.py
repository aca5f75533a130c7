"""Numbers, dates, times and ids made by a grammar: 400 with a known written form."""

import random

import pytest

from speech.written import Normaliser
from speech.written.dates import MONTHS
from speech.written.numbers import ORDINALS

WRITTEN = Normaliser()
ONES = tuple(
    [
        "nul",
        "en",
        "to",
        "tre",
        "fire",
        "fem",
        "seks",
        "syv",
        "otte",
        "ni",
        "ti",
        "elleve",
        "tolv",
        "tretten",
        "fjorten",
        "femten",
        "seksten",
        "sytten",
        "atten",
        "nitten",
    ]
)
TENS = ["", "", "tyve", "tredive", "fyrre", "halvtreds", "tres", "halvfjerds", "firs", "halvfems"]
DAYS = {n: name for name, n in ORDINALS.items() if name not in {"andet", "tredivde"}}


def say(n: int) -> str:
    if n < 20:
        return ONES[n]
    if n < 100:
        return (f"{ONES[n % 10]}og" if n % 10 else "") + TENS[n // 10]
    if n < 1000:
        rest = f" og {say(n % 100)}" if n % 100 else ""
        return f"{'et' if n < 200 else ONES[n // 100]} hundrede{rest}"
    head = f"{'et' if n < 2000 else say(n // 1000)} tusind"
    return head + (f" {say(n % 1000)}" if n % 1000 else "")


def amount(r: random.Random) -> tuple[str, str]:
    n = r.choice([r.randint(2, 99), r.randint(100, 999), r.randint(1000, 99_999)])
    grouped = f"{n:,}".replace(",", ".")
    spoken, written = r.choice([("kroner", "kr."), ("procent", "pct."), ("timer", "timer")])
    return f"det er {say(n)} {spoken} i alt", f"Det er {grouped} {written} i alt"


def count(r: random.Random) -> tuple[str, str]:
    n = r.randint(2, 99)
    return f"{say(n)} kandidater", f"{say(n).capitalize() if n < 13 else n} kandidater"


def day(r: random.Random) -> tuple[str, str]:
    d, m, y = r.randint(1, 28), r.randint(1, 12), r.randint(2001, 2049)
    said = r.choice([f"to tusind {say(y - 2000)}", f"to tusind og {say(y - 2000)}"])
    if y > 2010:
        said = r.choice([said, f"tyve {say(y - 2000)}"])
    if r.random() < 0.5:
        return f"den {DAYS[d]} {MONTHS[m - 1]} {said}", f"Den {d}. {MONTHS[m - 1]} {y}"
    return f"den {DAYS[d]} i {DAYS[m]} {said}", f"Den {d}.{m}.{y}"


def clock(r: random.Random) -> tuple[str, str]:
    h = r.randint(2, 12)
    said, minute = r.choice(
        [
            (f"kvart over {say(h)}", h * 60 + 15),
            (f"kvart i {say(h)}", h * 60 - 15),
            (f"halv {say(h)}", h * 60 - 30),
            (f"ti minutter over {say(h)}", h * 60 + 10),
            (f"fem i halv {say(h)}", h * 60 - 35),
            (f"{say(h)} tredive", h * 60 + 30),
            (f"{say(h)} nul fem", h * 60 + 5),
        ]
    )
    return f"mødet er klokken {said}", f"Mødet er kl. {minute // 60}.{minute % 60:02}"


def law(r: random.Random) -> tuple[str, str]:
    p, s = r.randint(2, 150), r.randint(2, 9)
    return f"efter paragraf {say(p)} stykke {say(s)} kan han", f"Efter § {p}, stk. {s}, kan han"


def identity(r: random.Random) -> tuple[str, str]:
    digits = [r.randint(0, 9) for _ in range(10)]
    said = " ".join(r.choice(["en", "et"]) if d == 1 else ONES[d] for d in digits)
    text = "".join(map(str, digits))
    return r.choice(
        [
            (f"p nummer {said}", f"P-nummer {text}"),
            (f"cpr nummer {said}", f"CPR-nummer {text[:6]}-{text[6:]}"),
        ]
    )


GRAMMAR = (amount, count, day, clock, law, identity, amount, day)
CASES = [GRAMMAR[n % len(GRAMMAR)](random.Random(n)) for n in range(400)]


@pytest.mark.parametrize(("spoken", "written"), CASES)
def test_generated(spoken: str, written: str):
    assert WRITTEN(f"{spoken} punktum") == written + "."
    assert WRITTEN(written) == written
