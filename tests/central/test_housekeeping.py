"""What goes by itself, what outlives a start, and what is on disk before it is answered."""

import threading
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import sqlalchemy as sa

from central import admin, diary, glass, schema
from central.database import Database, stamp
from central.diary import Seen
from central.housekeeping import Housekeeper, tidy
from central.identity import identity
from central.schema_devices import token
from central.schema_files import attachment
from central.schema_law import access_log
from jobassist.ids import new_id
from tests.central.pushing import a_case, actor
from tests.sync.laptop import new_laptop
from tests.sync.servers import serving

LONG_AGO = stamp(datetime.now(UTC) - timedelta(days=31))


@pytest.fixture
def mette(database, database_url):
    return actor(admin.user_add(database_url, "Mette")["user"])


def begin_upload(database, who, id, at):
    row = {"scope": "case:x", "id": id * 64, "size": 9, "have": 0, "complete": False}
    with database.write() as tx:
        tx.execute(sa.insert(attachment), {**row, "device_id": who.device_id, "begun_at": at})


def test_only_what_is_over_goes(database, database_url, mette):
    begin_upload(database, mette, "a", LONG_AGO)
    begin_upload(database, mette, "b", stamp(datetime.now(UTC)))
    admin.enrolment_code(database_url, mette.user_id)
    with database.write() as tx:
        old = {"code_hash": "0" * 64, "user_id": mette.user_id, "expires_at": LONG_AGO}
        tx.execute(sa.insert(schema.enrolment_code), old)
        tx.execute(sa.insert(token), {"hash": "1", "device_id": "d", "expires_at": LONG_AGO})
        tx.execute(sa.insert(token), {"hash": "2", "device_id": "d", "expires_at": None})
        row = {"case_id": "x", "user_id": "u", "role": "reader", "from_day": "0", "to_day": "9"}
        tx.execute(sa.insert(schema.access), {**row, "source_id": "1", "until": LONG_AGO})
        tx.execute(sa.insert(schema.access), {**row, "source_id": "2", "until": None})
    house = identity(database)
    gone = {"uploads": 1, "codes": 1, "tokens": 1, "emergencies": 1, "log": 0}
    assert tidy(database, house) == gone
    assert tidy(database, house) == dict.fromkeys(gone, 0)
    with database.read() as tx:
        assert tx.scalar(sa.select(attachment.c.id)) == "b" * 64
        assert tx.scalar(sa.select(token.c.hash)) == "2"


def test_it_comes_by_by_itself_and_stops(database, mette):
    begin_upload(database, mette, "a", LONG_AGO)
    gone, house = threading.Event(), identity(database)
    sa.event.listen(
        database.engine,
        "commit",
        lambda _connection: gone.set(),
    )
    housekeeper = Housekeeper(database, house, first=0.01)
    housekeeper.start()
    assert gone.wait(10)
    housekeeper.stop()
    with database.read() as tx:
        assert tx.scalar(sa.select(attachment.c.id)) is None


def test_a_day_has_twenty_emergencies_however_often_the_central_starts(database_url, mette):
    for _ in range(glass.MOST_A_DAY):
        database = Database(database_url)
        with database.write() as tx:
            assert glass.count_try(tx, mette) == 0
        database.close()
    database = Database(database_url)
    with database.write() as tx:
        assert 0 < glass.count_try(tx, mette) <= 24 * 3600
        assert glass.count_try(tx, actor(new_id())) == 0
    database.close()


def read_entries(database):
    with database.read() as tx:
        its = sa.select(access_log.c.subject).where(access_log.c.action == "read")
        return list(tx.scalars(its))


def test_a_read_is_on_disk_before_it_is_answered(central, database):
    laptop = new_laptop(central)
    _, case = laptop.start_case()
    laptop.sync()
    headers = {"Authorization": f"Bearer {laptop.central._token}"}
    with serving(database) as url, httpx.Client(base_url=url, trust_env=False) as http:
        for n in range(1, 4):
            assert http.get(f"/feed/case:{case.id}", headers=headers).status_code == 200
            assert read_entries(database) == [f"case:{case.id}"] * n


def test_what_cannot_be_noted_is_not_given(database, mette):
    seen, gone = Seen(database), sa.text("ALTER TABLE access_log RENAME TO elsewhere")
    with database.write() as tx:
        tx.execute(gone)
    with pytest.raises(sa.exc.DBAPIError):
        seen.note(mette, "case:x", 1)


def test_many_readers_share_commits_and_none_is_forgotten(database, mette):
    seen = Seen(database)
    threads = [threading.Thread(target=seen.note, args=(mette, f"case:{n}", 1)) for n in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(read_entries(database)) == sorted(f"case:{n}" for n in range(40))
    assert diary.chain(database) == 40
    a_case(database, mette)
