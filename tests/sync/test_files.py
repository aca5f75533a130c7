"""Files between two laptops: whole or not at all, taken up where they ended, gone with a case."""

import io
import random
from dataclasses import replace
from datetime import timedelta

import pytest

from jobassist.errors import EnvironmentFault, UserError
from jobassist.ports.stored import Incoming
from jobassist.records import Attachment
from jobassist.records.plain import to_plain
from jobassist.services import attaching, kept, sync, sync_files
from jobassist.services.sync_counts import Progress
from jobassist.sync.client import HttpCentral
from jobassist.sync.wire_live import CHUNK_BYTES
from tests.sync.laptop import Laptop, enrolled, new_laptop
from tests.sync.servers import serving

PDF = b"%PDF-1.7 " + random.Random(7).randbytes(2 * CHUNK_BYTES + 12345)
SMALL = b"\x89PNG\r\n\x1a\n" + random.Random(8).randbytes(900)


@pytest.fixture
def pair(central) -> tuple[Laptop, Laptop, str]:
    mette = new_laptop(central)
    _, case = mette.start_case()
    mette.sync()
    user, code = central.new_user("Jonas")
    central.grant(case.id, user)
    jonas = enrolled(central, code)
    jonas.sync()
    return mette, jonas, case.id


def attach(laptop: Laptop, case_id: str, content: bytes = PDF) -> Attachment:
    return attaching.keep(
        laptop.session, f"case:{case_id}", io.BytesIO(content), "Bilag", case_id=case_id
    )


def content(laptop: Laptop, file: Attachment) -> bytes:
    return b"".join(laptop.session.attachments.read(file.sha256))


def test_a_file_travels_with_its_case_and_says_when_it_is_safe(pair):
    mette, jonas, case_id = pair
    file = attach(mette, case_id)
    assert sync_files.still_to_send(mette.session) == 0  # its record comes first
    assert mette.sync().files_sent == 1
    assert mette.get(Attachment, file.id).held_at is not None
    assert sync_files.still_to_send(mette.session) == 0
    assert jonas.sync().files_fetched == 1
    assert content(jonas, file) == PDF
    assert sync_files.still_to_fetch(jonas.session) == 0


def test_with_everything_in_place_nothing_is_asked(pair, central):
    mette, jonas, case_id = pair
    attach(mette, case_id, SMALL)
    for laptop in (mette, jonas, mette):
        laptop.sync()
    central.line.calls.clear()
    assert jonas.sync() == sync.Counts()
    assert central.line.calls == ["manifest", "unchanged"]


@pytest.mark.parametrize("way", ["requests_lost", "answers_lost"])
def test_an_upload_is_taken_up_where_it_ended(pair, central, way):
    mette, _, case_id = pair
    file = attach(mette, case_id)
    sending = mette.central.upload

    def losing(scope: str, id: str, offset: int, size: int, part: bytes) -> object:
        if offset == 2 * CHUNK_BYTES and not lost:
            lost.append(offset)
            getattr(central.line, way).append("upload")
        return sending(scope, id, offset, size, part)

    lost: list[int] = []
    mette.central.upload = losing
    with pytest.raises(EnvironmentFault, match=r"^sync\.unreachable$"):
        mette.sync()
    central.line.calls.clear()
    mette.sync()
    # The first part again tells where it stands, then what is left; what is there, the feed tells.
    assert central.line.calls.count("upload") == (2 if way == "requests_lost" else 0)
    assert mette.get(Attachment, file.id).held_at is not None


def test_a_download_is_taken_up_where_it_ended(pair, central, monkeypatch):
    monkeypatch.setattr(sync_files, "PIECE_BYTES", CHUNK_BYTES)
    mette, jonas, case_id = pair
    file = attach(mette, case_id)
    mette.sync()
    fetching, begun = jonas.central.download, []

    def losing(scope: str, id: str, start: int, end: int) -> bytes:
        begun.append(start)
        if len(begun) == 2:
            central.line.answers_lost.append("download")
        return fetching(scope, id, start, end)

    jonas.central.download = losing
    with pytest.raises(EnvironmentFault):
        jonas.sync()
    assert not jonas.session.attachments.has(file.sha256)
    jonas.sync()
    assert begun == [0, CHUNK_BYTES, CHUNK_BYTES, 2 * CHUNK_BYTES]
    assert content(jonas, file) == PDF
    assert set(jonas.session.attachments.kept) == {file.sha256}  # no piece is left


