"""Opening a case in an emergency, and the access log that tells of it."""

from typing import Annotated

from fastapi import Depends, FastAPI, Path

from central import access, diary, glass
from central.access import Actor
from central.refusal import RequestRefused
from central.routes.house import House, asking, problems
from jobassist.records import CaseRole, Role
from jobassist.sync.wire_live import Glass, GlassRequest, LogEntries, LogEntry


def add(app: FastAPI, house: House) -> None:
    """Add the routes."""
    actor_of = asking(house)

    @app.post("/glass", responses=problems(400, 401, 403, 404, 413, 415, 422, 429, 503))
    def open_case(actor: Annotated[Actor, Depends(actor_of)], asked: GlassRequest) -> Glass:
        """Open a case that cannot wait, to read it for some hours."""
        with house.database.write() as tx:  # kept, however often the central starts anew
            seconds = glass.count_try(tx, actor)
        if seconds:
            raise RequestRefused(429, "too_many_tries", retry_after=seconds)
        if "\x00" in asked.case_number:
            raise RequestRefused(404, "not_found")
        with house.database.write() as tx:
            opened = glass.open_case(tx, actor, asked)
        if not opened.until:
            raise RequestRefused(403, "forbidden")
        return opened

    @app.get("/log/{scope}", responses=problems(400, 401, 403, 422, 503))
    def read_log(
        actor: Annotated[Actor, Depends(actor_of)], scope: Annotated[str, Path(max_length=120)]
    ) -> LogEntries:
        """Who saw and changed a case, for its coordinators and for IT."""
        holder, _, case_id = scope.partition(":")
        with house.database.write() as tx:
            roles = access.case_roles(tx, actor, case_id) if "\x00" not in scope else set()
            coordinates = holder == "case" and CaseRole.COORDINATOR in roles
            if not coordinates and (actor.role is not Role.IT_SUPPORT or "\x00" in scope):
                raise RequestRefused(403, "forbidden")
            entries = tuple(LogEntry(**entry) for entry in diary.of_subject(tx, scope))
            diary.note(tx, actor, "extract", scope, entries=len(entries))
        return LogEntries(entries=entries)
