"""What a device reads: the manifest, the feeds, and how much there is."""

from typing import Annotated

import sqlalchemy as sa
from fastapi import Depends, FastAPI, Header, Path, Query, Response

from central import access, anchor, clashing, feed, manifest, partner, vouching
from central.access import Actor
from central.refusal import RequestRefused
from central.routes.house import House, asking, problems
from jobassist.records import KINDS
from jobassist.sync.wire import MAX_PAGE, STORE_HEADER, STORE_PATTERN, Held, Manifest, Page


def _page(tx: sa.Connection, scope: str, after: int, limit: int) -> Page:
    """The scope's rows; for partners, those of the case that they may see, narrowed."""
    holder, _, case_id = scope.partition(":")
    if holder != "partner":
        return feed.page(tx, scope, after, limit)
    whole = feed.page(tx, access.case_scope(case_id), after, limit, partner.KINDS_SHOWN)
    return partner.narrowed(whole, scope)


def add(app: FastAPI, house: House) -> None:
    """Add the routes."""
    actor_of = asking(house)

    @app.get(
        "/manifest",
        response_model=Manifest,
        responses=problems(400, 401, 403, 422, 503) | {304: {"description": "As the tag says"}},
    )
    def read_manifest(
        actor: Annotated[Actor, Depends(actor_of)],
        if_none_match: Annotated[str | None, Header()] = None,
        store: Annotated[str | None, Header(alias=STORE_HEADER, pattern=STORE_PATTERN)] = None,
    ) -> Response:
        """Every scope the user may read now, with its head."""
        content, tag = manifest.build(house.database, house.central, actor, house.lease_days)
        headers = {"ETag": tag}
        if store is not None:
            headers[STORE_HEADER] = anchor.keep(house.database, actor.device_id, store)
        if if_none_match == tag:
            return Response(status_code=304, headers=headers)
        return Response(content, headers=headers, media_type="application/json")

    @app.get("/feed/{scope}", responses=problems(400, 401, 403, 422, 503))
    def page(
        actor: Annotated[Actor, Depends(actor_of)],
        scope: Annotated[str, Path(max_length=120)],
        after: Annotated[int, Query(ge=0, le=2**53)] = 0,
        limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 500,
    ) -> Page:
        """The scope's rows after a position, in order."""
        with house.database.read() as tx:
            if "\x00" in scope or not access.may_read(tx, actor, scope):
                raise RequestRefused(403, "scope_lost")
            found = vouching.vouch(
                tx, house.central, actor.device_id, _page(tx, scope, after, limit)
            )
            if not scope.startswith("partner:"):
                found = clashing.tell(tx, actor.user_id, found)
        if found.rows and ":" in scope:
            house.seen.note(actor, scope, len(found.rows))
        return found

    @app.get("/held/{kind}", responses=problems(400, 401, 403, 404, 422, 503))
    def held(
        actor: Annotated[Actor, Depends(actor_of)], kind: Annotated[str, Path(max_length=40)]
    ) -> Held:
        """How many records of a kind the user may read."""
        if kind not in KINDS:
            raise RequestRefused(404, "not_found")
        with house.database.read() as tx:
            scopes = [name for name, _ in access.readable(tx, actor)]
            if kind in partner.KINDS_SHOWN:
                scopes = [name.replace("partner:", "case:", 1) for name in scopes]
            return Held(kind=kind, count=feed.count(tx, scopes, kind))