def test_bytes_that_are_not_the_files_are_not_kept(pair):
    mette, jonas, case_id = pair
    file = attach(mette, case_id, SMALL)
    mette.sync()
    real = jonas.central.download
    jonas.central.download = lambda *asked: real(*asked)[:-1] + b"!"
    with pytest.raises(EnvironmentFault, match=r"^sync\.answer_broken$"):
        jonas.sync()
    assert jonas.session.attachments.kept == {}
    jonas.central.download = real
    jonas.sync()
    assert content(jonas, file) == SMALL


def test_a_file_goes_with_its_case(pair, central):
    mette, jonas, case_id = pair
    file = attach(mette, case_id, SMALL)
    mette.sync()
    jonas.sync()
    central.revoke(case_id, jonas.session.user.id)
    jonas.sync()
    assert jonas.find(Attachment) == [] and not jonas.session.attachments.has(file.sha256)
    assert mette.session.attachments.has(file.sha256)


@pytest.mark.parametrize("told", [False, True], ids=["before", "after its record was told"])
def test_a_file_that_was_never_sent_is_kept_when_the_case_is_lost(central, encrypted_stores, told):
    mette = new_laptop(central)
    _, case = mette.start_case()
    mette.sync()
    user, code = central.new_user("Jonas")
    central.grant(case.id, user)
    jonas = enrolled(central, code, encrypted_stores())
    jonas.sync()
    file, files = attach(jonas, case.id, SMALL), jonas.session.attachments
    if told:
        central.line.requests_lost.append("upload")
        with pytest.raises(EnvironmentFault):
            jonas.sync()
    central.revoke(case.id, user)
    jonas.sync()
    assert jonas.find(Attachment) == [] and files.has(file.sha256)
    (item,) = kept.undecided(jonas.session)
    why = "purged" if told else "quarantined"
    assert (item.why, item.record, item.kept["title"]) == (why, file.id, "Bilag")
    decision = kept.keep_theirs(jonas.session, item.id)
    kept.undo(jonas.session, decision)
    jonas.sync()
    assert files.has(file.sha256)
    (item,) = kept.undecided(jonas.session)
    kept.keep_theirs(jonas.session, item.id)
    jonas.sync()
    assert not files.has(file.sha256)


def test_no_room_at_the_central_holds_up_nothing_and_is_not_asked_again_at_once(
    pair, central, monkeypatch
):
    mette, _, case_id = pair
    monkeypatch.setattr("central.attachments.MOST_IN_SCOPE", 2000)
    file, small = attach(mette, case_id), attach(mette, case_id, SMALL)
    counts = mette.sync()
    assert (counts.files_sent, counts.files_refused) == (1, 1)
    assert mette.get(Attachment, small.id).held_at and not mette.get(Attachment, file.id).held_at
    assert sync_files.still_to_send(mette.session) == 1
    central.line.calls.clear()
    mette.sync()
    assert "upload" not in central.line.calls


def test_a_file_that_was_not_there_is_asked_for_when_it_has_come_after_all(pair):
    mette, jonas, case_id = pair
    file = attach(mette, case_id, SMALL)
    mette.sync()
    real = jonas.central.download

    def gone(*_asked):
        raise UserError("attachment.none")

    jonas.central.download = gone
    assert jonas.sync().files_refused == 1
    jonas.central.download = real
    assert jonas.sync().files_fetched == 0  # as long as nothing is said to have changed
    here = jonas.get(Attachment, file.id)
    later = replace(here, held_at=here.held_at + timedelta(seconds=2))
    with jonas.session.store.sync() as tx:
        scope = f"case:{case_id}"
        row = Incoming("attachment", file.id, here.rev, to_plain(later))
        tx.apply(scope, [row], tx.cursor(scope))
    assert jonas.sync().files_fetched == 1
    assert content(jonas, file) == SMALL


def test_how_far_it_has_come_is_told_in_bytes(pair):
    mette, _, case_id = pair
    attach(mette, case_id)
    told: list[Progress] = []
    sync.sync_once(mette.session, mette.central, told.append)
    files = [one for one in told if one.phase == "files"]
    assert [one.done for one in files] == [0, CHUNK_BYTES, 2 * CHUNK_BYTES]
    assert {one.total for one in files} == {len(PDF)}


def test_over_the_wire(pair, central):
    mette, jonas, case_id = pair
    with serving(central.database) as url:
        for laptop in (mette, jonas):
            login = sync.login(laptop.session)
            assert login
            laptop.central = HttpCentral(url, login.token)
        file = attach(mette, case_id)
        mette.sync()
        assert mette.central.uploaded(f"case:{case_id}", file.sha256) == len(PDF)
        assert mette.central.uploaded(f"case:{case_id}", "0" * 64) == 0
        jonas.sync()
        for laptop in (mette, jonas):
            laptop.central.close()
    assert content(jonas, file) == PDF
