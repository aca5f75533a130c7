"""The access log goes when its time is over, and what is left can be followed as before."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from central import admin, care, diary, keys, log_kept
from central.database import stamp
from central.identity import identity
from central.schema_law import access_log, access_seal, access_trim
from jobassist.errors import UserError
from tests.central.pushing import actor

NOW = datetime.now(UTC)


@pytest.fixture
def mette(database, database_url):
    return actor(admin.user_add(database_url, "Mette")["user"])


@pytest.fixture
def central(database):
    return identity(database)


def log(database, who, *days_ago):
    """A link for each, of two entries made so many days ago."""
    at = dict(zip(days_ago, (stamp(NOW - timedelta(days=d)) for d in days_ago), strict=True))
    for days in days_ago:
        with database.write() as tx:
            for n in range(2):
                diary.note(tx, who, "read", f"case:{days}", rows=n)
            new = sa.select(access_log.c.id).where(access_log.c.seal.is_(None))
            ids = list(tx.scalars(new))
            with_day = sa.update(access_log).where(access_log.c.id.in_(ids))
            lifted(tx)
            tx.execute(with_day.values(at=at[days]))
            restored(tx)
        diary.chain(database)
        with database.write() as tx:
            lifted(tx)
            last = sa.select(sa.func.max(access_seal.c.number)).scalar_subquery()
            one = sa.update(access_seal).where(access_seal.c.number == last)
            tx.execute(one.values(at=at[days]))
            restored(tx)


def lifted(tx):
    """As if time had passed: the database's own guard stands aside."""
    if tx.dialect.name == "postgresql":
        tx.exec_driver_sql("SET LOCAL session_replication_role = replica")
        return
    for name in _GUARDS:
        held = tx.exec_driver_sql(f"SELECT sql FROM sqlite_master WHERE name = '{name}'").scalar()
        _HELD[name] = held
        tx.exec_driver_sql(f"DROP TRIGGER {name}")


def restored(tx):
    if tx.dialect.name == "postgresql":
        tx.exec_driver_sql("SET LOCAL session_replication_role = origin")
        return
    for name in _GUARDS:
        tx.exec_driver_sql(_HELD[name])


_GUARDS = (
    "access_log_sealed_UPDATE",
    "access_log_sealed_DELETE",
    "access_seal_sealed_UPDATE",
    "access_seal_sealed_DELETE",
    "access_trim_sealed_UPDATE",
)
_HELD = {}


def days(database):
    with database.read() as tx:
        subjects = tx.scalars(sa.select(access_log.c.subject).order_by(access_log.c.id)).all()
    return [s.removeprefix("case:") for s in subjects]


def whole(database, central):
    with database.read() as tx:
        return log_kept.broken_at(tx, central)


def test_what_is_older_than_the_rule_goes_and_the_rest_is_followed(database, mette, central):
    log(database, mette, 400, 300, 100, 1)
    assert whole(database, central) is None
    before = log_kept.kept_from(NOW.date())
    assert log_kept.trim(database, central, before) == 4
    assert days(database) == ["100", "100", "1", "1", "log"]  # that it was done is in the log
    assert whole(database, central) is None
    assert log_kept.trim(database, central, before) == 0
    diary.chain(database)
    log(database, mette, 0)
    assert whole(database, central) is None
    later = log_kept.kept_from(NOW.date() + timedelta(days=120))
    assert log_kept.trim(database, central, later) == 2
    assert days(database)[0] == "1" and whole(database, central) is None
    with database.read() as tx:
        assert tx.scalar(sa.select(sa.func.min(access_seal.c.number))) == 3


def test_the_rule_is_dated_and_the_organisation_may_keep_it_longer():
    assert log_kept.kept_from(date(2026, 8, 31)) == "2026-02-27T23:00:00.000Z"
    assert log_kept.kept_from(date(2026, 8, 31), 1) == "2026-02-27T23:00:00.000Z"
    assert log_kept.kept_from(date(2026, 8, 31), 13) == "2025-07-30T22:00:00.000Z"


def test_the_database_lets_go_of_nothing_else(database, mette, central):
    log(database, mette, 400, 1)
    log_kept.trim(database, central, log_kept.kept_from(NOW.date()))
    for statement in (
        sa.delete(access_log),
        sa.delete(access_seal),
        sa.delete(access_trim),
        sa.update(access_trim).values(before="9"),
        sa.update(access_log).values(subject="case:9"),
    ):
        with pytest.raises(sa.exc.IntegrityError), database.write() as tx:
            tx.execute(statement)
    assert days(database) == ["1", "1", "log"]


def test_a_log_that_was_cut_short_behind_the_central_shows_it(
    database, database_url, mette, central
):
    log(database, mette, 400, 300, 1)
    log_kept.trim(database, central, log_kept.kept_from(NOW.date()))
    with database.write() as tx:  # whoever owns the database can do all of this
        row = dict(tx.execute(sa.select(access_trim)).one()._mapping)
        tx.execute(sa.insert(access_trim), {**row, "number": 3})
        tx.execute(sa.delete(access_log).where(access_log.c.seal == 3))
    assert whole(database, central) == 3
    with pytest.raises(UserError, match=r"central\.log_broken"):
        care.check_log(database_url)


def test_a_trim_that_took_what_was_not_old_shows_it(database, mette, central):
    log(database, mette, 1)
    log_kept.trim(database, central, stamp(NOW + timedelta(days=1)))
    assert whole(database, central) == 1


def test_it_is_believed_under_an_older_key_too(database, mette, central):
    log(database, mette, 400, 1)
    log_kept.trim(database, central, log_kept.kept_from(NOW.date()))
    keys.rotate(central.folder, central.id, central.keys)
    assert whole(database, central) is None
