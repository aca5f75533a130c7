"""The tables and the declarations say the same, and every earlier schema comes up to it."""

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, text

from jobassist.errors import EnvironmentFault
from jobassist.records import KINDS
from storage.engine import open_engine
from storage.fulltext import forget_deleted
from storage.migrations import STEPS, is_newer, migrate, pending
from storage.schema import metadata


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An empty encrypted database."""
    engine = open_engine(tmp_path / "store.db", secrets.token_bytes(32), create=True)
    yield engine
    engine.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Any]:
    """The driver's connection, as migrations take it."""
    connection = engine.raw_connection()
    yield connection.driver_connection
    connection.close()


def columns(engine: Engine, table: str) -> dict[str, tuple[str, bool]]:
    """The type of each column and whether it may be empty."""
    found = inspect(engine).get_columns(table)
    return {c["name"]: (str(c["type"]), c["nullable"]) for c in found}


@pytest.mark.parametrize("start", range(len(STEPS) + 1))
def test_every_earlier_schema_becomes_what_is_declared(engine: Engine, connection: Any, start: int):
    if 0 < start < len(STEPS):
        migrate(connection, stop_before=STEPS[start][0])
    elif start == len(STEPS):
        migrate(connection)
    assert migrate(connection) == len(STEPS) - start
    assert not pending(connection)
    for name, table in metadata.tables.items():
        declared = {c.name: (str(c.type), bool(c.nullable)) for c in table.columns}
        assert columns(engine, name) == declared, name
        indexes = {i["name"] for i in inspect(engine).get_indexes(name)}
        assert {i.name for i in table.indexes} == indexes, name


def test_every_kind_has_its_table_and_its_full_text_index(engine: Engine, connection: Any):
    migrate(connection)
    for kind in KINDS.values():
        own = set(columns(engine, kind.name)) - {"place", "id", "rev"}
        assert own == {f.name for f in kind.fields}
        if kind.search:
            assert tuple(columns(engine, f"{kind.name}_fts")) == kind.search


def test_every_sealed_kind_guards_each_column_but_revision_and_users(
    engine: Engine, connection: Any
):
    migrate(connection)
    for kind in KINDS.values():
        if kind.sealed_when is None:
            continue
        query = text("SELECT sql FROM sqlite_master WHERE name = :name")
        with engine.connect() as tx:
            trigger = tx.execute(query, {"name": f"{kind.name}_sealed"}).scalar_one()
        guarded = {f.name for f in kind.fields if f"NEW.{f.name} IS NOT OLD.{f.name}" in trigger}
        assert {f.name for f in kind.fields if f.references != "user"} == guarded


def test_a_step_that_fails_leaves_the_schema_before_it(
    engine: Engine, connection: Any, monkeypatch: pytest.MonkeyPatch
):
    migrate(connection)

    def broken(db: Any) -> None:
        db.execute("CREATE TABLE half (x)")
        db.execute("this is no SQL")

    monkeypatch.setattr("storage.migrations.STEPS", (*STEPS, ("9999_broken", broken)))
    with pytest.raises(Exception, match="syntax"):
        migrate(connection)
    assert "half" not in inspect(engine).get_table_names()
    assert pending(connection)


def test_a_store_of_a_newer_program_is_recognised(
    engine: Engine, connection: Any, monkeypatch: pytest.MonkeyPatch
):
    later = ("9999_later", lambda db: db.execute("CREATE TABLE later (x)"))
    with monkeypatch.context() as patched:
        patched.setattr("storage.migrations.STEPS", (*STEPS, later))
        migrate(connection)
    assert is_newer(connection)


def test_deleted_text_leaves_no_trace_in_the_pages(tmp_path: Path):
    """Read through the key: what was deleted must be gone even for who has it."""
    from storage.engine import checkpoint

    key = secrets.token_bytes(32)
    engine = open_engine(tmp_path / "store.db", key, create=True)
    connection = engine.raw_connection()
    migrate(connection.driver_connection)
    connection.close()
    values = ", ".join(f":{c.name}" for c in metadata.tables["citizen"].columns)
    row = {c.name: "x" for c in metadata.tables["citizen"].columns}
    row |= {"place": 1, "rev": 0, "protected_address": 0, "family_name": "Kanariefuglesen"}
    with engine.begin() as tx:
        tx.execute(text(f"INSERT INTO citizen VALUES ({values})"), row)
    with engine.begin() as tx:
        tx.execute(text("DELETE FROM citizen"))
        forget_deleted(tx)
    assert checkpoint(engine)
    with engine.connect() as tx:
        pages = tx.execute(text("SELECT block FROM citizen_fts_data")).scalars().all()
        assert not any(b"kanarie" in bytes(page) for page in pages)
    engine.dispose()


def test_the_connection_is_as_the_engine_promises(engine: Engine):
    with engine.connect() as tx:
        pragmas = {
            name: tx.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
        trusted = tx.exec_driver_sql("PRAGMA trusted_schema").scalar()
        in_memory = tx.exec_driver_sql("PRAGMA temp_store").scalar()
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }
    assert (trusted, in_memory) == (0, 2)


def test_errors_never_show_what_was_bound(engine: Engine, connection: Any):
    migrate(connection)
    with engine.connect() as tx, pytest.raises(Exception, match="no such column") as caught:
        tx.execute(text("SELECT unknown_name FROM citizen WHERE cpr = :cpr"), {"cpr": "6101802233"})
    assert "6101802233" not in str(caught.value)


def test_another_key_does_not_open_it(tmp_path: Path, engine: Engine, connection: Any):
    migrate(connection)
    with pytest.raises(EnvironmentFault, match=r"store\.damaged"):
        open_engine(tmp_path / "store.db", secrets.token_bytes(32))
