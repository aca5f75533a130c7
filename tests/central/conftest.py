"""The central on both of its databases."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import argon2
import pytest

from central.database import Database, default_url
from central.desk import staff
from central.keys import STATE_FOLDER
from tests.fakes.central import FakeCentral


@pytest.fixture(scope="session", autouse=True)
def state_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the centrals of these tests keep their keys."""
    folder = tmp_path_factory.mktemp("central-state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STATE_FOLDER, str(folder))
        yield folder


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database on each engine."""
    if request.param == "postgresql":
        return request.getfixturevalue("cluster").new_database()
    shutil.copy(request.getfixturevalue("embedded"), tmp_path)
    return default_url(tmp_path)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The same, open."""
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def central(database: Database, database_url: str) -> FakeCentral:
    """The central behind its port, in this process, without HTTP."""
    return FakeCentral(database, database_url)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """IT's passwords are hashed at the least cost: what a guess costs is not what is tested."""
    hasher = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(staff, "_hasher", lambda: hasher)
        yield
