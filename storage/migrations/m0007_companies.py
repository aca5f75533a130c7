"""The company register, visits and job orders, candidates, attachments; strokes being drawn."""

from typing import Any

from storage.migrations.m0001_first import searched

_STATEMENTS = (
    """
    CREATE TABLE company (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        cvr TEXT NOT NULL,
        name TEXT NOT NULL,
        sector TEXT NOT NULL,
        branch_code TEXT NOT NULL,
        branch TEXT NOT NULL,
        phone TEXT NOT NULL,
        email TEXT NOT NULL,
        ended_on TEXT,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    """
    CREATE TABLE production_unit (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        p_number TEXT NOT NULL,
        company_id TEXT NOT NULL,
        cvr TEXT NOT NULL,
        name TEXT NOT NULL,
        address TEXT NOT NULL,
        postcode TEXT NOT NULL,
        town TEXT NOT NULL,
        branch_code TEXT NOT NULL,
        branch TEXT NOT NULL,
        phone TEXT NOT NULL,
        email TEXT NOT NULL,
        ordinary_employees INTEGER,
        full_time_hundredths INTEGER,
        counted_on TEXT,
        easting INTEGER,
        northing INTEGER,
        ended_on TEXT,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX production_unit_company_id ON production_unit (company_id)",
    """
    CREATE TABLE company_contact (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        company_id TEXT NOT NULL,
        unit_id TEXT,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        phone TEXT NOT NULL,
        email TEXT NOT NULL,
        is_employee_rep INTEGER NOT NULL,
        left_on TEXT,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX company_contact_company_id ON company_contact (company_id)",
    "CREATE INDEX company_contact_unit_id ON company_contact (unit_id)",
    """
    CREATE TABLE company_agreement (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        company_id TEXT NOT NULL,
        unit_id TEXT,
        user_id TEXT NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        from_day TEXT NOT NULL,
        to_day TEXT,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX company_agreement_company_id ON company_agreement (company_id)",
    "CREATE INDEX company_agreement_unit_id ON company_agreement (unit_id)",
    "CREATE INDEX company_agreement_user_id ON company_agreement (user_id)",
    """
    CREATE TABLE support_place (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        unit_id TEXT NOT NULL,
        measure TEXT NOT NULL,
        from_day TEXT NOT NULL,
        to_day TEXT,
        form TEXT NOT NULL,
        told_by TEXT NOT NULL,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX support_place_unit_id ON support_place (unit_id)",
    """
    CREATE TABLE company_visit (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        unit_id TEXT NOT NULL,
        company_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        held_at TEXT NOT NULL,
        participants TEXT NOT NULL,
        labour_need TEXT NOT NULL,
        options_offered TEXT NOT NULL,
        agreements TEXT NOT NULL,
        employees INTEGER,
        candidates_shown TEXT NOT NULL,
        next_contact_on TEXT,
        next_contact TEXT NOT NULL,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX company_visit_unit_id ON company_visit (unit_id)",
    "CREATE INDEX company_visit_company_id ON company_visit (company_id)",
    "CREATE INDEX company_visit_user_id ON company_visit (user_id)",
    """
    CREATE TABLE job_order (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        unit_id TEXT NOT NULL,
        company_id TEXT NOT NULL,
        visit_id TEXT,
        user_id TEXT NOT NULL,
        created_at TEXT NOT NULL,
        job_title TEXT NOT NULL,
        "count" INTEGER NOT NULL,
        start_on TEXT,
        weekly_minutes INTEGER,
        skills TEXT NOT NULL,
        licences TEXT NOT NULL,
        remarks TEXT NOT NULL,
        state TEXT NOT NULL,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX job_order_unit_id ON job_order (unit_id)",
    "CREATE INDEX job_order_company_id ON job_order (company_id)",
    "CREATE INDEX job_order_visit_id ON job_order (visit_id)",
    "CREATE INDEX job_order_user_id ON job_order (user_id)",
    """
    CREATE TABLE candidate_profile (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        case_id TEXT NOT NULL,
        contact_id TEXT NOT NULL,
        label TEXT NOT NULL,
        job_titles TEXT NOT NULL,
        skills TEXT NOT NULL,
        licences TEXT NOT NULL,
        languages TEXT NOT NULL,
        least_minutes INTEGER NOT NULL,
        most_minutes INTEGER NOT NULL,
        postcode TEXT NOT NULL,
        most_km INTEGER NOT NULL,
        considerations TEXT NOT NULL,
        presentation TEXT NOT NULL,
        ready_on TEXT,
        since TEXT NOT NULL,
        state TEXT NOT NULL,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX candidate_profile_case_id ON candidate_profile (case_id)",
    "CREATE INDEX candidate_profile_contact_id ON candidate_profile (contact_id)",
    """
    CREATE TABLE candidate_consent (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        case_id TEXT NOT NULL,
        profile_id TEXT NOT NULL,
        company_id TEXT,
        trade TEXT NOT NULL,
        how TEXT NOT NULL,
        given_on TEXT NOT NULL,
        recorded_by TEXT NOT NULL,
        to_day TEXT,
        withdrawn_on TEXT,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX candidate_consent_case_id ON candidate_consent (case_id)",
    "CREATE INDEX candidate_consent_profile_id ON candidate_consent (profile_id)",
    "CREATE INDEX candidate_consent_company_id ON candidate_consent (company_id)",
    "CREATE INDEX candidate_consent_recorded_by ON candidate_consent (recorded_by)",
    """
    CREATE TABLE attachment (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        author_id TEXT NOT NULL,
        made_at TEXT NOT NULL,
        belongs_to TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        media TEXT NOT NULL,
        title TEXT NOT NULL,
        held_at TEXT,
        case_id TEXT NOT NULL,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX attachment_author_id ON attachment (author_id)",
    "CREATE INDEX attachment_case_id ON attachment (case_id)",
    """
    CREATE TABLE company_attachment (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        author_id TEXT NOT NULL,
        made_at TEXT NOT NULL,
        belongs_to TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        media TEXT NOT NULL,
        title TEXT NOT NULL,
        held_at TEXT,
        unit_id TEXT NOT NULL,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX company_attachment_author_id ON company_attachment (author_id)",
    "CREATE INDEX company_attachment_unit_id ON company_attachment (unit_id)",
    # Strokes as they are drawn, on this device only, until the signature is given or thrown away.
    """
    CREATE TABLE ink (
        place INTEGER NOT NULL,
        form_id TEXT NOT NULL,
        role TEXT NOT NULL,
        points TEXT NOT NULL,
        PRIMARY KEY (place)
    )
    """,
    "CREATE INDEX ink_form ON ink (form_id, role)",
)
_SEARCHED = {
    "company": ("name", "cvr"),
    "production_unit": ("name", "p_number", "cvr", "town", "branch"),
    "candidate_profile": ("job_titles", "skills"),
}
_WORDS = "CREATE VIRTUAL TABLE {0}_words USING fts5vocab('{0}_fts', 'row')"


def apply(db: Any) -> None:
    """Make the tables, their full-text indexes, and the words of the names in the register."""
    for statement in _STATEMENTS:
        db.execute(statement)
    for table, columns in _SEARCHED.items():
        searched(db, table, columns)
    for table in ("company", "production_unit"):
        db.execute(_WORDS.format(table))
