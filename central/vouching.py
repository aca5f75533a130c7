"""Signs what decides for everybody as it leaves: forms, rules, shared texts, words, policy."""

import sqlalchemy as sa

from central import schema
from central.database import epoch_of
from central.identity import Identity
from jobassist.records import KINDS
from jobassist.sync.vouched import statement
from jobassist.sync.wire import Page


def vouch(tx: sa.Connection, central: Identity, device_id: str, page: Page) -> Page:
    """The page with every row of such a kind signed by the key that the device knows."""
    places = [at for at, row in enumerate(page.rows) if KINDS[row.kind].vouched]
    if not places:
        return page
    device = schema.device.c
    known = tx.scalar(sa.select(device.central_key).where(device.id == device_id))
    epoch = page.epoch or epoch_of(tx)
    said = (statement(central.id, epoch, page.scope, page.rows[at]) for at in places)
    rows = list(page.rows)
    for at, vouched in zip(places, central.sign(said, known), strict=True):
        rows[at] = rows[at].model_copy(update={"vouched": vouched})
    return page.model_copy(update={"rows": tuple(rows)})
