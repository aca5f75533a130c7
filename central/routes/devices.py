"""A user's devices, how they are, those that are lost, and whether one is to be wiped."""

from typing import Annotated

import sqlalchemy as sa
from fastapi import Depends, FastAPI, Path

from central import conditions, schema
from central.access import Actor
from central.database import note_moved, now
from central.refusal import RequestRefused
from central.routes.house import House, asking, problems
from jobassist.sync.wire import ID_PATTERN
from jobassist.sync.wire_device import Condition, ConditionTaken, OwnDevice, OwnDevices, Standing

_Id = Annotated[str, Path(pattern=ID_PATTERN)]
_device = schema.device


def add(app: FastAPI, house: House) -> None:
    """Add the routes."""
    actor_of = asking(house)

    @app.get("/standing/{device}", responses=problems(422, 503))
    def standing(device: _Id) -> Standing:
        """Whether a device is to be wiped, so signed that it can be believed."""
        with house.database.read() as tx:
            row = tx.execute(sa.select(_device).where(_device.c.id == device)).one_or_none()
        if row is None or not row.wiped:
            return Standing(device=device, wipe=False)
        if row.told_wipe_at is None:
            with house.database.write() as tx:
                told = sa.update(_device).where(_device.c.id == device)
                tx.execute(told.values(told_wipe_at=now()))
        order = house.central.order_wipe(device, row.central_key)
        return Standing(device=device, wipe=True, order=order)

    @app.get("/devices", responses=problems(400, 401, 403, 422, 503))
    def own(actor: Annotated[Actor, Depends(actor_of)]) -> OwnDevices:
        """The user's own devices."""
        mine = sa.select(_device).where(_device.c.user_id == actor.user_id)
        with house.database.read() as tx:
            rows = tx.execute(mine.order_by(_device.c.enrolled_at, _device.c.id)).all()
        return OwnDevices(
            devices=tuple(
                OwnDevice(
                    id=row.id,
                    enrolled_at=row.enrolled_at,
                    seen_on=row.seen_on,
                    state=row.state,
                    this=row.id == actor.device_id,
                )
                for row in rows
            )
        )

    @app.put("/condition", responses=problems(400, 401, 403, 413, 415, 422, 503))
    def condition(actor: Annotated[Actor, Depends(actor_of)], told: Condition) -> ConditionTaken:
        """How the device that asks is, for IT support; it replaces what it told before."""
        with house.database.write() as tx:
            return ConditionTaken(at=conditions.keep(tx, actor.device_id, told))

    @app.post("/devices/{device}/lost", responses=problems(400, 401, 403, 404, 422, 503))
    def lost(actor: Annotated[Actor, Depends(actor_of)], device: _Id) -> Standing:
        """Report one of one's own devices as lost: it is let in no more, and wiped if it comes."""
        if device == actor.device_id:
            raise RequestRefused(403, "forbidden")
        mine = (_device.c.id == device) & (_device.c.user_id == actor.user_id)
        with house.database.write() as tx:
            marked = tx.execute(sa.update(_device).where(mine).values(wiped=True, state="lost"))
            if not marked.rowcount:
                raise RequestRefused(404, "not_found")
            note_moved(tx, {f"device:{device}": 0})
        return Standing(device=device, wipe=True)
