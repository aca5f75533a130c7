"""What waits on a laptop goes to the central in a sealed file, once, and stays here until then."""

import base64
import io
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from central.parcels import accept
from jobassist.errors import EnvironmentFault, UserError
from jobassist.ids import new_id
from jobassist.ports.stored import Kept, Operation
from jobassist.records import Attachment, Case, Citizen, Note, NoteState
from jobassist.services import attaching, parcels
from jobassist.services.kept import undecided
from tests.fakes.device import FakeDevice
from tests.sync.laptop import CPR_CANARY, Laptop, enrolled, new_laptop

PDF = b"%PDF-1.7 " + bytes(range(256)) * 9000  # two pieces and a bit


def pem(key: X25519PrivateKey | Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.fixture
def it_key() -> X25519PrivateKey:
    return X25519PrivateKey.generate()


@pytest.fixture
def mette(central, new_store, it_key) -> Laptop:
    """A laptop whose policy names IT's key, with a note, a file and changes that nobody has."""
    laptop = enrolled(central, central.new_user("Mette")[1], new_store())
    with_key(laptop, it_key)
    citizen, case = laptop.start_case()
    laptop.sync()
    laptop.change(Citizen, citizen.id, phone="98 00 00 02")
    note = laptop.draft(case, "Talte med borgeren uden net.")
    laptop.finalise(note)
    attaching.keep(laptop.session, f"case:{case.id}", io.BytesIO(PDF), "Bilag", case_id=case.id)
    laptop.note, laptop.case, laptop.citizen = note, case, citizen
    return laptop


def with_key(laptop: Laptop, key: X25519PrivateKey) -> None:
    said = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    settings = laptop.session.settings
    laptop.session.settings = replace(
        settings, policy={**settings.policy, "escrow_public_key": said}
    )


def test_it_puts_in_what_was_given_and_the_laptop_learns_it_from_the_central(
    mette, central, it_key, tmp_path
):
    file = tmp_path / "til-it.parcel"
    waiting = mette.waiting()[0]
    given = parcels.give(mette.session, file)
    assert (given.operations, given.files) == (waiting, 1)
    assert mette.waiting()[0] == waiting and parcels.last_given(mette.session) == given
    told = accept(central.database_url, file, pem(it_key))
    assert (told["user"], told["operations"], told["applied"]) == ("Mette", waiting, waiting)
    assert (told["quarantined"], told["files"], told["files_refused"]) == (0, 1, 0)
    other = enrolled(central, central.new_code(mette.session.user.id))
    other.sync()
    assert other.get(Note, mette.note.id).state is NoteState.FINAL
    assert other.get(Citizen, mette.citizen.id).phone == "98 00 00 02"
    (attached,) = other.find(Attachment)
    assert b"".join(other.session.attachments.read(attached.sha256)) == PDF
    counts = mette.sync()
    assert (counts.pushed, counts.conflicts, counts.quarantined) == (waiting, 0, 0)
    assert mette.waiting() == (0, 0, 0) and parcels.last_given(mette.session) is None
    other.sync()
    assert other.get(Citizen, mette.citizen.id).rev == 2  # once, though it came both ways


def test_twice_has_one_effect_and_so_has_what_was_sent_meanwhile(mette, central, it_key, tmp_path):
    file = tmp_path / "til-it"
    parcels.give(mette.session, file)
    mette.sync()
    first = accept(central.database_url, file, pem(it_key))
    assert accept(central.database_url, file, pem(it_key)) == first
    assert first["applied"] == first["operations"] and first["files"] == 1
    mette.sync()
    assert mette.get(Citizen, mette.citizen.id).rev == 2


def test_what_was_changed_after_the_file_was_written_comes_by_itself(
    mette, central, it_key, tmp_path
):
    file = tmp_path / "til-it"
    parcels.give(mette.session, file)
    mette.change(Citizen, mette.citizen.id, phone="98 00 00 03", email="a@example.dk")
    accept(central.database_url, file, pem(it_key))
    mette.sync()
    mette.sync()
    assert mette.waiting() == (0, 0, 0)
    known = mette.get(Citizen, mette.citizen.id)
    assert (known.phone, known.email) == ("98 00 00 03", "a@example.dk")


def test_two_changes_of_one_record_go_with_their_own_bytes(mette, central, it_key, tmp_path):
    central.line.answers_lost.append("push")  # the first is on its way; the second waits behind it
    with pytest.raises(EnvironmentFault, match=r"^sync\.unreachable$"):
        mette.sync()
    mette.change(Citizen, mette.citizen.id, phone="98 00 00 09")
    file = tmp_path / "til-it"
    parcels.give(mette.session, file)
    told = accept(central.database_url, file, pem(it_key))
    assert told["quarantined"] == 0
    mette.sync()
    mette.sync()
    assert mette.waiting() == (0, 0, 0)
    assert mette.get(Citizen, mette.citizen.id).phone == "98 00 00 09"


def test_what_is_refused_is_in_quarantine_on_both_sides(mette, central, it_key, tmp_path):
    file = tmp_path / "til-it"
    parcels.give(mette.session, file)
    central.revoke(mette.case.id, mette.session.user.id)
    told = accept(central.database_url, file, pem(it_key))
    assert told["quarantined"] == told["operations"] and told["reasons"]["forbidden"] > 0
    assert told["files_refused"] == 1
    mette.sync()
    kept = undecided(mette.session)
    assert {one.kind for one in kept} >= {"note", "citizen"}
    assert mette.waiting()[0] == 0


def test_nothing_readable_lies_in_the_file(mette, tmp_path):
    file = tmp_path / "til-it"
    parcels.give(mette.session, file)
    content = file.read_bytes()
    for said in ("Talte med borgeren", CPR_CANARY, "98 00 00 02", mette.session.user.id, "note"):
        assert said.encode() not in content


def test_a_bad_file_is_one_clear_word_and_nothing_is_put_in(mette, central, it_key, tmp_path):
    good = tmp_path / "god"
    parcels.give(mette.session, good)
    whole, other = good.read_bytes(), X25519PrivateKey.generate()

    def said(content: bytes, key: bytes) -> str:
        bad = tmp_path / "andet"
        bad.write_bytes(content)
        with pytest.raises(UserError) as refused:
            accept(central.database_url, bad, key)
        return refused.value.code

    assert said(b"hej", pem(it_key)) == "parcel.not_one"
    assert said(whole, pem(other)) == "parcel.other_key"
    assert said(whole, b"no key") == "store.escrow_key_unreadable"
    assert said(whole, pem(Ed25519PrivateKey.generate())) == "store.escrow_key_unreadable"
    for cut in (90, 200, len(whole) // 2, len(whole) - 1):
        assert said(whole[:cut], pem(it_key)) == "parcel.damaged", cut
    flipped = bytearray(whole)
    flipped[-3] ^= 1
    assert said(bytes(flipped), pem(it_key)) == "parcel.damaged"
    assert said(whole + b"x", pem(it_key)) == "parcel.damaged"
    assert central.with_token(None).database is central.database
    fresh = enrolled(central, central.new_code(mette.session.user.id))
    fresh.sync()
    assert fresh.find(Note) == []


def test_only_the_device_itself_can_have_written_it(mette, central, it_key, tmp_path):
    file = tmp_path / "til-it"
    stranger = mette.session.device
    mette.session.device = FakeDevice(stranger.id, 251)  # says it is that device, has another key
    parcels.give(mette.session, file)
    with pytest.raises(UserError, match=r"^parcel\.not_signed$"):
        accept(central.database_url, file, pem(it_key))
    file.unlink()
    mette.session.device = FakeDevice(new_id(), 252)
    parcels.give(mette.session, file)
    with pytest.raises(UserError, match=r"^parcel\.unknown_device$"):
        accept(central.database_url, file, pem(it_key))


def test_without_a_key_without_work_and_over_a_file_nothing_is_written(
    central, mette, it_key, tmp_path
):
    file = tmp_path / "til-it"
    file.write_text("andet")
    with pytest.raises(UserError, match=r"^parcel\.exists$"):
        parcels.give(mette.session, file)
    assert file.read_text() == "andet"
    quiet = new_laptop(central, "Jonas")
    quiet.sync()
    with pytest.raises(UserError, match=r"^parcel\.no_key$"):
        parcels.give(quiet.session, tmp_path / "ny")
    with_key(quiet, it_key)
    with pytest.raises(UserError, match=r"^parcel\.nothing$"):
        parcels.give(quiet.session, tmp_path / "ny")
    assert not (tmp_path / "ny").exists() and parcels.last_given(quiet.session) is None


def test_what_a_lost_case_left_aside_goes_along_and_goes_in_once_it_is_given_back(
    central, encrypted_stores, it_key, tmp_path
):
    mette = enrolled(central, central.new_user("Mette")[1], encrypted_stores())
    jonas = enrolled(central, central.new_user("Jonas")[1], encrypted_stores())
    with_key(jonas, it_key)
    user = jonas.session.user.id
    citizen, case = mette.start_case()
    mette.sync()
    central.grant(case.id, user)
    jonas.sync()
    attaching.keep(jonas.session, f"case:{case.id}", io.BytesIO(PDF), "Bilag", case_id=case.id)
    central.line.requests_lost.append("upload")  # its record comes there, its bytes do not
    with pytest.raises(EnvironmentFault):
        jonas.sync()
    central.revoke(case.id, user)
    jonas.sync()
    assert jonas.find(Case) == [] and jonas.waiting()[0] == 0
    change = Operation(new_id(), 0, "citizen", citizen.id, 1, {"phone": "98 00 00 09"})
    with jonas.session.store.write() as tx:  # as the store does with what waited behind another
        tx.keep_again(Kept("", "purged", change))
    assert parcels.to_give(jonas.session) == 2
    given = parcels.give(jonas.session, tmp_path / "aside.parcel")
    assert (given.operations, given.files) == (1, 1)
    assert parcels.last_given(jonas.session) == given
    assert PDF[:1000] not in (tmp_path / "aside.parcel").read_bytes()
    central.grant(case.id, user)
    told = accept(central.database_url, tmp_path / "aside.parcel", pem(it_key))
    assert (told["applied"], told["files"], told["files_refused"]) == (1, 1, 0)
    mette.sync()
    assert mette.get(Citizen, citizen.id).phone == "98 00 00 09"
    (attached,) = mette.find(Attachment)
    assert b"".join(mette.session.attachments.read(attached.sha256)) == PDF
