"""Filled forms (blanketter), their decisions, signatures and envelopes, and what a form asked.

What a form asks is data (`resources/forms`); a filled form keeps the version it was begun with.
"""

from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from jobassist.records.declare import Merge, Record, Rests, Scope, field, record, ref, shared_fields


class FormState(StrEnum):
    """How far a form has come (kladde ... afbrudt).

    Nobody stores SYNCED: a signed form is it as soon as the central holds its every part
    (`services.parts.stage`). Stored, two laptops that learn it would each change the form.
    """

    DRAFT = "draft"
    COMPLETE = "complete"
    SIGNED = "signed"
    SYNCED = "synced"
    FILED = "filed"  # typed into VITAS, reference number returned
    APPROVED = "approved"
    REFUSED = "refused"
    RUNNING = "running"
    EXTENDED = "extended"
    ENDED = "ended"
    BROKEN_OFF = "broken_off"


@shared_fields
class FilledForm(Record):
    """What every filled form has.

    `type` names the form ("virksomhedspraktik"), `version` is SHA-256 of its definition's bytes,
    hex. `values`, `overrides` and `checks` are JSON (`services.forms` reads and writes them):
    what was filled in by field, the reasons given for overridden warnings by rule, and the checks
    as they stood when the form was completed, each with rule id and version. What two devices
    filled in of one form is merged field by field: a period or a table is one field.
    """

    author_id: str = ref("user")
    created_at: datetime = field(Merge.FIXED)
    type: str = field(Merge.FIXED)
    version: str = field(Merge.FIXED)
    cvr: str = field(default="")
    p_number: str = field(default="")
    state: FormState = field(default=FormState.DRAFT)
    values: str = field(Merge.KEYS, personal=True, default="{}")
    overrides: str = field(Merge.KEYS, personal=True, default="{}")
    checks: str = field(personal=True, default="[]")
    completed_at: datetime | None = field(default=None)


_RESTS = Rests(
    state="state",
    on=("values", "overrides", "checks", "cvr", "p_number"),
    falls=(FormState.COMPLETE.value,),
    back=FormState.DRAFT.value,
)
"""A form is complete as it was checked: what others filled in meanwhile makes it a draft again."""


@record(
    "form",
    scope=Scope.CASE,
    case_field="case_id",
    rests=replace(_RESTS, on=(*_RESTS.on, "starts_on", "ends_on")),
)
class Form(FilledForm):
    """A form about a citizen: an application, its extension or its end.

    `round` counts the rounds of signing: a change after the first signature begins the next, and
    signatures of earlier rounds are void. `follows_id` is the form that this one extends or ends.
    `started_from` tells where it was begun (`visit:<id>`, `candidate:<id>`, `form:<id>`; empty:
    from the case). `ticked` are the fields already typed into VITAS.
    """

    case_id: str = ref("case")
    started_from: str = field(Merge.FIXED, default="")
    follows_id: str | None = ref("form", default=None)
    captured_offline_at: datetime | None = field(default=None)
    starts_on: date | None = field(personal=True, default=None)
    ends_on: date | None = field(personal=True, default=None)
    remind_on: date | None = field(personal=True, default=None)
    round: int = field(default=1)
    vitas_ref: str = field(default="")
    ticked: tuple[str, ...] = field(Merge.SET, default=())
    outcome: str = field(personal=True, default="")
    outcome_remarks: str = field(personal=True, default="")


@record("company_form", scope=Scope.ORGANISATION, rests=_RESTS)
class CompanyForm(FilledForm):
    """A form about a company alone: a visit, a job order. It says nothing of any citizen."""

    started_from: str = field(Merge.FIXED, default="")


@record("form_definition", scope=Scope.ORGANISATION, vouched=True)
class FormDefinition(Record):
    """A form in one version, kept as long as something was filled in by it.

    The id follows from `version` (SHA-256 of `text` in UTF-8, hex), so every device makes the
    same record. Whoever reads it checks the hash. Insert-only.
    """

    name: str = field(Merge.FIXED)
    version: str = field(Merge.FIXED)
    text: str = field(Merge.FIXED)


class HouseFileKind(StrEnum):
    """What a file of the municipality's own is."""

    FORM = "form"
    RULES = "rules"
    POLICY = "policy"


@record("house_file", scope=Scope.ORGANISATION, vouched=True)
class HouseFile(Record):
    """A form or rule file of the municipality's own, in use since a librarian accepted it.

    `version` is SHA-256 of `text` in UTF-8, hex; the id follows from it. Only a librarian makes or
    withdraws one; a policy only the central, and what it publishes itself it accepts by its own id.
    """

    kind: HouseFileKind = field(Merge.FIXED)
    name: str = field(Merge.FIXED)
    version: str = field(Merge.FIXED)
    text: str = field(Merge.FIXED)
    accepted_by: str = ref("user")
    accepted_at: datetime = field(Merge.FIXED)
    withdrawn: bool = field(default=False)


