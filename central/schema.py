"""The central's tables. Records are stored alike, whatever their kind; the case partitions them.

A schema change is made here and in a new numbered migration; a test compares the two.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

# `body` and `field_revs` are canonical JSON: the fields in plain form, and the revision in which
# each field last changed. `history` keeps earlier values of fields that merge inside (a draft's
# lines, a set's elements) and is emptied when the record is sealed.
record = Table(
    "record",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("case_id", String(36), nullable=True),
    Column("created_by", String(36), nullable=False),
    Column("rev", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Column("field_revs", Text, nullable=False),
    Column("history", Text, nullable=False),
    Column("sealed", Boolean, nullable=False),
    Column("unknown", Text, nullable=False, server_default="{}"),  # a newer device's, by wire name
    Index("record_by_case", "case_id", "kind"),
    Index("record_by_kind", "kind"),
)

# One row for each scope: the counter is the lock that makes the feed's order the commit order.
scope = Table(
    "scope",
    metadata,
    Column("name", String(120), primary_key=True),
    Column("head", BigInteger, nullable=False),
)

# Where a record stands in a scope's feed: once, at its latest change.
entry = Table(
    "entry",
    metadata,
    Column("scope", String(120), nullable=False),
    Column("record_id", String(36), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("gone", Boolean, nullable=False),
    PrimaryKeyConstraint("scope", "record_id"),
    Index("entry_in_order", "scope", "seq", unique=True),
    Index("entry_by_record", "record_id"),
)

# Who may see a case: written together with the case or assignment (`source_id`) that says so.
access = Table(
    "access",
    metadata,
    Column("source_id", String(36), primary_key=True),
    Column("case_id", String(36), nullable=False),
    Column("user_id", String(36), nullable=False),
    Column("role", String(40), nullable=False),
    Column("from_day", String(10), nullable=False),
    Column("to_day", String(10), nullable=False),
    Column("until", String(24), nullable=True),  # an instant, for what was opened in an emergency
    Index("access_by_user", "user_id", "case_id"),
)

# Every operation ever taken in, so that a repeated push has one effect and the same answer.
operation = Table(
    "operation",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("device_id", String(36), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("answer", Text, nullable=False),
    Column("received_at", String(24), nullable=False),
)

# What could not be taken over and waits for someone: clashing fields and refused operations.
kept = Table(
    "kept",
    metadata,
    Column("operation_id", String(36), primary_key=True),
    Column("device_id", String(36), nullable=False),
    Column("record_id", String(36), nullable=False),
    Column("code", String(60), nullable=False),
    Column("payload", Text, nullable=False),
    Index("kept_by_record", "record_id"),
)

# Letters on their way to Digital Post (`central.post.queue`): ids and states, never what they say.
post = Table(
    "post",
    metadata,
    Column("letter_id", String(36), primary_key=True),
    Column("case_id", String(36), nullable=False),
    Column("delivery_id", String(36), nullable=False),
    Column("message_id", String(36), nullable=False, unique=True),
    Column("state", String(20), nullable=False),
    Column("reason", String(200), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("queued_at", String(24), nullable=False),
    Column("changed_at", String(24), nullable=False),
    Index("post_by_state", "state", "queued_at"),
)

# A case's own chain of final notes, in the order the central took them in.
chain = Table(
    "chain",
    metadata,
    Column("case_id", String(36), nullable=False),
    Column("position", Integer, nullable=False),
    Column("record_id", String(36), nullable=False),
    Column("hash", String(64), nullable=False),
    PrimaryKeyConstraint("case_id", "position"),
)

device = Table(
    "device",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("user_id", String(36), nullable=False),
    Column("local_user", String(36), nullable=True),
    Column("public_key", String(60), nullable=False),
    Column("enrolled_at", String(24), nullable=False),
    Column("seen_on", String(10), nullable=False),
    Column("wiped", Boolean, nullable=False),
    Column("state", String(10), nullable=False),  # active, lost, revoked
    Column("told_wipe_at", String(24), nullable=True),
    Column("challenged_at", String(24), nullable=True),
    Column("central_key", String(60), nullable=True),  # the one it has; None: the first
)

enrolment_code = Table(
    "enrolment_code",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("user_id", String(36), nullable=False),
    Column("expires_at", String(24), nullable=False),
    Column("used_by", String(36), nullable=True),
)
