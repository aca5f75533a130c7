"""Candidate profiles, many at a time."""

import json
from datetime import date
from functools import lru_cache

from sqlalchemy import Connection, RowMapping, text

from jobassist.records import CandidateProfile, ProfileState
from storage.fulltext import by_prefix, words

_ACTIVE = "SELECT * FROM candidate_profile WHERE state = 'active' {condition} ORDER BY id"
_MATCHING = (
    "AND place IN (SELECT rowid FROM candidate_profile_fts WHERE candidate_profile_fts MATCH :any)"
)


def active(connection: Connection, query: str) -> list[CandidateProfile]:
    """Active profiles whose titles or skills hold a word of the query, by prefix; all without."""
    wanted = " OR ".join(by_prefix(word) for word in words(query))
    statement = text(_ACTIVE.format(condition=_MATCHING if wanted else ""))
    rows = connection.execute(statement, {"any": wanted} if wanted else {}).mappings()
    return [_profile(row) for row in rows]


def _profile(row: RowMapping) -> CandidateProfile:
    """As `rows.to_record`, without checking anew what was checked when it was stored.

    A search goes through thousands, and checking takes most of its time.
    """
    return CandidateProfile(
        id=row["id"],
        rev=row["rev"],
        case_id=row["case_id"],
        contact_id=row["contact_id"],
        label=row["label"],
        job_titles=_set(row["job_titles"]),
        skills=_set(row["skills"]),
        licences=_set(row["licences"]),
        languages=_set(row["languages"]),
        least_minutes=row["least_minutes"],
        most_minutes=row["most_minutes"],
        postcode=row["postcode"],
        most_km=row["most_km"],
        considerations=_set(row["considerations"]),
        presentation=row["presentation"],
        ready_on=date.fromisoformat(row["ready_on"]) if row["ready_on"] else None,
        since=date.fromisoformat(row["since"]),
        state=ProfileState(row["state"]),
    )


@lru_cache(maxsize=8_192)
def _set(stored: str) -> tuple[str, ...]:
    return () if stored == "[]" else tuple(json.loads(stored))
