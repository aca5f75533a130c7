"""Writes applications.csv: 300 made-up applications and what DOMAIN-like rules expect of each.

This is the second opinion: it imports nothing of the product and reckons in its own way (day
counts, a written-out table of places, weights by hand). Run it only to change the table, and read
the difference: `python tests/data/make_applications.py`.
"""

import csv
import random
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

TODAY = date(2026, 11, 2)
FOUR_WEEKS = {1, 2, 4}
PLACES = {**dict.fromkeys(range(10), 1), **{n: n // 5 for n in range(10, 51)}}
COLUMNS = [
    "nr", "art", "maalgruppe", "jobparat", "start", "slut", "samlet_start", "forlaengelse_nr",
    "minutter", "hoveder", "praktik", "loentilskud", "nytte", "integration", "saeson",
    "tidligere", "seneste", "erklaering", "rep", "cpr", "cvr", "p_nummer", "formaal_ord",
    "forventet",
]  # fmt: skip


def places(heads: int) -> int:
    """By counting: ten at fifty, and one more at each whole ten after."""
    if heads in PLACES:
        return PLACES[heads]
    found = 10
    for n in range(51, heads + 1):
        found += (n - 50) % 10 == 0
    return found


def days_allowed(group: int, fit_for_work: bool, extensions: int) -> int:
    if group in FOUR_WEEKS or (group == 12 and fit_for_work):
        return 28
    return 91 if extensions == 0 else 182 + 91 * (extensions - 1)


def cpr_ok(cpr: str) -> bool:
    if len(cpr) != 10:
        return False
    day, month, year, digit = int(cpr[:2]), int(cpr[2:4]), int(cpr[4:6]), int(cpr[6])
    if digit < 4:
        full = 1900 + year
    elif digit in (4, 9):
        full = (2000 if year < 37 else 1900) + year
    else:
        full = (2000 if year < 58 else 1800) + year
    return 1 <= month <= 12 and 1 <= day <= monthrange(full, month)[1]


def cvr_ok(cvr: str) -> bool:
    total = sum(int(d) * w for d, w in zip(cvr, [2, 7, 6, 5, 4, 3, 2, 1], strict=False))
    return len(cvr) == 8 and total % 11 == 0


def make_cvr(rng: random.Random, good: bool) -> str:
    while True:
        cvr = "99" + "".join(str(rng.randrange(10)) for _ in range(6))
        if cvr_ok(cvr) is good:
            return cvr


def make_cpr(rng: random.Random) -> str:
    fixed = [
        "2902004321",
        "2902005321",
        "0101901234",
        "0000000000",
        "3002901234",
        "0113901234",
        "2902001111",
        "3112994999",
        "290296123",
        "0101709000",
    ]
    if rng.random() < 0.3:
        return rng.choice(fixed)
    born = f"{rng.randint(1, 28):02}{rng.randint(1, 12):02}{rng.randint(0, 99):02}"
    return f"{born}{rng.randint(0, 9999):04}"


def expected(row: dict[str, object]) -> str:  # noqa: PLR0912 - one branch for each row of the law
    group = int(str(row["maalgruppe"]).split("-")[1])
    found = []
    if not cpr_ok(str(row["cpr"])):
        found.append("E cpr")
    if not cvr_ok(str(row["cvr"])):
        found.append("E cvr")
    if len(str(row["p_nummer"])) != 10:
        found.append("E p_nummer")
    start, end = row["start"], row["slut"]
    assert isinstance(start, date) and isinstance(end, date)
    if row["art"] != "ophoer":
        first = row["samlet_start"] if row["art"] == "forlaengelse" else start
        assert isinstance(first, date)
        extensions = int(str(row["forlaengelse_nr"] or 0))
        allowed = days_allowed(group, row["jobparat"] == "ja", extensions)
        if (end - first).days + 1 > allowed:
            found.append("W varighed")
        supported = int(row["praktik"]) + int(row["loentilskud"]) + int(row["nytte"])
        supported += 0 if row["art"] == "forlaengelse" else 1
        if row["integration"] == "nej" and supported > places(int(row["hoveder"])):
            found.append("W forhold")
        if int(row["minutter"]) > 37 * 60:
            found.append("E timer")
        if row["saeson"] == "ja":
            found.append("W saeson")
        if row["tidligere"] == "ja" and row["seneste"] == "ja":
            found.append("W seneste")
        if row["erklaering"] == "nej":
            found.append("E erklaering")
        if int(row["hoveder"]) > 1 and row["rep"] == "nej":
            found.append("E rep")
        if start < TODAY:
            found.append("E start")
        if int(row["formaal_ord"]) < 5:
            found.append("W formaal")
    return "; ".join(sorted(found))


def application(rng: random.Random, nr: int) -> dict[str, object]:
    art = rng.choice(["ny"] * 6 + ["forlaengelse"] * 3 + ["ophoer"])
    group = rng.randint(1, 13)
    fit = rng.choice(["ja", "nej"])
    start = TODAY + timedelta(days=rng.choice([-1, 0, 0, 1, 7, 60, 300]))
    extensions = rng.choice([1, 1, 2, 3]) if art == "forlaengelse" else ""
    earlier = rng.choice([28, 91, 182]) if art == "forlaengelse" else 0
    first = start - timedelta(days=earlier)
    limit = days_allowed(group, fit == "ja", int(extensions or 0))
    length = max(1, limit - earlier + rng.choice([-20, -1, 0, 0, 1, 1, 30]))
    heads = rng.choice(
        [0, 1, 2, 4, 5, 9, 10, 14, 15, 49, 50, 51, 59, 60, 61, 99, 100, rng.randrange(400)]
    )
    room = places(heads)
    there = max(0, room + rng.choice([-2, -1, -1, 0, 1]))
    internship = rng.randint(0, there)
    wage = rng.randint(0, there - internship)
    row: dict[str, object] = {
        "nr": nr,
        "art": art,
        "maalgruppe": f"LAB6-{group}",
        "jobparat": fit if group == 12 else "",
        "start": start,
        "slut": start + timedelta(days=length - 1),
        "samlet_start": first if art == "forlaengelse" else "",
        "forlaengelse_nr": extensions,
        "minutter": rng.choice([600, 1200, 1815, 2219, 2220, 2221, 2400]),
        "hoveder": heads,
        "praktik": internship,
        "loentilskud": wage,
        "nytte": there - internship - wage,
        "integration": rng.choice(["nej"] * 5 + ["ja"]),
        "saeson": rng.choice(["nej"] * 6 + ["ja"]),
        "tidligere": (former := rng.choice(["nej"] * 3 + ["ja"])),
        "seneste": rng.choice(["nej", "ja"]) if former == "ja" else "",
        "erklaering": rng.choice(["ja"] * 6 + ["nej"]),
        "rep": rng.choice(["ja"] * 6 + ["nej"]),
        "cpr": make_cpr(rng),
        "cvr": make_cvr(rng, rng.random() < 0.85),
        "p_nummer": "9"
        + "".join(str(rng.randrange(10)) for _ in range(rng.choice([9] * 8 + [8, 10]))),
        "formaal_ord": rng.choice([1, 4, 5, 6, 12]),
    }
    row["forventet"] = expected(row)
    return row


if __name__ == "__main__":
    rng = random.Random(20261122)
    with (
        Path(__file__).with_name("applications.csv").open("w", encoding="utf-8", newline="") as out
    ):
        table = csv.DictWriter(out, COLUMNS)
        table.writeheader()
        table.writerows(application(rng, nr) for nr in range(1, 301))
