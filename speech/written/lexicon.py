"""The shipped lexicon: compounds of the domain, and words with a spelling of their own."""

from functools import cache
from importlib import resources
from typing import NamedTuple

_SHORTEST_STEM = 3
_VOWELS = "aeiouyæøå"


class Lexicon(NamedTuple):
    """What is joined and what is respelled."""

    joined: frozenset[str]  # compounds with their forms
    first_parts: frozenset[str]  # what they begin with when heard apart
    terms: dict[str, str]  # spoken form (lower case, words apart) to written form


@cache
def shipped() -> Lexicon:
    """What `resources/written/` holds: `compounds.txt` and `terms.txt`."""
    joined: set[str] = set()
    first_parts: set[str] = set()
    for line in _lines("compounds.txt"):
        first, _, rest = line.partition(":")
        acts, first = first.startswith("*"), first.removeprefix("*")
        first_parts.add(first)
        for head in rest.split():
            known = (form for form in forms(head) if form == head or not (acts and form[-1] == "r"))
            joined.update(first + form for form in known)
    terms: dict[str, str] = {}
    for line in _lines("terms.txt"):
        spoken, _, written = (part.strip() for part in line.partition("="))
        terms.update(_spellings(spoken, written or spoken))
    return Lexicon(frozenset(joined), frozenset(first_parts), terms)


def compounds() -> list[str]:
    """The compounds as listed, without their inflected forms."""
    listed = []
    for line in _lines("compounds.txt"):
        first, _, rest = line.partition(":")
        listed += [first.removeprefix("*") + head for head in rest.split()]
    return listed


def forms(head: str) -> list[str]:
    """The forms a noun may take; some do not exist, which is harmless where words are known."""
    if head.endswith("e"):
        bases = [head, *(head + ending for ending in ("n", "t", "r", "rne", "ns", "ts", "rnes"))]
        return [*bases, head + "s"]
    stems = [head]
    if head[-1] not in _VOWELS and len(head) >= _SHORTEST_STEM and head[-2] in _VOWELS:
        stems.append(head + head[-1])
    endings = ("en", "et", "er", "erne", "e", "ene", "ens", "ets", "ers", "ernes", "enes", "es")
    shortened = [head[:-2] + head[-1]] if head.endswith(("er", "el", "en")) else []
    return [head, head + "s", *(s + e for s in [*stems, *shortened] for e in endings)]


def _spellings(spoken: str, written: str) -> dict[str, str]:
    """A term ending in ~ takes the noun's endings; `spoken` may list variants with |."""
    found: dict[str, str] = {}
    for variant in (part.strip() for part in spoken.split("|")):
        if written.endswith("~"):
            said, stem = variant.removesuffix("~").lower(), written.removesuffix("~")
            heard, head = said.split()[-1], stem.rsplit("-", 1)[-1]
            for heard_form, form in zip(forms(heard), forms(head), strict=False):
                found[said.removesuffix(heard) + heard_form] = stem[: -len(head)] + form
        else:
            found[variant.lower()] = written
    return found


def _lines(name: str) -> list[str]:
    text = resources.files("resources").joinpath("written", name).read_text(encoding="utf-8")
    return [line for raw in text.splitlines() if (line := raw.split("#")[0].strip())]
