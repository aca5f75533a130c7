"""IT support's pages on a central of their own, with somebody who may log in."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import sqlalchemy as sa

from central.config import Config
from central.database import Database
from central.desk import staff, totp
from central.identity import identity
from central.schema_desk import staff as staff_table
from tests.sync.servers import serving

NAME, PASSWORD = "Ida IT", "et langt kodeord til IT"


@dataclass
class Desk:
    """Where the pages are, and what one needs to log in."""

    url: str
    secret: str
    database: Database

    def code(self, ahead: int = 0) -> str:
        """A one-time code that has not been used."""
        return totp.code(self.secret, int(time.time() // 30) + ahead)

    def forget_codes(self) -> None:
        """As if enough time had passed for the next code."""
        with self.database.write() as tx:
            tx.execute(sa.update(staff_table).values(used_step=0))

    def browse(self, **headers: str) -> httpx.Client:
        """A browser of sorts that is not logged in."""
        return httpx.Client(
            base_url=self.url, trust_env=False, follow_redirects=True, headers=headers
        )

    @contextmanager
    def logged_in(self) -> Iterator[httpx.Client]:
        """The same, logged in."""
        self.forget_codes()
        fields = {"name": NAME, "password": PASSWORD, "code": self.code()}
        with self.browse() as client:
            assert client.post("/admin/login", data=fields).status_code == 200
            yield client


@contextmanager
def desk_server(database: Database, config: Config | None = None) -> Iterator[Desk]:
    """The pages over real HTTP, for the length of the `with`."""
    keys = identity(database).keys
    with database.write() as tx:
        secret = staff.add(tx, keys, NAME, PASSWORD)
    with serving(database, config=config) as url:
        yield Desk(url, secret, database)
