"""What IT support does on the pages. Each deed is one transaction, and in the access log by name.

Words of an error are the error's own (`jobassist.messages`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from central import devices, diary, logins, people, publishing, schema, tokens
from central.connectors import outbox
from central.database import note_moved
from central.feed import publish
from central.post import queue
from jobassist.errors import UserError

Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: the page to show next, the word for it, and a code that is shown once."""

    to: str
    word: str
    code: str = ""


def wipe(tx: sa.Connection, by: str, form: Form) -> Done:
    """Have a device wiped at its next contact."""
    _mark(tx, form["device"], wiped=True)
    diary.note(tx, None, "wipe", f"device:{form['device']}", by=by)
    return Done(f"devices/{form['device']}", "done.wipe")


def keep(tx: sa.Connection, by: str, form: Form) -> Done:
    """Take the wipe back, as long as the device has not been told."""
    device = schema.device.c
    told = sa.select(device.told_wipe_at).where(device.id == form["device"]).with_for_update()
    if tx.scalar(told) is not None:
        raise UserError("desk.told_already")
    _mark(tx, form["device"], wiped=False)
    diary.note(tx, None, "wipe", f"device:{form['device']}", by=by, undone=True)
    return Done(f"devices/{form['device']}", "done.keep")


def revoke(tx: sa.Connection, by: str, form: Form) -> Done:
    """Let a device in no more; what it holds stays there until it enrols again."""
    _mark(tx, form["device"], state="revoked")
    tokens.end_all(tx, form["device"])
    diary.note(tx, None, "revoke", f"device:{form['device']}", by=by)
    return Done(f"devices/{form['device']}", "done.revoke")


def shut_out(tx: sa.Connection, by: str, form: Form) -> Done:
    """Let in none of a user's devices any more."""
    _require_user(tx, form["user"])
    logins.shut_out(tx, form["user"])
    diary.note(tx, None, "revoke", f"user:{form['user']}", by=by)
    return Done(f"users/{form['user']}", "done.shut_out")


def add_user(tx: sa.Connection, by: str, form: Form) -> Done:
    """Make an employee, with a code for their first computer."""
    user = people.add(tx, form["name"], form["role"], form["org_unit"])
    diary.note(tx, None, "user", f"user:{user}", by=by)
    return Done(f"users/{user}", "done.add_user")


def move_user(tx: sa.Connection, by: str, form: Form) -> Done:
    """Give an employee another role or team."""
    people.move(tx, form["user"], form["role"], form["org_unit"])
    diary.note(tx, None, "user", f"user:{form['user']}", by=by, role=form["role"])
    return Done(f"users/{form['user']}", "done.move_user")


def new_code(tx: sa.Connection, by: str, form: Form) -> Done:
    """A one-time code for a computer of an employee."""
    _require_user(tx, form["user"])
    code = devices.new_code(tx, form["user"])
    diary.note(tx, None, "enrol", f"user:{form['user']}", by=by)
    return Done(f"users/{form['user']}", "done.new_code", code)


def end_codes(tx: sa.Connection, by: str, form: Form) -> Done:
    """No unused code of an employee is good any more."""
    code = schema.enrolment_code
    unused = (code.c.user_id == form["user"]) & code.c.used_by.is_(None)
    tx.execute(sa.delete(code).where(unused))
    diary.note(tx, None, "enrol", f"user:{form['user']}", by=by, ended=True)
    return Done(f"users/{form['user']}", "done.end_codes")


def retry_letter(tx: sa.Connection, by: str, form: Form) -> Done:
    """Put a failed letter back into the queue."""
    _, places = queue.again(tx, form["letter"])
    diary.note(tx, None, "retry", f"letter:{form['letter']}", by=by)
    publish(tx, places)
    return Done("post", "done.retry")


def retry_delivery(tx: sa.Connection, by: str, form: Form) -> Done:
    """Try a dead delivery again."""
    outbox.again(tx, form["delivery"])
    diary.note(tx, None, "retry", f"delivery:{form['delivery']}", by=by)
    return Done("connectors", "done.retry")


def withdraw(tx: sa.Connection, by: str, form: Form) -> Done:
    """Have nobody use a form, rules or a policy any longer."""
    count = publishing.take_back(tx, form["kind"], form["name"])
    diary.note(tx, None, "publish", f"published:{form['kind']}", by=by, withdrawn=count)
    return Done("published", "done.withdraw")


Deed = Callable[[sa.Connection, str, Form], Done]
DEEDS: dict[str, tuple[Deed, frozenset[str]]] = {
    "wipe": (wipe, frozenset({"device"})),
    "keep": (keep, frozenset({"device"})),
    "revoke": (revoke, frozenset({"device"})),
    "shut-out": (shut_out, frozenset({"user"})),
    "add-user": (add_user, frozenset({"name", "role", "org_unit"})),
    "move-user": (move_user, frozenset({"user", "role", "org_unit"})),
    "new-code": (new_code, frozenset({"user"})),
    "end-codes": (end_codes, frozenset({"user"})),
    "retry-letter": (retry_letter, frozenset({"letter"})),
    "retry-delivery": (retry_delivery, frozenset({"delivery"})),
    "withdraw": (withdraw, frozenset({"kind", "name"})),
}
"""Every deed by the name that forms give it, with the fields it needs."""

ASKED_TWICE = {"wipe", "revoke", "shut-out", "withdraw"}
"""What is done only after a page has asked whether it is meant."""


def _mark(tx: sa.Connection, device_id: str, **values: object) -> None:
    device = schema.device
    marked = tx.execute(sa.update(device).where(device.c.id == device_id).values(**values))
    if not marked.rowcount:
        raise UserError("central.no_such_device")
    note_moved(tx, {f"device:{device_id}": 0})


def _require_user(tx: sa.Connection, user_id: str) -> None:
    devices_user = sa.select(schema.record.c.id).where(
        schema.record.c.id == user_id, schema.record.c.kind == "user"
    )
    if tx.scalar(devices_user) is None:
        raise UserError("central.no_such_user")
