"""Spoken requests: telling "indsæt <name of a standard text>" from words for the note."""

from rapidfuzz import fuzz

TRIGGERS = ("indsæt", "standardtekst")
_ALIKE = 80.0  # fuzz.ratio of what a weak model writes for a trigger ("indset", "ind sæt")


def after_trigger(spoken: str) -> str | None:
    """What follows the trigger word at the start of `spoken`; None when there is no trigger.

    The trigger may have been heard as one word or as two.
    """
    words = spoken.split()
    for taken in (1, 2):
        head = "".join(words[:taken]).strip(".,:;!?-").lower()
        if len(words) > taken and any(fuzz.ratio(head, t) >= _ALIKE for t in TRIGGERS):
            return " ".join(words[taken:])
    return None
