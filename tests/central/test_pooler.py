"""PostgreSQL through PgBouncer in transaction mode: each transaction another connection."""

import shutil
import subprocess
import threading
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from benchmarks._postgres import unprivileged
from central import admin
from central.database import Database
from jobassist.ids import new_id
from jobassist.sync.wire_live import Changed, Hello
from tests.central.listening import listening
from tests.central.postgres import Cluster
from tests.central.pushing import a_case, actor, note_fields, push, sent
from tests.fakes.central import FakeCentral
from tests.sync.laptop import new_laptop
from tests.sync.servers import serving

_PORT = 6432  # names the socket only
_WRITERS, _EACH = 4, 10


@pytest.fixture
def pooled(cluster: Cluster):
    """A fresh database's URL through a pooler that has two connections for everybody."""
    direct = cluster.new_database()
    url = sa.make_url(direct)
    name, folder = str(url.database), Path(str(url.query["host"]))
    config = folder / f"{name}.ini"
    config.write_text(
        f"[databases]\n{name} = host={folder} port=5432 dbname={name} user=postgres\n"
        f"[pgbouncer]\nlisten_addr =\nlisten_port = {_PORT}\nunix_socket_dir = {folder}\n"
        "auth_type = any\npool_mode = transaction\ndefault_pool_size = 2\nmax_client_conn = 200\n"
        "ignore_startup_parameters = extra_float_digits\n"
    )
    config.chmod(0o644)
    program = shutil.which("pgbouncer", path="/usr/sbin:/usr/bin:/usr/local/bin")
    assert program, "pgbouncer is missing: apt-get install pgbouncer"
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            [*unprivileged(folder), program, str(config)], stdout=log, stderr=log, cwd=folder
        )
    pooled = f"postgresql://postgres@/{name}?host={folder}&port={_PORT}"
    try:
        while True:  # until it accepts
            assert process.poll() is None, (folder / f"{name}.log").read_text()
            try:
                psycopg.connect(pooled, connect_timeout=5).close()
                break
            except psycopg.OperationalError:
                threading.Event().wait(0.05)
        yield pooled
    finally:
        process.terminate()
        process.wait(10)


def test_pushing_and_telling_through_a_pooler(pooled):
    database = Database(pooled)
    central = FakeCentral(database, pooled)
    mette = new_laptop(central, "Mette")
    with serving(database) as url, listening(url, mette.central._token) as ear:
        ear.until(Hello)
        who = actor(mette.session.user.id)
        cases = [a_case(database, who)[0] for _ in range(_WRITERS)]
        answers = []

        def write(case):
            fields = note_fields(case, who.user_id)
            notes = [sent("note", new_id(), **fields) for _ in range(_EACH)]
            answers.extend(push(database, who, *notes))

        writers = [threading.Thread(target=write, args=(case,)) for case in cases]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        assert [answer.outcome for answer in answers] == ["applied"] * _WRITERS * _EACH
        assert isinstance(ear.until(Changed)[-1], Changed)
        admin.grant(pooled, cases[0], who.user_id, "reader")  # another process
    database.close()
