"""A central that is put back between the manifest and a page: nothing of the page is taken in."""

import pytest

from jobassist.ids import new_id
from jobassist.ports.store import EPOCH
from jobassist.records import Citizen
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
