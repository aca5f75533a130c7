"""What a thing is. Importing this package declares every record type."""

from jobassist.records.case import Case, CaseAssignment, CaseRole, CaseState
from jobassist.records.citizen import Citizen
from jobassist.records.declare import KINDS, FieldInfo, Kind, Merge, Record, Scope, Value, kind_of
from jobassist.records.form import (
    CompanyForm,
    DecisionOutcome,
    Envelope,
    EnvelopeState,
    FilledForm,
    Form,
    FormDecision,
    FormDefinition,
    FormState,
    Signature,
    SignatureMeans,
    SignatureRole,
)
from jobassist.records.letter import DeliveryState, Letter, LetterDelivery, LetterState
from jobassist.records.note import ContactChannel, Note, NoteState
from jobassist.records.phrase import (
    Phrase,
    PhraseState,
    PhraseText,
    PhraseVersion,
    PrivatePhrase,
    PrivatePhraseVersion,
)
from jobassist.records.user import Role, User

__all__ = [
    "KINDS",
    "Case",
    "CaseAssignment",
    "CaseRole",
    "CaseState",
    "Citizen",
    "CompanyForm",
    "ContactChannel",
    "DecisionOutcome",
    "DeliveryState",
    "Envelope",
    "EnvelopeState",
    "FieldInfo",
    "FilledForm",
    "Form",
    "FormDecision",
    "FormDefinition",
    "FormState",
    "Kind",
    "Letter",
    "LetterDelivery",
    "LetterState",
    "Merge",
    "Note",
    "NoteState",
    "Phrase",
    "PhraseState",
    "PhraseText",
    "PhraseVersion",
    "PrivatePhrase",
    "PrivatePhraseVersion",
    "Record",
    "Role",
    "Scope",
    "Signature",
    "SignatureMeans",
    "SignatureRole",
    "User",
    "Value",
    "kind_of",
]
