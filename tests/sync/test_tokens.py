"""A token ends; the laptop's key gets the next, and nobody notices."""

import pytest
import sqlalchemy as sa

from jobassist.errors import PolicyDenied
from jobassist.records import Citizen
from jobassist.services import sync
from tests.sync.laptop import enrolled, new_laptop


def end_tokens(central):
    with central.database.write() as tx:
        tx.execute(sa.text("UPDATE token SET expires_at = '2000-01-01T00:00:00.000Z'"))


def test_a_token_that_ended_is_renewed_and_the_sync_goes_on(central, new_store):
    mette = enrolled(central, central.new_user("Mette")[1], new_store())
    citizen, _ = mette.start_case()
    before = sync.login(mette.session).token
    end_tokens(central)
    with pytest.raises(PolicyDenied, match=r"^sync\.token_expired$"):
        mette.central.held("case")
    assert mette.sync().pushed == 2
    assert mette.get(Citizen, citizen.id).rev == 1
    after = sync.login(mette.session).token
    assert after != before
    assert central.with_token(after).held("case").count == 1


def test_a_wiped_laptop_gets_no_other_token(central):
    mette = new_laptop(central)
    end_tokens(central)
    central.wipe(mette.session.device.id)
    with pytest.raises(PolicyDenied, match=r"^sync\.(device_wiped|not_enrolled)$"):
        mette.sync()
