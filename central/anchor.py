"""The anchor: the furthest each device's store has come, told back to it at every manifest.

A store whose whole folder was put back to an earlier day, keyring and all, learns it here. The
state is three numbers (generation of the key, commit, revision of the header); the first that
differs decides. A device that was restored knowingly says so, and begins anew from what it has.
"""

import sqlalchemy as sa

from central.database import Database
from central.schema_anchor import anchor
from jobassist.sync.wire import STORE_ACCEPTED


def keep(database: Database, device_id: str, told: str) -> str:
    """Take in what a device tells of its store; returns the furthest that is known of it."""
    state, accepted = told.removesuffix(STORE_ACCEPTED), told.endswith(STORE_ACCEPTED)
    mine = anchor.c.device_id == device_id
    with database.read() as tx:
        known = tx.scalar(sa.select(anchor.c.state).where(mine))
    if known is not None and not accepted and _place(known) >= _place(state):
        return str(known)
    with database.write() as tx:
        known = tx.scalar(sa.select(anchor.c.state).where(mine).with_for_update())
        if known is None:
            tx.execute(sa.insert(anchor).values(device_id=device_id, state=state))
        elif accepted or _place(state) > _place(known):
            tx.execute(sa.update(anchor).where(mine).values(state=state))
        else:
            return str(known)
    return state


def _place(state: str) -> tuple[int, ...]:
    return tuple(map(int, state.split(".")))
