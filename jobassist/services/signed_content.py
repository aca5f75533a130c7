"""What a form says at the moment it is signed: its visible fields, its checks, the reasons given.

The bytes that are signed are canonical JSON (RFC 8785) of exactly this; their SHA-256 stands in
each signature. Whatever changes one of them makes other bytes, and the signatures void. A decision
that was made on the spot is part of them: the parties sign a form that says what was decided.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from jobassist.envelope.canonical import canonical
from jobassist.forms.definition import Definition, Field
from jobassist.forms.filling import Filling
from jobassist.ports.clock import danish_day
from jobassist.ports.store import Reader
from jobassist.records import Form, FormDecision
from jobassist.records.plain import plain
from jobassist.services.form_definitions import filled_in_by


@dataclass(frozen=True, slots=True)
class SignedField:
    """A filled-in field. `section` is the Danish heading; `text` is the value as people read it."""

    field: Field
    section: str
    value: Any
    text: Mapping[str, str]  # by language


@dataclass(frozen=True, slots=True)
class Content:
    """A form as it is signed. `required` and `optional` are the roles that sign it.

    `decision` is the one that was made on the spot, on exactly what the form says.
    """

    form: Form
    definition: Definition
    fields: tuple[SignedField, ...]
    checks: list[Any]
    overrides: dict[str, Any]
    required: tuple[str, ...]
    optional: tuple[str, ...]
    decision: FormDecision | None = None

    @property
    def signable(self) -> bytes:
        """The bytes that are signed."""
        decided = {} if self.decision is None else {"decision": decision_value(self.decision)}
        return canonical({**self._said, **decided})

    @property
    def content_hash(self) -> str:
        """SHA-256 of the signable bytes, hex."""
        return hashlib.sha256(self.signable).hexdigest()

    @property
    def decided_hash(self) -> str:
        """SHA-256, hex, of what a decision decides: all but the decision itself."""
        return hashlib.sha256(canonical(self._said)).hexdigest()

    @property
    def _said(self) -> dict[str, Any]:
        return {
            "form": self.form.id,
            "type": self.form.type,
            "definition": self.form.version,
            "round": self.form.round,
            "values": {one.field.key: one.value for one in self.fields},
            "overrides": self.overrides,
            "checks": self.checks,
        }

    @property
    def is_complete(self) -> bool:
        """Whether it has been completed, so that it can be signed."""
        return self.form.completed_at is not None


def read_content(tx: Reader, form: Form) -> Content:
    """The form as it stands. Raises: UserError `form.version_missing`, `form.other_version`."""
    definition = filled_in_by(tx, form)
    at = form.completed_at or form.created_at
    filling = Filling(definition, json.loads(form.values), today=danish_day(at), replacement=True)
    submitted = filling.submitted()
    sections = {f.key: s.title("da") for s in definition.sections for f in s.fields}
    fields = tuple(
        SignedField(
            definition.field(key),
            sections[key],
            value,
            {language: filling.state(key, language).text for language in ("da", "en")},
        )
        for key, value in submitted.items()
    )
    shown = [s for s in map(filling.state, definition.by_key) if s.field.role and s.visible]
    content = Content(
        form,
        definition,
        fields,
        json.loads(form.checks),
        json.loads(form.overrides),
        tuple(one.field.role for one in shown if one.required),
        tuple(one.field.role for one in shown if not one.required),
    )
    return replace(content, decision=_decision_of(tx, content))


def decision_value(decision: FormDecision) -> dict[str, Any]:
    """A decision as it is signed and sealed."""
    return {
        "outcome": decision.outcome.value,
        "reasons": decision.reasons,
        "legal_basis": decision.legal_basis,
        "appeal_notice": decision.appeal_notice,
        "decided_at": plain(decision.decided_at),
        "decided_by": decision.decided_by,
        "delegated": decision.delegated,
        "checks": json.loads(decision.checks),
    }


def _decision_of(tx: Reader, content: Content) -> FormDecision | None:
    """The latest that was made on the spot; one about another content does not count."""
    form = content.form
    given = tx.find(FormDecision, form_id=form.id, round=form.round, delegated=True)
    standing = [d for d in given if d.content_hash == content.decided_hash]
    return max(standing, key=lambda d: (d.decided_at, d.id), default=None)
