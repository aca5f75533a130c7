"""Spoken requests: telling "indsæt <name of a standard text>" from words for the note.

A weak model seldom writes the trigger right, so a segment short enough to be a request is
listened to once more, unless the engine has looked already: the sound itself tells whether it
begins with a trigger. The same goes for the answer to the texts that are then shown, and for the
choices of a blank.
"""

from collections.abc import Callable, Sequence

from rapidfuzz import fuzz

from jobassist.ports.speech import TRIGGERS, NameMatch, Recogniser, Samples, Segment

LONGEST_REQUEST = 7.0  # seconds, with the silence around it
LONGEST_ANSWER = 3.0
ANSWERS = (
    ("1", "en"),
    ("1", "nummer et"),
    ("1", "den første"),
    ("2", "to"),
    ("2", "nummer to"),
    ("2", "den anden"),
    ("3", "tre"),
    ("3", "nummer tre"),
    ("3", "den tredje"),
    ("no", "nej"),
    ("no", "ingen af dem"),
)
"""What may be said to the texts that are shown: which of them, or none."""
NO_ANSWERS = ("det er det", "træt", "tak", "godt", "ja", "mere", "hej", "en time", "ingen",
    "ingenting", "den anden dag", "den første januar", "det er nok", "hun er", "nu",
)  # fmt: skip
"""Short ordinary speech that sounds like an answer; what sounds more like one of these is none."""
_NONE = "-"  # the key of what is no answer
_CERTAIN = 0.8  # of 1: an answer acts at once
_ALIKE = 80.0  # fuzz.ratio of what a weak model writes for a trigger ("indset", "ind sæt")


def asked(
    recogniser: Callable[[], Recogniser],
    segment: Segment,
    sound: Samples,
    names: Sequence[tuple[str, str]],
    begins: bool | None = None,
) -> NameMatch | None:
    """What a segment asks for; None when it is for the note. `sound` is the segment's.

    `begins` is what the recogniser heard of a trigger while it was spoken, if it looked.
    """
    if not names:
        return None
    if after_trigger(segment.text) is not None:
        return recogniser().match(sound, names)
    if begins is False or segment.end - segment.start > LONGEST_REQUEST:
        return None
    match = recogniser().match(sound, names, only_asked=True)
    return match if match.asked else None


def answer(
    recogniser: Callable[[], Recogniser],
    segment: Segment,
    sound: Samples,
    choices: Sequence[tuple[str, str]] = (),
) -> str | None:
    """The answer to what is shown: a number from "1" on, or "no"; None when it is no answer.

    `choices` are numbers and what each is called, when that may be said as well.
    """
    if segment.end - segment.start > (LONGEST_REQUEST if choices else LONGEST_ANSWER):
        return None
    words = segment.text.strip(" .,:;!?-").lower()
    written = {spoken: choice for choice, spoken in ANSWERS}
    if words in written:
        return written[words]
    for number, name in choices:
        if fuzz.ratio(words, name.strip(" .,:;!?-").lower()) >= _ALIKE:
            return number
    names = (*ANSWERS, *((_NONE, spoken) for spoken in NO_ANSWERS), *choices)
    match = recogniser().match(sound, names, triggers=())
    certain = match.candidates and match.candidates[0].score >= _CERTAIN
    return match.accepted if certain and match.accepted != _NONE else None


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
