"""The document is enough: a device that was made from it alone works with the central."""

import ast
import random
import sys
import uuid
from pathlib import Path

import pytest
import sqlalchemy as sa

from central import keys
from tests.central import vendor
from tests.central.vendor import RefusedError, VendorDevice
from tests.sync.laptop import enrolled
from tests.sync.servers import serving

CPR = "7101907777"
NOW = "2026-11-21T09:30:00.000Z"
FILE = b"%PDF-1.7 " + random.Random(3).randbytes(vendor.PART + 5000)


def fresh() -> str:
    return str(uuid.uuid4())


@pytest.fixture
def device(database, central):
    with serving(database) as url:
        made = VendorDevice(url)
        made.enrol(central.new_user("Mette")[1])
        yield made
        made.close()


def started(device: VendorDevice) -> tuple[str, str]:
    """A citizen and a case, sent in one batch."""
    citizen, case = fresh(), fresh()
    about = {"cpr": CPR, "given_name": "Anders", "family_name": "Østergaard"}
    its = {"number": "S-1", "citizen_id": citizen, "coordinator_id": device.user["id"]}
    answers = device.push(
        device.operation("citizen", citizen, 0, **about),
        device.operation("case", case, 0, **its, opened_on="2026-09-01"),
        packed=True,
    )
    assert [answer["outcome"] for answer in answers] == ["applied", "applied"]
    return citizen, case


def test_the_vendor_knows_nothing_of_this_house():
    tree = ast.parse(Path(vendor.__file__).read_text(encoding="utf-8"))
    imported = {
        name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    known = {name.partition(".")[0] for name in imported} - set(sys.stdlib_module_names)
    assert known == {"httpx", "cryptography"}


def test_it_pushes_pulls_and_asks_no_more_than_it_must(device, central):
    citizen, case = started(device)
    assert device.pull()
    assert device.records["citizen", citizen]["given_name"] == "Anders"
    assert device.records["case", case]["number"] == "S-1"
    assert not device.pull()
    change = device.operation("citizen", citizen, 1, phone="12 34 56 78")
    first = device.push(change)
    assert device.push(change) == first  # the answer was lost: it is the same again
    assert device.pull()
    assert device.records["citizen", citizen]["phone"] == "12 34 56 78"


def test_the_product_and_the_vendor_meet_in_a_case(device, central):
    citizen, case = started(device)
    user, code = central.new_user("Jonas")
    central.grant(case, user)
    jonas = enrolled(central, code)
    jonas.sync()
    note = fresh()
    written = {"case_id": case, "author_id": device.user["id"], "created_at": NOW}
    device.push(device.operation("note", note, 0, **written, occurred_at=NOW, text="Talte."))
    device.pull()
    whole = {**device.records["note", note], "state": "final", "finalised_at": NOW}
    whole |= {"device_id": device.id}
    rev = whole.pop("rev")
    (answer,) = device.push(device.operation("note", note, rev, **device.sealed(note, whole)))
    assert (answer["outcome"], answer["code"]) == ("applied", None)
    jonas.sync()
    from jobassist.records import Citizen, Note

    assert jonas.get(Note, note).text == "Talte."
    jonas.change(Citizen, citizen, phone="1")
    jonas.sync()
    (answer,) = device.push(device.operation("citizen", citizen, 1, phone="2"))
    clash = answer["clashes"][0]
    assert answer["outcome"] == "conflict"
    assert (clash["field"], clash["stands"], clash["kept"]) == ("phone", "1", "2")


def test_it_sends_a_file_in_parts_and_fetches_a_part_of_it(device):
    _, case = started(device)
    scope, record = f"case:{case}", fresh()
    id = vendor.sha256(FILE)
    fields = {"author_id": device.user["id"], "made_at": NOW, "belongs_to": f"case:{case}"}
    fields |= {"sha256": id, "size": len(FILE), "media": "application/pdf", "case_id": case}
    device.push(device.operation("attachment", record, 0, **fields))
    assert device.upload(scope, FILE) == id
    assert device.download(scope, id, 7, 1007) == FILE[7:1007]
    device.pull()
    assert device.records["attachment", record]["held_at"]


def test_it_renews_its_token_and_follows_the_centrals_key(device, database, central):
    started(device)
    identity = central._identity
    keys.rotate(identity.folder, identity.id, identity.keys)
    with database.write() as tx:
        tx.execute(sa.text("UPDATE token SET expires_at = '2000-01-01T00:00:00.000Z'"))
    with pytest.raises(RefusedError, match=r"^token_expired$"):
        device.pull()
    device.renew()
    assert device.trusted == identity.keys.present.public
    assert device.pull()


def test_it_hears_of_a_change_on_the_held_stream(device):
    events = device.events()
    name, hello = next(events)
    assert (name, hello["central"], hello["epoch"]) == ("hello", device.central, device.epoch)
    events.close()


def test_what_it_may_not_is_refused_with_a_code(device, central):
    with pytest.raises(RefusedError, match=r"^scope_lost$"):
        device._ask("GET", f"/feed/case:{fresh()}?after=0")
    (answer,) = device.push(device.operation("citizen", fresh(), 0, given_name="Uden nummer"))
    assert (answer["outcome"], answer["code"]) == ("quarantined", "invalid")
    device.epoch = fresh()
    with pytest.raises(RefusedError, match=r"^epoch$"):
        device.push(device.operation("citizen", fresh(), 0, given_name="En anden tid"))
