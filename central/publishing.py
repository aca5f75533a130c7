"""What IT publishes for everybody: forms, rules, shared texts, policy.

They are records like those a librarian's device makes, and leave the central signed
(`central.vouching`). Whoever calls this has checked them: the rules are the laptop's.
"""

import hashlib
import json
from collections.abc import Iterable
from contextlib import closing
from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import uuid_utils

from central import devices, schema
from central.access import NEVER, ORGANISATION, team_scope
from central.database import Database, default_url, now
from central.feed import publish
from central.identity import identity
from central.live import news
from central.records import Stored, change, checked, insert, load
from jobassist.errors import UserError
from jobassist.records import KINDS, HouseFileKind, PhraseState

_BY_CENTRAL = ""
_ALONE = (HouseFileKind.POLICY, HouseFileKind.RULES)
"""Of these one file of a name is in use; forms have days from which each is used."""
_OWN = ("version", "author_id", "changed_at", "approved_by")
_TOLD = ("kind", "name", "version", "accepted_at", "withdrawn")


def file(database_url: str | None, kind: str, name: str, text: str) -> dict[str, Any]:
    """Publish a form, rules or a policy: `kind`, `name`, `version` (SHA-256), `rev`.

    What was published before and withdrawn is in use again. The same once more changes nothing.
    """
    version = hashlib.sha256(text.encode()).hexdigest()
    with closing(_open(database_url)) as database:
        central = identity(database)
        with database.write() as tx:
            if kind in _ALONE:
                _set_withdrawn(tx, [one for one in _files(tx, kind, name) if one[1] != version])
            rev = _put_file(tx, {"kind": kind, "name": name, "text": text}, version, central.id)
    return {"kind": kind, "name": name, "version": version, "rev": rev}


