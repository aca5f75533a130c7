"""What is no copy of ours is put in nowhere; a copy that fails leaves no half file."""

import sqlite3

import pytest

from central import backup
from central.database import default_url
from jobassist.errors import EnvironmentFault, UsageError, UserError


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path):
    if request.param == "sqlite":
        return default_url(tmp_path / "new")
    return request.getfixturevalue("cluster").empty_database()


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff" * 400, b"PGDMP" + b"\x01" * 400, b"SQLite format 3\0" + b"x" * 400]
)
def test_what_is_no_copy_is_told_and_put_in_nowhere(empty, tmp_path, content):
    file = tmp_path / "file"
    file.write_bytes(content)
    with pytest.raises(UserError, match=r"^central\.not_a_copy$") as told:
        backup.restore(empty, file)
    assert told.value.exit_code == 1
    assert not (tmp_path / "new" / "central.db").exists()


def test_another_programs_database_is_none_of_ours(tmp_path):
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as made:
        made.execute("CREATE TABLE meta (key TEXT)")
    made.close()
    with pytest.raises(UserError, match=r"^central\.not_a_copy$"):
        backup.restore(default_url(tmp_path / "new"), other)


def test_a_dump_of_another_programs_database_is_none_of_ours(cluster, tmp_path):
    url, file = cluster.empty_database(), tmp_path / "dump"
    backup.backup(url, file)
    with pytest.raises(UserError, match=r"^central\.not_a_copy$"):
        backup.restore(cluster.empty_database(), file)


def test_a_copy_that_fails_leaves_nothing_behind(tmp_path):
    file = tmp_path / "copy"
    for url in (f"sqlite:///{tmp_path}/none.db", "postgresql://nobody@127.0.0.1:1/x"):
        with pytest.raises(EnvironmentFault):
            backup.backup(url, file)
        assert not file.exists()
    with pytest.raises(EnvironmentFault, match=r"cli\.unwritable_file"):
        backup.backup(None, tmp_path / "no" / "folder")
    with pytest.raises(UsageError, match=r"central\.database_url"):
        backup.backup("mysql://x/y", file)
