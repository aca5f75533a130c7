"""The version before goes on working on the newer schema, so hosts can be upgraded one by one.

What it knows of the schema is what the migrations made at its step: for every step there has been,
the newest schema must still take what was written then.
"""

import threading

import alembic.command
import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

from central.database import _MIGRATIONS, Database, _engine
from jobassist.errors import EnvironmentFault


def alembic_config():
    config = Config()
    config.set_main_option("script_location", _MIGRATIONS.as_posix())
    return config


STEPS = sorted(
    one.revision for one in ScriptDirectory.from_config(alembic_config()).walk_revisions()
)


def at_step(url, step):
    """The tables as they were at a step, read from the database itself."""
    engine, config = _engine(url), alembic_config()
    with engine.connect() as held:
        writing = held.execution_options(writes=True)
        with writing.begin():
            config.attributes["connection"] = writing
            alembic.command.upgrade(config, step)
    known = sa.MetaData()
    known.reflect(engine)
    engine.dispose()
    return known


@pytest.fixture(params=["sqlite", "postgresql"])
def without_schema(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/central.db"
    return request.getfixturevalue("cluster").empty_database()


@pytest.mark.parametrize("step", STEPS[-3:])
def test_what_was_written_then_is_taken_now(without_schema, step):
    old = at_step(without_schema, step)
    newest = Database(without_schema)
    with newest.engine.connect() as held:
        transaction = held.begin()
        for table in old.sorted_tables:
            if table.name in ("alembic_version", "meta"):
                continue
            row = {column.name: value(column) for column in table.columns}
            held.execute(sa.insert(table), row)
            held.execute(sa.select(table)).all()
        transaction.rollback()
    newest.close()


def value(column):
    if isinstance(column.type, sa.Boolean):
        return False
    if isinstance(column.type, sa.Integer):
        return 7
    if isinstance(column.type, sa.LargeBinary):
        return b"x"
    return "{}"


def test_it_goes_on_writing_while_the_schema_is_changed(without_schema):
    """A process of the version before is not stopped, and nothing it wrote meanwhile is lost."""
    old = at_step(without_schema, STEPS[-2])
    engine, stopping = _engine(without_schema), threading.Event()
    written, failed = [], []

    def write():
        number = 0
        while not stopping.is_set():
            number += 1
            row = {"name": f"scope:{number}", "head": number}
            try:
                with engine.connect() as held:
                    writing = held.execution_options(writes=True)
                    with writing.begin():
                        writing.execute(sa.insert(old.tables["scope"]), row)
            except sa.exc.DBAPIError as error:
                failed.append(error)
                return
            written.append(row["name"])

    thread = threading.Thread(target=write)
    thread.start()
    while len(written) < 20 and thread.is_alive():
        stopping.wait(0.01)
    newest = Database(without_schema)
    there = len(written)
    while len(written) < there + 20 and thread.is_alive():
        stopping.wait(0.01)
    stopping.set()
    thread.join()
    engine.dispose()
    assert not failed
    with newest.read() as tx:
        assert tx.scalar(sa.text("SELECT count(*) FROM scope")) == len(written) >= there + 20
    newest.close()


def test_a_newer_schema_is_worked_on_and_left_as_it_is(without_schema):
    """A step back is to install the version before: it finds a schema it has never heard of."""
    Database(without_schema).close()
    newer = _engine(without_schema)
    with newer.begin() as tx:
        tx.exec_driver_sql("ALTER TABLE device ADD COLUMN of_tomorrow VARCHAR(9)")
        tx.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database = Database(without_schema)
    with database.read() as tx:
        assert tx.scalar(sa.text("SELECT version_num FROM alembic_version")) == "9999"
    database.close()
    with newer.begin() as tx:
        tx.exec_driver_sql("UPDATE alembic_version SET version_num = 'somebody-else'")
    with pytest.raises(EnvironmentFault, match=r"^central\.another_schema$"):
        Database(without_schema)
    newer.dispose()
