"""Enrolling a device."""

from fastapi import FastAPI, Request

from central import devices
from central.guard import Tries
from central.refusal import RequestRefused
from central.routes.house import House, Spoken, problems, require_spoken
from jobassist.sync.wire import Enrolled, Enrolment


def add(app: FastAPI, house: House) -> None:
    """Add the route."""
    tries = Tries()

    @app.post("/enrol", responses=problems(400, 403, 409, 413, 422, 429, 503))
    def enrol(request: Request, spoken: Spoken, asked: Enrolment) -> Enrolled:
        """Enrol a device by a one-time code."""
        require_spoken(asked.protocol)
        caller = request.client.host if request.client else "unknown"
        if seconds := tries.wait(caller):
            raise RequestRefused(429, "too_many_tries", retry_after=seconds)
        try:
            return devices.enrol(house.database, house.central, asked, spoken)
        except RequestRefused as refused:
            if refused.code == "bad_code":
                tries.fail(caller)
            raise
