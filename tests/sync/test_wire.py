"""The wire is frozen: these bytes are what protocol 1 means, whatever the records' code becomes."""

from jobassist.records import KINDS
from jobassist.sync import wire

FROZEN = {
    "user": ["name", "role", "org_unit", "phone", "email"],
    "citizen": [
        "cpr", "given_name", "family_name", "address", "phone", "email", "benefit",
        "target_group", "protected_address",
    ],
    "case": [
        "number", "citizen_id", "coordinator_id", "state", "opened_on", "first_contact_on",
        "org_unit", "title",
    ],
    "case_assignment": ["case_id", "user_id", "role", "from_day", "to_day"],
    "note": [
        "case_id", "author_id", "created_at", "occurred_at", "channel", "participants", "title",
        "text", "addendum_to", "phrases", "model", "model_unfit", "state", "finalised_at",
        "sealed", "previous_hash", "hash", "signature", "device_id",
    ],
    "phrase": [
        "key", "title", "spoken_name", "category", "body", "version", "valid_from", "valid_to",
        "tags", "abbreviation", "author_id", "changed_at", "unit", "state", "approved_by",
    ],
    "private_phrase": [
        "key", "title", "spoken_name", "category", "body", "version", "valid_from", "valid_to",
        "tags", "abbreviation", "author_id", "changed_at", "owner_id",
    ],
    "phrase_version": ["key", "version", "title", "body", "author_id", "changed_at"],
    "private_phrase_version": [
        "key", "version", "title", "body", "author_id", "changed_at", "owner_id",
    ],
    "letter": [
        "case_id", "author_id", "created_at", "dated", "phrase", "sender", "recipient", "subject",
        "text", "state", "queued_at", "pdf_id", "sealed", "previous_hash", "hash", "signature",
        "device_id",
    ],
    "form": [
        "author_id", "created_at", "type", "version", "cvr", "p_number", "state",
        "values", "overrides", "checks", "completed_at", "case_id", "started_from",
        "follows_id", "captured_offline_at", "starts_on", "ends_on", "remind_on",
        "round", "vitas_ref", "ticked", "outcome", "outcome_remarks",
    ],
    "company_form": [
        "author_id", "created_at", "type", "version", "cvr", "p_number", "state",
        "values", "overrides", "checks", "completed_at", "started_from",
    ],
    "form_definition": [
        "name", "version", "text",
    ],
    "house_file": [
        "kind", "name", "version", "text", "accepted_by", "accepted_at", "withdrawn",
    ],
    "form_decision": [
        "case_id", "form_id", "decided_by", "decided_at", "round", "outcome", "reasons",
        "legal_basis", "appeal_notice", "delegated",
    ],
    "signature": [
        "case_id", "form_id", "round", "role", "means", "name", "position", "signed_at",
        "content_hash", "image_id", "refused", "refusal_reason", "witness_id",
        "device_id",
    ],
    "envelope": [
        "case_id", "author_id", "form_id", "made_at", "round", "form_version",
        "content", "root", "pdf_id", "state", "sealed", "previous_hash", "hash",
        "signature", "device_id",
    ],
}  # fmt: skip

PAYLOAD = (
    '{"base_rev":0,"fields":{"body":"Kære {borger.navn}\\nÆØÅ","key":"jn","title":"Jobsamtale"},'
    '"id":"01920000-0000-7000-8000-000000000001","kind":"phrase",'
    '"record":"01920000-0000-7000-8000-000000000002","seq":1}'
)


def test_no_wire_name_was_lost_or_renamed():
    now = {name: [f.wire for f in kind.fields] for name, kind in KINDS.items()}
    lost = {name: set(fields) - set(now.get(name, [])) for name, fields in FROZEN.items()}
    assert {name: fields for name, fields in lost.items() if fields} == {}


def test_canonical_json_is_frozen():
    change = wire.Change.model_validate_json(PAYLOAD)
    assert wire.canonical(change.model_dump(exclude_unset=True)) == PAYLOAD
    assert (
        wire.digest(PAYLOAD) == "1bec4dbb4317325ed23674cf14ca4c5192d71a15c72df5bf16567eab67984388"
    )


def test_names_of_a_newer_protocol_are_ignored():
    newer = '{"answers": [{"id": "01920000-0000-7000-8000-000000000001", "outcome": "applied", '
    newer += '"rev": 1, "mood": "good"}], "weather": "rain"}'
    assert wire.Answers.model_validate_json(newer).answers[0].rev == 1


def test_fields_unknown_here_are_left_out():
    kind = KINDS["phrase"]
    assert wire.from_wire(kind, {"key": "jn", "colour": "red"}) == {"key": "jn"}
    assert wire.to_wire(kind, {"key": "jn"}) == {"key": "jn"}
