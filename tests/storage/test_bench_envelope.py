"""The campaigns of `bench envelope`, short: they run, and they notice what they are for."""

from dataclasses import replace

import pytest

from benchmarks import _signing, envelope
from benchmarks.vault import _stores
from jobassist.records import Form, FormState
from storage.opened import OpenedStore


def silent(_line: str) -> None:
    pass


def test_flipped_bits_are_refused():
    figures = envelope.bits(times=60, seed=5, report=silent)
    assert (figures["refused"], figures["met"]) == (60, True)


def test_nothing_is_lost_of_a_visit_that_is_killed():
    figures = envelope.kills(times=6, seed=2, report=silent)
    assert figures["met"], figures


@pytest.fixture
def opened(tmp_path) -> OpenedStore:
    _stores.make(tmp_path / "data", 1)
    return _stores.unlock(tmp_path / "data")


def test_what_is_missing_is_noticed(opened, tmp_path):
    session = _signing.session_of(opened)
    form = _signing.new_form(session)
    with session.store.write() as tx:  # signed, it says, and there is no envelope
        tx.put(replace(tx.get(Form, form.id), state=FormState.SIGNED))
    opened.close()
    heard = [
        ("text", form.id, "Ønsker lys"),
        ("ink", form.id, "citizen", 2, 0, 0.0),
        ("signed", form.id, "citizen"),
        ("sealed", "e-1"),
    ]
    lost = _signing.judge(tmp_path / "data", heard, killed_at=10.0)
    assert lost["fields"] == lost["strokes"] == lost["signatures"] == 1
    assert lost["half_envelopes"] == 2
