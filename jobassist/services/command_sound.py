"""Spoken commands by their sound: what the engine is told to listen for, and what it may answer.

A weak model writes "Stoppik, tag dem" for »stop diktat«; the sound says more than that text. Each
command competes with ordinary sayings that sound like one, and with everyday ones that a weak model
takes for anything.
"""

from jobassist.services.commands import COMMANDS, SECTIONS, Order

_BY_TEXT_ALONE = frozenset(("capital",))
"""One short word: its sound is that of too many sayings."""
_ORDINARY = (
    "slet ikke", "slettet", "sletter det", "slettede det", "det er slettet", "slet og ret",
    "fortrød", "fortryder", "fortrød det", "fortroligt", "fordi", "for tidligt", "for dyrt",
    "forleden", "stop", "stop her", "stop med det", "stoppede", "start", "stort", "stort set",
    "større", "støtte", "stort behov", "et stort behov", "støt", "næste uge", "næste gang",
    "næste møde", "i næste uge", "næste fald", "et felt", "felt", "det næste skridt",
    "næste skridt", "forrige uge", "forrige gang", "forrige måned", "forkert", "springer over",
    "sprang over", "spring ikke over", "han springer over", "gå til lægen", "går til lægen",
    "går til møde", "vurdering", "aftale", "oplysninger", "aftalen gælder", "sidste sætning",
    "sætningen", "plads til alle", "vi tales ved", "hun er træt", "det hele", "det er det",
    "det er fint", "ja tak", "nej tak", "nu", "han møder op", "han ringer", "to dage",
    "på mandag", "ikke endnu", "diktat", "diktatet", "praktik", "borgeren", "det næste felt",
    "næste felt er", "næste felt skal", "det forrige felt", "forrige felt er", "forrige felt var",
    "stop det", "stop til", "stop for", "slet det gamle", "slettede", "næsten", "han sletter det",
    "hun fortryder", "hun fortrød",
)  # fmt: skip


def listened_for() -> tuple[tuple[str, str], ...]:
    """Key and what is said of every command without words of its own; then ordinary sayings."""
    fixed = (
        (command.name, form)
        for command in COMMANDS
        if command.name not in _BY_TEXT_ALONE
        for form in command.forms
    )
    going = (
        (f"go_to {section.name}", f"gå til {form}")
        for section in SECTIONS
        for form in section.forms
    )
    return (*fixed, *going, *(("", saying) for saying in _ORDINARY))


def order(key: str) -> Order:
    """The order of a key of `listened_for`."""
    name, _, what = key.partition(" ")
    return Order(name, what)
