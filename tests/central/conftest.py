"""The central on both of its databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from central.database import Database, default_url
from central.keys import STATE_FOLDER
from tests.central.postgres import Cluster, running_cluster
from tests.fakes.central import FakeCentral


@pytest.fixture(scope="session", autouse=True)
def state_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the centrals of these tests keep their keys."""
    folder = tmp_path_factory.mktemp("central-state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STATE_FOLDER, str(folder))
        yield folder


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One server for all tests."""
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database on each engine."""
    if request.param == "sqlite":
        return default_url(tmp_path)
    return request.getfixturevalue("cluster").new_database()


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
