"""What a thing is. Importing this package declares every record type."""

from jobassist.records.attachment import Attachment, CompanyAttachment
from jobassist.records.candidate import CandidateConsent, CandidateProfile, ProfileState
from jobassist.records.case import Case, CaseAssignment, CaseRole, CaseState
from jobassist.records.citizen import Citizen
from jobassist.records.company import (
    Company,
    CompanyAgreement,
    CompanyContact,
    ProductionUnit,
    Sector,
    SupportMeasure,
    SupportPlace,
)
from jobassist.records.declare import (
    KINDS,
    FieldInfo,
    Kind,
    Merge,
    Record,
    Rests,
    Scope,
    Value,
    kind_of,
)
from jobassist.records.filing import Misfiling, NoteTransfer
from jobassist.records.following import CaseFollow, CaseHandover, CaseMessage
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
    HouseFile,
    HouseFileKind,
    Signature,
    SignatureMeans,
    SignatureRole,
)
from jobassist.records.incoming import IncomingHandling, IncomingPost
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
from jobassist.records.plan import Plan, PlanStep, StepKind, StepState
from jobassist.records.talk import ContactTalk, TalkKind, TalkState
from jobassist.records.task import Task
from jobassist.records.term import Term
from jobassist.records.user import Role, User
from jobassist.records.visit import CompanyVisit, JobOrder, OrderState

__all__ = [
    "KINDS",
    "Attachment",
    "CandidateConsent",
    "CandidateProfile",
    "Case",
    "CaseAssignment",
    "CaseFollow",
    "CaseHandover",
    "CaseMessage",
    "CaseRole",
    "CaseState",
    "Citizen",
    "Company",
    "CompanyAgreement",
    "CompanyAttachment",
    "CompanyContact",
    "CompanyForm",
    "CompanyVisit",
    "ContactChannel",
    "ContactTalk",
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
    "HouseFile",
    "HouseFileKind",
    "IncomingHandling",
    "IncomingPost",
    "JobOrder",
    "Kind",
    "Letter",
    "LetterDelivery",
    "LetterState",
    "Merge",
    "Misfiling",
    "Note",
    "NoteState",
    "NoteTransfer",
    "OrderState",
    "Phrase",
    "PhraseState",
    "PhraseText",
    "PhraseVersion",
    "Plan",
    "PlanStep",
    "PrivatePhrase",
    "PrivatePhraseVersion",
    "ProductionUnit",
    "ProfileState",
    "Record",
    "Rests",
    "Role",
    "Scope",
    "Sector",
    "Signature",
    "SignatureMeans",
    "SignatureRole",
    "StepKind",
    "StepState",
    "SupportMeasure",
    "SupportPlace",
    "TalkKind",
    "TalkState",
    "Task",
    "Term",
    "User",
    "Value",
    "kind_of",
]
