"""What the soak begins with: users, their cases, and a central that says when it is there."""

import socket
import subprocess

from benchmarks.sync._pushed import sent
from central import admin, devices
from central.access import Actor
from central.database import Database
from central.push import take_in
from jobassist.errors import EnvironmentFault
from jobassist.ids import new_id
from jobassist.records import Role
from jobassist.sync.wire import Batch

_ON_A_CASE = 3


def fill(url: str, users: int) -> list[str]:
    """A code for each user. Each coordinates a case; the next two users work on it as well."""
    made = [admin.user_add(url, f"Medarbejder {n}")["user"] for n in range(users)]
    database = Database(url)
    try:
        cases = [_case(database, number, user) for number, user in enumerate(made)]
    finally:
        database.close()
    for number, case in enumerate(cases):
        for colleague in range(1, min(_ON_A_CASE, users)):
            admin.grant(url, case, made[(number + colleague) % users])
    return [str(admin.enrolment_code(url, user)["code"]) for user in made]


def _case(database: Database, number: int, user: str) -> str:
    citizen, case = new_id(), new_id()
    about = {"cpr": f"7101{number:06d}", "given_name": "Borger", "family_name": str(number)}
    its = {"number": f"S-{number}", "citizen_id": citizen, "coordinator_id": user}
    operations = (
        sent("citizen", citizen, 0, about),
        sent("case", case, 0, {**its, "opened_on": "2026-09-01"}),
    )
    who = Actor(user, Role.CASEWORKER, new_id(), devices.today())
    answers = take_in(database, who, Batch(operations=operations))
    assert {answer.outcome for answer in answers} == {"applied"}
    return case


def free_port() -> int:
    """A port nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def ready(server: "subprocess.Popen[str]") -> None:
    """Wait until a central says that it serves. Raises: EnvironmentFault `central.port`."""
    said = server.stdout.readline() if server.stdout else ""
    if "ready" not in said:
        raise EnvironmentFault("central.port", port=0)
