"""The central on both of its databases, and stores of both kinds."""

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jobassist.ports.store import Store
from storage.engine import open_engine
from storage.migrations import migrate
from storage.store import EncryptedStore
from tests.central.conftest import central, database, database_url, state_folder
from tests.fakes.store import FakeStore

__all__ = ["central", "database", "database_url", "state_folder"]


@pytest.fixture
def encrypted_stores(tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Makes empty encrypted stores, each with a key of its own."""
    made: list[EncryptedStore] = []

    def make() -> Store:
        file = tmp_path / f"store-{len(made)}.db"
        engine = open_engine(file, secrets.token_bytes(32), create=True)
        connection = engine.raw_connection()
        migrate(connection.driver_connection)
        connection.close()
        made.append(EncryptedStore(engine, claim=lambda: None))
        return made[-1]

    yield make
    for store in made:
        store.close()


@pytest.fixture(params=["fake", "encrypted"])
def new_store(request: pytest.FixtureRequest) -> Callable[[], Store]:
    """The fake store and the real one."""
    if request.param == "fake":
        return FakeStore
    return request.getfixturevalue("encrypted_stores")