class DecisionOutcome(StrEnum):
    """What was decided (afgørelse)."""

    APPROVED = "approved"
    REFUSED = "refused"


@record("form_decision", scope=Scope.CASE, case_field="case_id")
class FormDecision(Record):
    """The decision of a form, with reasons and appeal notice. Insert-only.

    `delegated`: decided on the spot by authority that was delegated to the consultant, before
    anybody signed; it is sealed with the form. `round` is the form's round of signing that was
    decided; a later one needs a decision of its own. `content_hash` is SHA-256, hex, of what the
    form said when it was decided (`services.signed_content`), and `checks` what the rules said of
    the decision, as JSON.
    """

    case_id: str = ref("case")
    form_id: str = ref("form")
    decided_by: str = ref("user")
    decided_at: datetime = field(Merge.FIXED)
    round: int = field(Merge.FIXED)
    outcome: DecisionOutcome = field(Merge.FIXED, personal=True)
    reasons: str = field(Merge.FIXED, personal=True)
    legal_basis: str = field(Merge.FIXED)
    appeal_notice: str = field(Merge.FIXED, personal=True)
    delegated: bool = field(Merge.FIXED, default=False)
    content_hash: str = field(Merge.FIXED, default="")
    checks: str = field(Merge.FIXED, personal=True, default="[]")


class SignatureRole(StrEnum):
    """Who signs (DOMAIN.md §2.1, Signatures)."""

    EMPLOYER = "employer"
    EMPLOYEE_REP = "employee_rep"
    CITIZEN = "citizen"
    CONSULTANT = "consultant"  # as witness


class SignatureMeans(StrEnum):
    """How it was given."""

    SCREEN = "screen"
    SCAN = "scan"  # on a printed sheet, scanned


@record("signature", scope=Scope.CASE, case_field="case_id")
class Signature(Record):
    """One party's signature on a form as it stood in one round, or their refusal. Insert-only.

    `content_hash` is SHA-256, hex, of the bytes that were signed (`services.forms.signable`).
    `image_id` is the attachment with the drawn or scanned image, by its SHA-256; no pressure or
    pen dynamics are kept. `witness_id` is the employee whose device it was given on.
    """

    case_id: str = ref("case")
    form_id: str = ref("form")
    round: int = field(Merge.FIXED)
    role: SignatureRole = field(Merge.FIXED)
    means: SignatureMeans = field(Merge.FIXED)
    name: str = field(Merge.FIXED, personal=True)
    position: str = field(Merge.FIXED, personal=True, default="")
    signed_at: datetime = field(Merge.FIXED)
    content_hash: str = field(Merge.FIXED)
    image_id: str | None = field(Merge.FIXED, default=None)
    refused: bool = field(Merge.FIXED, default=False)
    refusal_reason: str = field(Merge.FIXED, personal=True, default="")
    witness_id: str = ref("user")
    device_id: str | None = field(Merge.FIXED, default=None)


class EnvelopeState(StrEnum):
    """An envelope is sealed from its first moment."""

    SEALED = "sealed"


@record(
    "envelope",
    scope=Scope.CASE,
    case_field="case_id",
    sealed_when=("state", "sealed"),
    author="author_id",
)
class Envelope(Record):
    """A signed form sealed as one: never changed; a later round makes an envelope of its own.

    `content` is canonical JSON (RFC 8785) with everything the parties signed; `root` is the hash
    that the employer's copy verifies against too; `pdf_id` is SHA-256 of the PDF/A, hex. The seal
    itself is as a note's: `sealed`, `hash` and `signature`, by the device's key.
    """

    case_id: str = ref("case")
    author_id: str = ref("user")
    form_id: str = ref("form")
    made_at: datetime = field(Merge.FIXED)
    round: int = field(Merge.FIXED)
    form_version: str = field(Merge.FIXED)
    content: str = field(Merge.FIXED, personal=True)
    root: str = field(Merge.FIXED)
    pdf_id: str | None = field(Merge.FIXED, default=None)
    state: EnvelopeState = field(Merge.FIXED, default=EnvelopeState.SEALED)
    sealed: str | None = field(Merge.FIXED, personal=True, default=None)
    previous_hash: str | None = field(Merge.FIXED, default=None)
    hash: str | None = field(Merge.FIXED, default=None)
    signature: str | None = field(Merge.FIXED, default=None)
    device_id: str | None = field(Merge.FIXED, default=None)
