"""Forms in the encrypted store: what is inserted once stays so, whoever writes."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jobassist.errors import UserError
from jobassist.records import (
    Case,
    DecisionOutcome,
    Envelope,
    Form,
    FormDecision,
    FormDefinition,
    FormState,
    Record,
    Signature,
    SignatureMeans,
    SignatureRole,
)
from storage.store import EncryptedStore
from tests.storage.samples import CASE_1, CASELOAD, record_id
from tests.storage.test_erasure import Opened

NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
USER = CASE_1.coordinator_id
FORM = Form(
    id=record_id(70),
    case_id=CASE_1.id,
    author_id=USER,
    created_at=NOW,
    type="virksomhedspraktik",
    version="0" * 64,
    values='{"opgaver":"slibe"}',
    ticked=("cpr", "cvr"),
)
SIGNATURE = Signature(
    id=record_id(71),
    case_id=CASE_1.id,
    form_id=FORM.id,
    round=1,
    role=SignatureRole.CITIZEN,
    means=SignatureMeans.SCREEN,
    name="Lise Holm",
    signed_at=NOW,
    content_hash="0" * 64,
    witness_id=USER,
)
DECISION = FormDecision(
    id=record_id(72),
    case_id=CASE_1.id,
    form_id=FORM.id,
    decided_by=USER,
    decided_at=NOW,
    round=1,
    outcome=DecisionOutcome.APPROVED,
    reasons="Egnet plads",
    legal_basis="LAB kapitel 11",
    appeal_notice="Du kan klage",
)
DEFINITION = FormDefinition(id=record_id(73), name="proeve", version="1" * 64, text="blanket: x")
ENVELOPE = Envelope(
    id=record_id(74),
    case_id=CASE_1.id,
    author_id=USER,
    form_id=FORM.id,
    made_at=NOW,
    round=1,
    form_version="0" * 64,
    content='{"opgaver":"slibe"}',
    root="0" * 64,
    sealed="{}",
    hash="0" * 64,
)


@pytest.fixture
def store(tmp_path: Path) -> EncryptedStore:
    made = Opened(tmp_path)
    with made.store.write() as tx:
        for record in (*CASELOAD, FORM, SIGNATURE, DECISION, DEFINITION, ENVELOPE):
            tx.put(record)
    return made.store


def test_a_form_comes_back_as_it_was_and_may_change(store: EncryptedStore):
    with store.write() as tx:
        assert tx.get(Form, FORM.id) == FORM
        tx.put(replace(FORM, state=FormState.COMPLETE, values='{"opgaver":"lakere"}'))
    with store.read() as tx:
        assert tx.get(Form, FORM.id).values == '{"opgaver":"lakere"}'


@pytest.mark.parametrize(
    "changed",
    [
        replace(SIGNATURE, name="En anden"),
        replace(SIGNATURE, refused=True),
        replace(DECISION, reasons="Noget andet"),
        replace(DEFINITION, text="blanket: y"),
        replace(ENVELOPE, content="{}"),
        replace(ENVELOPE, root="1" * 64),
    ],
    ids=["name", "refused", "reasons", "text", "content", "root"],
)
def test_what_is_inserted_once_never_changes(store: EncryptedStore, changed: Record):
    with pytest.raises(UserError, match=r"record\.sealed"), store.write() as tx:
        tx.put(changed)
    with store.read() as tx:
        assert tx.get(type(changed), changed.id) != changed


def test_with_its_case_a_form_is_erased_and_the_envelope_leaves_its_hash(store: EncryptedStore):
    with store.write() as tx:
        tx.erase(Case, CASE_1.id)
    with store.read() as tx:
        for kind in (Form, Signature, FormDecision):
            assert tx.count(kind) == 0
        (left,) = tx.find(Envelope)
    assert (left.content, left.sealed, left.hash) == ("", None, ENVELOPE.hash)
