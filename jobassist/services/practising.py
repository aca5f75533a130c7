"""Which case is the practice case: asked wherever something real would otherwise come of it."""

from jobassist.ports.store import PRACTICE, Reader

PRACTICE_SEAL = "practice.last_hash"
"""The setting with the hash of the last note that was sealed in the practice case."""


def practice_ids(tx: Reader) -> frozenset[str]:
    """The ids of the practice case and of its citizen; none where nobody practises."""
    return frozenset((tx.setting(PRACTICE) or "").split())
