"""One held stream: what a device is told, from hello to goodbye."""

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool

from central import access, devices, manifest
from central.access import Actor
from central.database import Database, epoch_of
from central.identity import Identity
from central.live.hub import Hub, Listener
from jobassist.sync.wire_live import (
    BEAT,
    BEAT_SECONDS,
    Bye,
    Changed,
    Hello,
    LookAgain,
    event_bytes,
)

_BYE_SECONDS = (1.0, 10.0)  # so that a thousand laptops do not come back at once


async def events(
    database: Database, central: Identity, hub: Hub, actor: Actor, lease_days: int = 0
) -> AsyncIterator[bytes]:
    """The stream's bytes. It ends when the token does, or when the hub says so."""
    listener = Listener(actor.user_id, actor.device_id)
    hub.join(listener)
    try:
        until = await _learn(database, hub, listener, actor)
        _, etag = await run_in_threadpool(manifest.build, database, central, actor, lease_days)
        epoch = await run_in_threadpool(_epoch, database)
        yield event_bytes(
            Hello(protocol=actor.protocol, central=central.id, epoch=epoch, etag=etag)
        )
        while True:
            seconds = min(BEAT_SECONDS, (until - datetime.now(UTC)).total_seconds())
            woken = await _woken(listener, seconds)
            if listener.ended or (actor.expires and actor.expires <= datetime.now(UTC)):
                return
            if hub.closing:
                yield event_bytes(Bye(retry_after=round(random.uniform(*_BYE_SECONDS), 1)))
                return
            if listener.look_again or until <= datetime.now(UTC):
                listener.look_again = False
                actor = await run_in_threadpool(_as_now, database, actor)
                until = await _learn(database, hub, listener, actor)
                yield event_bytes(LookAgain())
            if scopes := listener.take():
                yield event_bytes(Changed(scopes=scopes))
            elif not woken:
                yield BEAT
    finally:
        hub.leave(listener)


def _epoch(database: Database) -> str:
    with database.read() as tx:
        return epoch_of(tx)


def _as_now(database: Database, actor: Actor) -> Actor:
    """The same user today, in the role and team they have now."""
    with database.read() as tx:
        role, team = devices.standing_of(tx, actor.user_id)
    return replace(actor, day=devices.today(), role=role, team=team)


async def _learn(database: Database, hub: Hub, listener: Listener, actor: Actor) -> datetime:
    """Hear of what the user may read now; the instant until which that is so."""

    def look() -> access.Sight:
        with database.read() as tx:
            return access.sight(tx, actor)

    seen = await run_in_threadpool(look)
    listener.narrowed = frozenset(seen.narrowed)
    hub.hear_of(listener, {*seen.everyones, *(access.case_scope(case) for case in seen.cases)})
    return min(seen.until, actor.expires or seen.until)


async def _woken(listener: Listener, seconds: float) -> bool:
    """Wait for something to tell; False when nothing happened in that time."""
    try:
        await asyncio.wait_for(listener.wake.wait(), max(seconds, 0.01))
    except TimeoutError:
        return False
    return True
