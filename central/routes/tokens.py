"""Tokens, and how one may log in."""

from fastapi import FastAPI

from central import logins, schema, tokens
from central.refusal import RequestRefused
from central.routes.house import House, Spoken, problems, require_spoken
from jobassist.sync.wire_device import (
    CentralKeys,
    Challenge,
    ChallengeRequest,
    LoginOffer,
    Token,
    TokenRequest,
)


def add(app: FastAPI, house: House) -> None:
    """Add the routes."""

    @app.get("/login", responses=problems(400, 422, 503))
    def login(spoken: Spoken) -> LoginOffer:
        """How a device may enrol here."""
        browser = house.login.offer() if house.login else None
        return LoginOffer(protocol=spoken, central=house.central.id, browser=browser)

    @app.get("/keys", responses=problems(503))
    def keys() -> CentralKeys:
        """The keys that this central certifies with."""
        return CentralKeys(central=house.central.id, keys=house.central.keys.told())

    @app.post("/challenge", responses=problems(413, 415, 422, 503))
    def challenge(asked: ChallengeRequest) -> Challenge:
        """Something for a device to sign."""
        return tokens.challenge(house.central, asked.device)

    @app.post("/token", responses=problems(400, 401, 403, 413, 415, 422, 503))
    def token(spoken: Spoken, asked: TokenRequest) -> Token:
        """A token for the device that shows it has its key."""
        require_spoken(asked.protocol)
        with house.database.write() as tx:
            device = tokens.proven(tx, house.central, asked)
        logins.still_entitled(house.database, house.central, house.login, device, asked.login)
        certified = house.central.keys.present.public
        with house.database.write() as tx:
            table = schema.device
            still = table.c.id == device.id
            if tx.scalar(table.select().with_only_columns(table.c.state).where(still)) != "active":
                raise RequestRefused(401, "not_enrolled")
            made, ends = tokens.issue(tx, device.id, max(spoken, _ENDING), certified)
        certificate = house.central.certify(device.id, device.public_key, device.user_id)
        return Token(token=made, expires_at=ends or "", certificate=certificate)


_ENDING = 2  # whoever asks for a new one can ask again
