"""Enrolling a device."""

from fastapi import FastAPI, Request

from central import devices, logins
from central.guard import Tries
from central.refusal import RequestRefused
from central.routes.house import House, Spoken, problems, require_spoken
from jobassist.sync.wire import Enrolled, Enrolment


def add(app: FastAPI, house: House) -> None:
    """Add the route."""
    tries = Tries()

    def known(asked: Enrolment) -> logins.Known | None:
        if asked.login is None:
            return None
        if house.login is None:
            raise RequestRefused(400, "bad_login")
        device = asked.device
        return logins.know(house.login, asked.login, device.id, device.public_key)

    @app.post("/enrol", responses=problems(400, 403, 409, 413, 415, 422, 429, 503))
    def enrol(request: Request, spoken: Spoken, asked: Enrolment) -> Enrolled:
        """Enrol a device by a one-time code, or by a login in the browser."""
        require_spoken(asked.protocol)
        caller = request.client.host if request.client else "unknown"
        if seconds := tries.wait(caller):
            raise RequestRefused(429, "too_many_tries", retry_after=seconds)
        try:
            return devices.enrol(house.database, house.central, asked, spoken, login=known(asked))
        except RequestRefused as refused:
            if refused.code == "bad_code":
                tries.fail(caller)
            raise