def texts(database_url: str | None, given: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Publish shared texts, each all of its fields in plain form: `added`, `changed`, `unchanged`.

    A text is known by its key and team. A changed one gets its next version; what it said before
    is kept beside it.
    """
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    with closing(_open(database_url)) as database, database.write() as tx:
        known = _texts(tx)
        for fields in given:
            stored_id = known.get((fields["key"], _place(fields.get("unit", ""))))
            stored = load(tx, stored_id) if stored_id else None
            counts[_put_text(tx, stored, fields)] += 1
    return counts


def withdraw(database_url: str | None, kind: str, name: str) -> dict[str, Any]:
    """Have nobody use it any longer: `kind`, `name`, `withdrawn` (how many versions).

    Raises: UserError `central.not_published`.
    """
    with closing(_open(database_url)) as database, database.write() as tx:
        count = take_back(tx, kind, name)
    return {"kind": kind, "name": name, "withdrawn": count}


def take_back(tx: sa.Connection, kind: str, name: str) -> int:
    """The same in a transaction: how many versions. Raises: UserError `central.not_published`."""
    if kind == "text":
        count = _withdraw_text(tx, name)
    else:
        count = _set_withdrawn(tx, _files(tx, kind, name))
    if not count:
        raise UserError("central.not_published")
    return count


def listed(database_url: str | None) -> list[dict[str, Any]]:
    """Every form, rule file and policy: `kind`, `name`, `version`, `accepted_at`, `withdrawn`."""
    with closing(_open(database_url)) as database, database.read() as tx:
        return files(tx)


def files(tx: sa.Connection) -> list[dict[str, Any]]:
    """The same, in use first."""
    record = schema.record.c
    rows = tx.execute(sa.select(record.rev, record.body).where(record.kind == "house_file"))
    bodies = ({**json.loads(row.body), "rev": row.rev} for row in rows)
    found = [{"rev": body["rev"], **{name: body[name] for name in _TOLD}} for body in bodies]
    return sorted(found, key=lambda one: (one["withdrawn"], one["kind"], one["name"]))


def count_texts(tx: sa.Connection) -> int:
    """How many shared texts there are, those included that are offered no longer."""
    phrases = sa.select(sa.func.count()).select_from(schema.record)
    return int(tx.scalar(phrases.where(schema.record.c.kind == "phrase")) or 0)


def forms(database_url: str | None) -> dict[str, str]:
    """The forms in use, by name, as they were published."""
    record = schema.record.c
    with closing(_open(database_url)) as database, database.read() as tx:
        rows = tx.scalars(sa.select(record.body).where(record.kind == "house_file"))
        bodies = [json.loads(body) for body in rows]
    used = [one for one in bodies if one["kind"] == HouseFileKind.FORM and not one["withdrawn"]]
    return {one["name"]: one["text"] for one in sorted(used, key=lambda one: one["accepted_at"])}


def _open(database_url: str | None) -> Database:
    database = Database(database_url or default_url())
    database.before_commit = lambda tx, moved: news.write_down(tx, moved, _BY_CENTRAL)
    return database


def _files(tx: sa.Connection, kind: str, name: str) -> list[tuple[str, str]]:
    """The id and version of every one of that name."""
    record = schema.record.c
    found = []
    for row in tx.execute(sa.select(record.id, record.body).where(record.kind == "house_file")):
        body = json.loads(row.body)
        if (body["kind"], body["name"]) == (kind, name):
            found.append((row.id, body["version"]))
    return sorted(found)


def _set_withdrawn(tx: sa.Connection, found: list[tuple[str, str]]) -> int:
    count = 0
    for id, _version in found:
        stored = load(tx, id)
        if stored is not None and not stored.held.body["withdrawn"]:
            publish(tx, change(tx, stored, {"withdrawn": True}, _BY_CENTRAL)[1])
            count += 1
    return count


def _put_file(tx: sa.Connection, said: dict[str, Any], version: str, by: str) -> int:
    id, kind = str(UUID(hex=version[:32])), KINDS["house_file"]
    stored = load(tx, id)
    if stored is not None:
        if not stored.held.body["withdrawn"]:
            return stored.held.rev
        held, places = change(tx, stored, {"withdrawn": False}, _BY_CENTRAL)
    else:
        own = {"version": version, "accepted_by": by, "accepted_at": now()}
        body = checked(kind, id, {**said, **own})
        held, places = insert(tx, kind, id, body, user_id=by, device_id=_BY_CENTRAL)
    publish(tx, places)
    return held.rev


def _texts(tx: sa.Connection) -> dict[tuple[str, str], str]:
    record = schema.record.c
    rows = tx.execute(sa.select(record.id, record.body).where(record.kind == "phrase"))
    bodies = ((row.id, json.loads(row.body)) for row in rows)
    return {(body["key"], _place(body["unit"])): id for id, body in bodies}


def _place(unit: str) -> str:
    return team_scope(unit) or ORGANISATION


def _put_text(tx: sa.Connection, stored: Stored | None, fields: dict[str, Any]) -> str:
    kind = KINDS["phrase"]
    own = {"state": PhraseState.APPROVED.value, "author_id": None, "approved_by": None}
    own["changed_at"] = now()
    if stored is None:
        id = str(uuid_utils.uuid7())
        body = checked(kind, id, {**fields, **own, "version": 1})
        publish(tx, insert(tx, kind, id, body, user_id=id, device_id=_BY_CENTRAL)[1])
        return "added"
    before = stored.held.body
    said = checked(kind, stored.id, {**before, **fields, "state": PhraseState.APPROVED.value})
    if all(said[name] == before[name] for name in said if name not in _OWN):
        return "unchanged"
    _keep_before(tx, before)
    new = {**said, **own, "version": before["version"] + 1}
    new = {name: value for name, value in new.items() if value != before[name]}
    publish(tx, change(tx, stored, new, _BY_CENTRAL)[1])
    return "changed"


def _keep_before(tx: sa.Connection, before: dict[str, Any]) -> None:
    """What the text said, in its version."""
    kind, id = KINDS["phrase_version"], str(uuid_utils.uuid7())
    body = checked(kind, id, {info.name: before[info.name] for info in kind.fields})
    publish(tx, insert(tx, kind, id, body, user_id=id, device_id=_BY_CENTRAL)[1])


def _withdraw_text(tx: sa.Connection, key: str) -> int:
    """A text whose last day has passed is offered no longer; notes that used it still name it."""
    yesterday = (devices.today() - timedelta(days=1)).isoformat()
    count = 0
    for (known, _), id in _texts(tx).items():
        stored = load(tx, id) if known == key else None
        if stored is None or (stored.held.body["valid_to"] or NEVER) <= yesterday:
            continue
        publish(tx, change(tx, stored, {"valid_to": yesterday}, _BY_CENTRAL)[1])
        count += 1
    return count
