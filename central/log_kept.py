"""How long the access log is kept, and how it goes: whole links of its chain, the oldest first.

The rule is dated data (`resources/rules/retention.toml`, subject `access_log`); the house may
keep the log longer. What goes is written down first (`access_trim`), signed with the central's key,
which does not lie in the database: the chain is followed from there, and a log that was cut short
behind the central shows it. The database itself lets no other entry be deleted.
"""

import base64
import re
import tomllib
from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import resources
from typing import Any

import sqlalchemy as sa
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from central import diary
from central.access import DENMARK
from central.database import Database, now, stamp
from central.identity import Identity
from central.schema_law import access_log, access_seal, access_trim
from jobassist.sync.wire import canonical

_MOST_LINKS = 5000
_PERIOD = re.compile(r"P(?P<count>\d{1,4})(?P<unit>[DM])")
_SAID = ("number", "at", "before", "entries")


def kept_from(today: date, months: int = 0) -> str:
    """The instant from which entries are kept, by the rule of the day or the organisation's own."""
    periods = [*_in_force(today), f"P{months}M"] if months else _in_force(today)
    first = min(_earlier(today, period) for period in periods)
    return stamp(datetime.combine(first, time(), DENMARK).astimezone(UTC))


def trim(database: Database, central: Identity, before: str) -> int:
    """Delete the links whose every entry is older; how many entries went."""
    seals, log = access_seal.c, access_log.c
    with database.write() as tx:
        last = tx.execute(_latest.with_for_update()).one_or_none()
        begun = last.number if last else 0
        old = sa.select(seals.number).where(seals.at < before, seals.number > begun)
        number = max(tx.scalars(old.order_by(seals.number).limit(_MOST_LINKS)), default=None)
        if number is None:
            return 0
        link = tx.scalar(sa.select(seals.hash).where(seals.number == number))
        gone = log.seal <= number
        count = tx.scalar(sa.select(sa.func.count()).select_from(access_log).where(gone))
        told = {"number": number, "at": now(), "before": before, "entries": int(count or 0)}
        statement = _statement(central.id, told, str(link))
        signature = central.keys.present.sign(statement.encode())
        row = {**told, "statement": statement, "signature": signature}
        tx.execute(sa.insert(access_trim), row)
        tx.execute(sa.delete(access_log).where(gone))
        tx.execute(sa.delete(access_seal).where(seals.number < number))
        diary.note(tx, None, "trim", "log", before=before, entries=told["entries"])
    return int(told["entries"])


def broken_at(tx: sa.Connection, central: Identity) -> int | None:
    """The number of the first link that does not fit, from where the log was trimmed; None: whole.

    A trim that the central did not sign, or that took what was not old, is a break.
    """
    last = tx.execute(_latest).one_or_none()
    if last is None:
        return diary.broken_at(tx)
    link = tx.scalar(sa.select(access_seal.c.hash).where(access_seal.c.number == last.number))
    told = {name: getattr(last, name) for name in _SAID}
    statement = _statement(central.id, told, str(link))
    keys = (key.public for key in central.keys.signing)
    if last.statement != statement or not _is_signed(statement, last.signature, keys):
        return int(last.number)
    left = sa.select(access_log.c.id).where(access_log.c.seal <= last.number).limit(1)
    if last.before >= last.at or tx.scalar(left) is not None:
        return int(last.number)
    return diary.broken_at(tx, last.number, str(link))


_latest = sa.select(access_trim).order_by(access_trim.c.number.desc()).limit(1)


def _statement(central_id: str, told: dict[str, Any], link: str) -> str:
    return "jobassist-log:" + canonical({**told, "central": central_id, "hash": link})


def _is_signed(statement: str, signature: str, keys: Iterable[str]) -> bool:
    for key in keys:
        try:
            public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key))
            public.verify(base64.b64decode(signature, validate=True), statement.encode())
        except (InvalidSignature, ValueError):
            continue
        return True
    return False


def _in_force(today: date) -> list[str]:
    """The periods of the rules that hold today; the longest counts."""
    return [
        rule["keep"]
        for rule in _rules()
        if rule["valid_from"] <= today <= rule.get("valid_to", date.max)
    ]


def _earlier(day: date, period: str) -> date:
    """The day so many days or months earlier; a month too short ends on its last day."""
    found = _PERIOD.fullmatch(period)
    if found is None:
        raise ValueError(period)
    count = int(found["count"])
    if found["unit"] == "D":
        return day - timedelta(days=count)
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@cache
def _rules() -> tuple[dict[str, Any], ...]:
    text = resources.files("resources.rules").joinpath("retention.toml").read_text("utf-8")
    return tuple(one for one in tomllib.loads(text)["rule"] if one["subject"] == "access_log")
