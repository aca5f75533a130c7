"""The practice case: what belongs to it never leaves this computer."""

from sqlalchemy import Connection, select

from jobassist.ports.store import PRACTICE
from jobassist.records import Kind, Record
from storage.schema import SETTING


def holds(connection: Connection, kind: Kind, record: Record) -> bool:
    """Whether the record is the practice case, its citizen, or something of that case."""
    query = select(SETTING.c.value).where(SETTING.c.key == PRACTICE)
    roots = (connection.execute(query).scalar() or "").split()
    if not roots:
        return False
    of_case = getattr(record, kind.case_field) if kind.case_field else ""
    return record.id in roots or of_case in roots
