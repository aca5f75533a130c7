"""The schema, made wherever it is missing; and what cannot be a database."""

import threading

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from central import admin, app  # noqa: F401  the app knows every table
from central.database import Database, _engine, default_url
from central.schema import metadata
from jobassist.errors import AppError, EnvironmentFault, UsageError


def test_migrations_make_what_the_schema_says(database):
    with database.read() as tx:
        assert compare_metadata(MigrationContext.configure(tx), metadata) == []


@pytest.fixture(params=["sqlite", "postgresql"])
def without_schema(request, tmp_path):
    if request.param == "sqlite":
        return default_url(tmp_path / "new")
    return request.getfixturevalue("cluster").empty_database()


def test_several_at_once_make_one_schema(without_schema):
    start, made = threading.Barrier(4), []

    def add(name):
        start.wait()
        made.append(admin.user_add(without_schema, name)["user"])

    threads = [threading.Thread(target=add, args=(f"Navn {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 4


def test_the_new_file_is_opened_by_many_at_the_same_moment(tmp_path):
    """Twenty new files: turning on the write-ahead log collides in about one of ten."""
    for number in range(20):
        url, start, failed = f"sqlite:///{tmp_path}/{number}.db", threading.Barrier(4), []

        def connect(url=url, start=start, failed=failed):
            engine = _engine(url)
            start.wait()
            try:
                engine.connect().close()
            except sa.exc.DBAPIError as error:
                failed.append(error)
            engine.dispose()

        threads = [threading.Thread(target=connect) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://x/y", "sqlite://", "sqlite:///"])
def test_what_is_no_database(url):
    with pytest.raises(UsageError, match=r"^central\.database_url$"):
        Database(url)


def test_a_database_that_is_not_there(tmp_path):
    for url in (
        "postgresql://nobody@127.0.0.1:1/none",
        f"sqlite:///{tmp_path}/no/such/folder/c.db",
    ):
        with pytest.raises(EnvironmentFault, match=r"^central\.database$") as caught:
            Database(url)
        assert isinstance(caught.value, AppError) and caught.value.retryable


def test_a_file_that_is_no_database(tmp_path):
    (tmp_path / "c.db").write_bytes(b"this is not a database" * 100)
    with pytest.raises(EnvironmentFault, match=r"^central\.database$"):
        Database(f"sqlite:///{tmp_path}/c.db")
