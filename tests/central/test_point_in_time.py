"""PostgreSQL is put back to an instant as the operations guide says; then a new epoch begins."""

import shlex
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from benchmarks._postgres import _binary, _run, unprivileged
from central import admin, backup, feed
from central.database import Database, epoch_of
from central.identity import identity
from jobassist.ids import new_id
from jobassist.records import Phrase
from tests.fakes.central import FakeCentral
from tests.sync.laptop import Laptop, new_laptop


class Server:
    """A PostgreSQL that archives its log, in a folder of its own."""

    def __init__(self, folder):
        self.folder, self.archive = folder, folder / "archive"
        self.archive.mkdir()
        self.user = unprivileged(folder)
        if self.user:
            subprocess.run(["chown", "-R", f"--reference={folder}", folder], check=True)

    def run(self, *words):
        _run([*self.user, *map(str, words)], self.folder)

    def url(self, name):
        return f"postgresql://postgres@/{name}?host={self.folder}&port=5432"

    @contextmanager
    def running(self, data):
        command = f"cp %p {shlex.quote(str(self.archive))}/%f"
        options = (
            f"-c listen_addresses= -c unix_socket_directories={self.folder} -c archive_mode=on "
            f"-c 'archive_command={command}' -c wal_level=replica"
        )
        control = (_binary("pg_ctl"), "-D", data, "-w")
        self.run(*control, "-l", self.folder / "log", "-o", options, "start")
        try:
            yield
        finally:
            self.run(*control, "-m", "fast", "stop")

    def ask(self, statement, name="postgres"):
        with psycopg.connect(self.url(name), autocommit=True) as connection:
            found = connection.execute(statement)
            return found.fetchone() if found.description else None


@pytest.fixture
def server(tmp_path_factory):
    # A path that another user may enter: pytest's own folders are root's alone.
    folder = Path(tempfile.mkdtemp(prefix="jobassist-pitr-"))
    yield Server(folder)
    shutil.rmtree(folder, ignore_errors=True)


def texts(database):
    with database.read() as tx:
        rows = feed.page(tx, "organisation", 0, 99).rows
    return {row.fields["key"] for row in rows if row.kind == "phrase"}


def test_it_is_put_back_to_an_instant_and_laptops_bring_what_was_lost(
    server, monkeypatch, tmp_path
):
    data, base = server.folder / "data", server.folder / "base"
    trust = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions")
    server.run(_binary("initdb"), "-D", data, *trust)
    with server.running(data):
        server.ask("CREATE DATABASE jobassist")
        url = server.url("jobassist")
        first = Database(url)
        central = FakeCentral(first, url)
        before = identity(first)
        with first.read() as tx:
            begun = epoch_of(tx)
        lis = new_laptop(central, "Lis", "librarian")
        where = ("-h", server.folder, "-U", "postgres")
        server.run(_binary("pg_basebackup"), *where, "-D", base, "-X", "none", "-c", "fast")
        lis.put(Phrase(id=before.id, key="foer", title="A", body="Før"))
        lis.sync()
        (instant,) = server.ask("SELECT now()")
        server.ask("SELECT pg_sleep(0.05)")
        lis.put(Phrase(id=new_id(), key="efter", title="B", body="Efter"))
        lis.sync()
        admin.user_add(url, "Efterkommer")
        server.ask("SELECT pg_switch_wal()")
        first.close()
    settings = base / "postgresql.auto.conf"
    with settings.open("a") as said:
        said.write(f"restore_command = 'cp {server.archive}/%f %p'\n")
        said.write(f"recovery_target_time = '{instant.isoformat()}'\n")
        said.write("recovery_target_action = 'promote'\n")
    (base / "recovery.signal").touch()
    if server.user:
        subprocess.run(["chown", "-R", f"--reference={server.folder}", base], check=True)
    with server.running(base):
        while server.ask("SELECT pg_is_in_recovery()") == (True,):
            server.ask("SELECT pg_sleep(0.1)")
        names = "SELECT count(*) FROM record WHERE body LIKE '%Efterkommer%'"
        assert server.ask(names, "jobassist") == (0,)
        assert backup.new_epoch(url)["epoch"] != begun
        again = Database(url)
        put_back = FakeCentral(again, url)
        assert identity(again).id == before.id
        assert texts(again) == {"foer"}
        later = Laptop(lis.session, put_back.with_token(lis.central._token))
        later.sync()  # what it had sent is sent again
        assert texts(again) == {"foer", "efter"}
        again.close()
