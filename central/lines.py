"""Three-way merge of text by lines, of sets by element, and of objects by key."""

import json
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

_MOST_LINES = 4000  # comparing is quadratic at worst; a longer text is left to a person


def merge_lines(base: str, mine: str, theirs: str) -> str | None:
    """Both sides' changes to `base`, or None where they changed the same lines differently."""
    texts = [text.split("\n") for text in (base, mine, theirs)]
    if max(map(len, texts)) > _MOST_LINES:
        return None
    before, a, b = texts
    merged: list[str] = []
    for (base_from, a_from, b_from), (base_to, a_to, b_to) in pairwise(_anchors(before, a, b)):
        old, left, right = before[base_from:base_to], a[a_from:a_to], b[b_from:b_to]
        if left in (old, right):
            merged += right
        elif right == old:
            merged += left
        else:
            return None
    return "\n".join(merged)


def merge_sets(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """`theirs` with what `mine` added to and removed from `base`."""
    added, removed = set(mine) - set(base), set(base) - set(mine)
    return sorted((set(theirs) | added) - removed)


def merge_keys(base: str, mine: str, theirs: str) -> tuple[str, frozenset[str]]:
    """`theirs` with the keys that `mine` changed, and the keys that both changed differently.

    All three are JSON objects. Of a key that clashes, theirs stands.
    """
    before, ours, there = (json.loads(text) for text in (base, mine, theirs))
    merged, clashing = dict(there), set()
    for key in before.keys() | ours.keys():
        was, wanted, stands = (said.get(key) for said in (before, ours, there))
        if wanted in (was, stands):
            continue
        if stands != was:
            clashing.add(key)
        elif key in ours:
            merged[key] = wanted
        else:
            del merged[key]
    return _packed(merged), frozenset(clashing)


def differing(one: str, other: str) -> frozenset[str]:
    """The keys of two JSON objects whose values are not the same."""
    first, second = json.loads(one), json.loads(other)
    return frozenset(k for k in first.keys() | second.keys() if first.get(k) != second.get(k))


def only(said: str, keys: Iterable[str]) -> str:
    """Of a JSON object these keys; null for one it has not."""
    known = json.loads(said)
    return _packed({key: known.get(key) for key in keys})


def _packed(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _anchors(before: list[str], a: list[str], b: list[str]) -> list[tuple[int, int, int]]:
    """Where all three agree: (position in base, in a, in b) at every edge between stretches."""
    in_a, in_b = _partners(before, a), _partners(before, b)
    edges = [(0, 0, 0)]
    for i in range(len(before)):
        if i in in_a and i in in_b:
            edges += [(i, in_a[i], in_b[i]), (i + 1, in_a[i] + 1, in_b[i] + 1)]
    return [*edges, (len(before), len(a), len(b))]


def _partners(before: list[str], after: list[str]) -> dict[int, int]:
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return {block.a + i: block.b + i for block in blocks for i in range(block.size)}
