"""What changes between the manifest and a page: a restore, or what the user may read."""

import pytest
import sqlalchemy as sa

from central import schema
from jobassist.errors import EnvironmentFault
from jobassist.ids import new_id
from jobassist.ports.store import EPOCH
from jobassist.records import Case, Citizen
from tests.sync.laptop import Laptop, enrolled, new_laptop


@pytest.fixture
def behind(central, new_store) -> tuple[Laptop, Citizen]:
    """Jonas' laptop, and a citizen that Mette has changed since he last synced."""
    mette = new_laptop(central)
    citizen, case = mette.start_case()
    mette.sync()
    user, code = central.new_user("Jonas")
    central.grant(case.id, user)
    jonas = enrolled(central, code, new_store())
    jonas.sync()
    mette.change(Citizen, citizen.id, phone="11 11 11 11")
    mette.sync()
    return jonas, citizen


def saying(laptop: Laptop, phone: str, **others: object) -> None:
    """The next page that tells of a citizen tells another telephone number, and `others`."""
    asked, said = laptop.central.page, []

    def page(scope: str, after: int) -> object:
        found = asked(scope, after)
        if said or not any(row.kind == "citizen" for row in found.rows):
            return found
        said.append(scope)
        rows = tuple(
            row.model_copy(update={"rev": 99, "fields": {**row.fields, "phone": phone}})
            if row.kind == "citizen"
            else row
            for row in found.rows
        )
        return found.model_copy(update={"rows": rows, **others})

    laptop.central.page = page


def test_a_page_of_another_epoch_is_asked_for_again(behind):
    jonas, citizen = behind
    saying(jonas, "99 99 99 99", epoch=new_id())
    jonas.sync()
    found = jonas.get(Citizen, citizen.id)
    assert (found.phone, found.rev) == ("11 11 11 11", 2)
    assert jonas.waiting() == (0, 0, 0)


def test_an_older_central_does_not_say_and_is_believed(behind):
    jonas, citizen = behind
    saying(jonas, "22 22 22 22", epoch=None)
    jonas.sync()
    assert jonas.get(Citizen, citizen.id).phone == "22 22 22 22"


def test_a_page_tells_the_epoch_of_the_manifest(behind):
    jonas, _ = behind
    manifest, _ = jonas.central.manifest(None)
    assert jonas.central.page("organisation", 0).epoch == manifest.epoch
    with jonas.session.store.read() as tx:
        assert tx.setting(EPOCH) == manifest.epoch


def test_a_manifest_that_was_short_when_it_was_asked_for_is_asked_for_again(central, behind):
    """Access that came back and went again, between the manifest and the page, left a case here."""
    jonas, _ = behind
    (case,) = jonas.find(Case)
    user = jonas.session.user.id
    central.revoke(case.id, user)
    asked = jonas.central.page

    def page(scope: str, after: int) -> object:
        if scope != f"case:{case.id}":
            return asked(scope, after)
        jonas.central.page = asked
        central.grant(case.id, user)
        found = asked(scope, after)
        central.revoke(case.id, user)
        return found

    jonas.central.page = page
    jonas.sync()
    jonas.sync()
    assert jonas.find(Case) == []


def test_a_case_that_was_lost_in_a_sync_that_broke_off_comes_back(central, behind):
    """The manifest is the one of before by then; what went in between is not here."""
    jonas, _ = behind
    (case,) = jonas.find(Case)
    jonas.draft(case)
    jonas.sync()
    user, asked = jonas.session.user.id, jonas.central.page
    with central.database.write() as tx:
        before = [row._asdict() for row in tx.execute(sa.select(schema.access))]
        tx.execute(sa.delete(schema.access).where(schema.access.c.user_id == user))

    def page(scope: str, after: int) -> object:
        if scope == f"user:{user}:{case.id}":
            raise EnvironmentFault("sync.unreachable", retryable=True)
        return asked(scope, after)

    jonas.central.page = page
    with pytest.raises(EnvironmentFault):
        jonas.sync()
    assert jonas.find(Case) == []
    jonas.central.page = asked
    with central.database.write() as tx:
        tx.execute(sa.delete(schema.access))
        tx.execute(sa.insert(schema.access), before)
    jonas.sync()
    assert [one.id for one in jonas.find(Case)] == [case.id]
