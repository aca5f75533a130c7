"""Taking in what devices push."""

from typing import Annotated

from fastapi import Depends, FastAPI

from central.access import Actor
from central.database import epoch_of
from central.push import take_in
from central.refusal import RequestRefused
from central.routes.house import House, asking, problems, require_spoken
from jobassist.sync.wire import Answers, Batch


def add(app: FastAPI, house: House) -> None:
    """Add the route."""
    actor_of = asking(house)

    @app.post("/push", responses=problems(400, 401, 403, 409, 413, 415, 422, 503))
    def push(actor: Annotated[Actor, Depends(actor_of)], batch: Batch) -> Answers:
        """Take in operations; one answer for each."""
        require_spoken(batch.protocol)
        with house.database.read() as tx:
            epoch = epoch_of(tx)
        if batch.epoch not in (None, epoch):
            raise RequestRefused(409, "epoch")
        return Answers(answers=tuple(take_in(house.database, actor, batch)))
