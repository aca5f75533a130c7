"""An empty encrypted store, as quick as a key without derivation makes it."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobassist.ports.store import Store
from storage.engine import open_engine
from storage.migrations import migrate
from storage.store import EncryptedStore
from tests.fakes.store import FakeStore


@pytest.fixture
def encrypted_store(tmp_path: Path) -> Iterator[EncryptedStore]:
    """A store of its own file."""
    engine = open_engine(tmp_path / "store.db", secrets.token_bytes(32), create=True)
    connection = engine.raw_connection()
    migrate(connection.driver_connection)
    connection.close()
    store = EncryptedStore(engine, claim=lambda: None)
    yield store
    store.close()


@pytest.fixture(params=["fake", "encrypted"])
def store(request: pytest.FixtureRequest) -> Store:
    """The fake and the real one, which must keep the same promises."""
    if request.param == "fake":
        return FakeStore()
    return request.getfixturevalue("encrypted_store")
