"""Opening a case in an emergency (break the glass): to read, for hours, with a reason kept."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
import uuid_utils

from central import diary, schema
from central.access import Actor, case_scope, user_scope
from central.database import note_moved, stamp
from central.records import cases_numbered, load
from central.refusal import RequestRefused
from central.schema_law import access_log
from jobassist.records import CaseRole, Role
from jobassist.sync.wire_live import GLASS_HOURS, Glass, GlassRequest

MOST_A_DAY = 20
_A_DAY = timedelta(days=1)
_MAY = {Role.CASEWORKER, Role.COMPANY_CONSULTANT}


def count_try(tx: sa.Connection, actor: Actor) -> int:
    """Count a try of the user's, in the access log; the seconds to wait when they are too many."""
    subject, a_day_ago = user_scope(actor.user_id), datetime.now(UTC) - _A_DAY
    tried = sa.select(access_log.c.at).where(
        access_log.c.subject == subject,
        access_log.c.action == "glass",
        access_log.c.at > stamp(a_day_ago),
    )
    at = sorted(tx.scalars(tried))
    if len(at) >= MOST_A_DAY:
        first = datetime.fromisoformat(at[-MOST_A_DAY])
        return max(1, round((first - a_day_ago).total_seconds()))
    diary.note(tx, actor, "glass", subject, tried=True)
    return 0


def open_case(tx: sa.Connection, actor: Actor, asked: GlassRequest) -> Glass:
    """Open it, and log it. Raises: RequestRefused `forbidden`, `not_found`.

    The case of a citizen whose address is protected is not opened so: somebody who knows of the
    danger decides.
    """
    if actor.role not in _MAY:
        raise RequestRefused(403, "forbidden")
    found = cases_numbered(tx, asked.case_number)
    if len(found) != 1:
        raise RequestRefused(404, "not_found")
    case_id, said = found[0]
    citizen = load(tx, said["citizen_id"])
    if citizen is None or citizen.held.body["protected_address"]:
        diary.note(tx, actor, "glass", case_scope(case_id), refused=True, reason=asked.reason)
        return Glass(case=case_id, until="")
    until = stamp(datetime.now(UTC) + timedelta(hours=GLASS_HOURS))
    row = {"source_id": str(uuid_utils.uuid7()), "case_id": case_id, "user_id": actor.user_id}
    row |= {"role": CaseRole.READER.value, "from_day": actor.day.isoformat(), "until": until}
    row["to_day"] = (actor.day + timedelta(days=1)).isoformat()
    tx.execute(sa.insert(schema.access), row)
    diary.note(tx, actor, "glass", case_scope(case_id), until=until, reason=asked.reason)
    note_moved(tx, {f"access:{actor.user_id}": 0})
    return Glass(case=case_id, until=until)
