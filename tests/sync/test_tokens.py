"""A token ends; the laptop's key gets the next, and nobody notices."""

import json
from dataclasses import replace

import pytest
import sqlalchemy as sa

from central import keys, tokens
from central.schema import device
from jobassist.errors import EnvironmentFault, PolicyDenied
from jobassist.ids import new_id
from jobassist.records import Citizen, Term
from jobassist.services import sync
from jobassist.services import tokens as tokens_of_laptop
from tests.sync.laptop import Laptop, enrolled, new_laptop, standalone


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


def rotated(central, times: int = 1) -> str:
    """The central certifies with another key; the public one."""
    identity = central._identity
    for _ in range(times):
        keys.rotate(identity.folder, identity.id, identity.keys)
    return identity.keys.present.public


def trusted(laptop) -> str:
    with laptop.session.store.read() as tx:
        return json.loads(tx.setting(sync.CERTIFICATE))["central_key"]


def test_a_new_key_of_the_centrals_is_trusted_when_those_before_it_vouch_for_it(central):
    mette = new_laptop(central)
    before, now = trusted(mette), rotated(central, times=2)
    mette.sync()
    assert trusted(mette) == before != now
    end_tokens(central)
    mette.sync()
    assert trusted(mette) == now
    lis = new_laptop(central, "Lis", "librarian")  # what is signed with it is believed
    lis.put(Term(id=new_id(), spoken="k c", written="KC"))
    lis.sync()
    assert mette.sync().not_vouched == 0
    assert [term.written for term in mette.find(Term)] == ["KC"]


@pytest.mark.parametrize("told", ["nothing", "another's", "not the known one"])
def test_a_key_that_nobody_vouches_for_is_not_trusted(central, told):
    mette = new_laptop(central)
    before = trusted(mette)
    rotated(central)
    real = central.keys()
    first, second = real.keys
    said = {
        "nothing": (first, second.model_copy(update={"vouched": None})),
        "another's": (first, second.model_copy(update={"vouched": "A" * 86 + "=="})),
        "not the known one": (second,),
    }[told]
    end_tokens(central)
    with pytest.MonkeyPatch.context() as patched:
        lying = real.model_copy(update={"keys": said})
        patched.setattr(type(central), "keys", lambda _self: lying)
        mette.sync()
    assert trusted(mette) == before
    end_tokens(central)
    mette.sync()
    assert trusted(mette) == second.key


def test_a_token_counts_only_once_its_key_is_known(central):
    """Otherwise the central would sign with a key that the laptop never asks about."""
    mette = new_laptop(central)
    before, now = sync.login(mette.session).token, rotated(central)
    end_tokens(central)
    central.line.requests_lost.append("keys")
    with pytest.raises(EnvironmentFault):
        mette.sync()
    assert sync.login(mette.session).token == before
    mette.sync()
    assert trusted(mette) == now


def text_of(lis, laptop, written: str) -> None:
    """A shared word that the librarian changes and the laptop fetches, if it believes it."""
    known = lis.find(Term)
    lis.put(replace(known[0], written=written) if known else _word(written))
    lis.sync()
    assert laptop.sync().not_vouched == 0
    assert [term.written for term in laptop.find(Term)] == [written]


def _word(written: str) -> Term:
    return Term(id=new_id(), spoken="k c", written=written)


def order_key(central, laptop) -> str:
    """What a wipe order to the laptop would be signed with."""
    with central.database.read() as tx:
        known = tx.scalar(sa.select(device.c.central_key).where(_of(laptop)))
    return central._identity.order_wipe(laptop.session.device.id, known).central_key


def _of(laptop):
    return device.c.id == laptop.session.device.id


def test_a_rotated_key_whose_answer_was_lost_is_signed_with_only_once_the_laptop_has_it(central):
    lis, mette = new_laptop(central, "Lis", "librarian"), new_laptop(central)
    text_of(lis, mette, "KC")
    before, now = trusted(mette), rotated(central)
    central.line.answers_lost.append("token")
    with pytest.raises(EnvironmentFault):  # as when one logs in while the token is still good
        tokens_of_laptop.renew(mette.session, mette.central)
    assert order_key(central, mette) == trusted(mette) == before
    text_of(lis, mette, "Kompetencecenter")  # said with the token it still has
    assert order_key(central, mette) == trusted(mette) == before
    end_tokens(central)
    mette.sync()
    assert order_key(central, mette) == trusted(mette) == now
    text_of(lis, mette, "Center")


def test_an_older_token_that_is_still_good_does_not_take_the_key_back(central):
    mette = new_laptop(central)
    old, now = mette.central, rotated(central)
    mette.central = old.with_token(tokens_of_laptop.renew(mette.session, old))
    mette.central.held("case")
    old.held("case")  # the stream that was held meanwhile
    assert order_key(central, mette) == trusted(mette) == now


def test_a_repeated_enrolment_is_signed_with_the_new_key_once_it_is_used(central):
    session, code = standalone(), central.new_user("Mette")[1]
    central.line.answers_lost.append("enrol")
    with pytest.raises(EnvironmentFault):
        sync.enrol(session, central, code)
    now = rotated(central)
    sync.enrol(session, central, code)
    mette = Laptop(session, central.with_token(sync.login(session).token))
    mette.sync()
    assert order_key(central, mette) == trusted(mette) == now


def test_a_token_whose_answer_was_lost_costs_nobody_their_enrolment(central):
    mette = new_laptop(central)
    end_tokens(central)
    central.line.answers_lost.append("token")
    with pytest.raises(EnvironmentFault):
        mette.sync()
    mette.start_case()
    assert mette.sync().pushed == 2  # the central has forgotten the token that the laptop still has


def test_a_revoked_device_is_not_enrolled_whatever_it_asks(central):
    mette = new_laptop(central)
    with central.database.write() as tx:
        tx.execute(sa.text("UPDATE device SET state = 'revoked'"))
        tokens.end_all(tx, mette.session.device.id)
    with pytest.raises(PolicyDenied, match=r"^sync\.not_enrolled$"):
        mette.sync()
