"""Spoken commands as a speech model may write them, and sentences that only contain their words."""

import random
from collections.abc import Iterator
from itertools import product

from jobassist.services.commands import COMMANDS, SECTIONS, Order, heard

NOTE = (
    "Borgeren møder til samtale tirsdag og oplyser at smerterne er blevet mindre. Virksomheden i "
    "Skagen har plads til en praktikant. Aftalen gælder langt hurtigt ofte godt mødet telefonen."
)
_CORRECTIONS = (
    ("tirsdag", "torsdag"),
    ("Skagen", "Sæby"),
    ("smerterne", "generne"),
    ("en praktikant", "to praktikanter"),
    ("samtale", "opfølgning"),
    ("Virksomheden", "arbejdsgiveren"),
)
_SPELT = {
    "Holm": "hå o el em",
    "Bodil": "b o d i l",
    "Sæby": "søren ægir bernhard yrsa",
    "Well": "dobbelt ve e dobbelt el",
}
_WHO = ("Borgeren", "Han", "Hun", "Virksomheden", "Kontaktpersonen")
_SAYS = (
    "vil gerne slette det gamle cv",
    "bad os om at slette det",
    "fortryder sit valg af uddannelse",
    "vil gå til vurdering hos lægen i næste uge",
    "har ret til at få sin mor med til samtalen",
    "kan godt gå til aftale med mentor alene",
    "springer over kurset på fredag",
    "ser et stort behov for ro",
    "skal udfylde det næste felt i skemaet",
    "fandt en fejl i det forrige felt",
    "vil stoppe diktaten af brevet",
    "skal lære at stave bedre",
    "har ret langt til arbejde",
    "får sidste sætning i brevet slettet",
    "tager de næste skridt sammen med mentor",
    "kan ikke gå til samtaler om morgenen",
    "vil springe over hvor gærdet er lavest",
    "ønsker at rette fødselsdatoen til den rigtige",
    "er et stort menneske med stort hjerte",
    "fortrød og kom alligevel til mødet",
)
_SHORT = (
    "Slet ikke", "Slettet", "Det er slet ikke sikkert", "Det slet ikke", "Slet ikke det",
    "Han vil slet ikke det", "Slettede det", "Slet det gamle cv inden fredag",
    "Slet sidste sætning i brevet til lægen", "Sidste sætning", "Sætningen er slettet",
    "Ret til aktindsigt", "Ret til det", "Ret langt til arbejde", "Ret ofte til lægen",
    "Ret hurtigt til samtalen", "Ret godt til mødet", "Han har ret", "Borgeren har ret til det",
    "Retten til dagpenge", "Rettet til i dag", "Ret mange til samtalen", "Til tirsdag",
    "Gå til lægen", "Gå til tandlægen i morgen", "Går til fysioterapi", "Han går til samtaler",
    "Gå en tur", "Vi går til aftensmad", "Går til møde om vurdering af arbejdsevnen",
    "Vurdering", "Aftale", "Næste skridt", "Næste skridt er praktik", "Næste gang", "Næste uge",
    "Næste felt er tomt", "Næste felt skal udfyldes af lægen", "Det næste felt", "Næste fald",
    "Næste møde", "Forrige uge", "Forrige felt var forkert", "Forrige gang", "Det forrige felt",
    "Springer over", "Han sprang over", "Spring ikke over", "Springer du over",
    "Spring over hvor gærdet er lavest", "Overspringshandling", "Han springer over",
    "Stavning", "Han staver dårligt", "Stav det rigtigt", "Stavekontrol", "Stave og læse",
    "Staven gik i stykker", "Stort set", "Et stort skridt", "Stort behov", "Stor", "Store",
    "Start", "Stødt", "Stort ansvar", "Det er stort", "Stort set alt", "Storm",
    "Fortryder", "Fortrød", "Fortryder han", "Han fortryder det", "Fortryd ikke det",
    "Fortrydelsesret", "Fordi", "Fortrolig", "Fortryllende", "Stop", "Stop med det", "Diktat",
    "Stop nu", "Han vil stoppe", "Stoppede praktikken", "Stop for praktik", "Diktatet er slut",
    "Diktat i dansk", "Stop dit arbejde", "Stoppet", "Stop tiltaget", "Stille og roligt",
    "Ja", "Nej", "Tak", "I morgen", "Klokken ti", "Det er rigtigt", "Til stede",
    "Retur til borgeren", "Rette vej til job", "Sletter det", "Slet", "Over",
)  # fmt: skip
_CONFUSED = {
    "d": "t", "t": "d", "g": "k", "k": "g", "b": "p", "p": "b", "æ": "e", "e": "æ", "å": "o",
    "o": "å", "v": "w", "i": "j", "j": "i", "ø": "ö", "s": "z",
}  # fmt: skip


def ordinary(count: int = 200) -> list[str]:
    """Sentences with a command's words in them, long and short, none of them a command."""
    long = [f"{who} {says}." for says, who in product(_SAYS, _WHO)]
    short = [f"{text}." for text in _SHORT]
    return [*short, *long][:count]


def short_sayings() -> tuple[str, ...]:
    """Short ordinary speech with a command's words or their sound in it."""
    return _SHORT


def given(count: int = 200, seed: int = 1) -> Iterator[tuple[str, Order]]:
    """Commands as text with recognition noise, and the order each should be taken for."""
    chance = random.Random(seed)
    clean = list(_clean())
    for number in range(count):
        spoken, order = clean[number % len(clean)]
        keep = len(spoken) if order.name in ("spell", "correct") else 0
        yield noisy(spoken, chance, letters=not keep), order


def noisy(spoken: str, chance: random.Random, *, letters: bool = True) -> str:
    """Case, marks, words joined or parted, and one or two letters taken for others."""
    text = spoken
    if letters:
        for likely in (0.6, 0.2):
            text = _mistaken(text, chance) if chance.random() < likely else text
        if chance.random() < 0.15 and " " in text:
            text = text.replace(" ", "", 1)
    if chance.random() < 0.5:
        text = text[0].upper() + text[1:]
    return text + chance.choice((".", ".", "", "!", ",", "...", "?"))


def figures(count: int = 200, seed: int = 1) -> dict[str, object]:
    """How many sentences were taken for commands, and how many commands were obeyed."""
    taken = [text for text in ordinary(count) if heard(text, NOTE)]
    commands = list(given(count, seed))
    obeyed = [_obeyed(spoken, order) for spoken, order in commands]
    return {
        "ordinary": len(ordinary(count)),
        "taken": len(taken),
        "commands": len(commands),
        "obeyed_share": sum(obeyed) / len(obeyed),
        "goal": "0 taken, 0.98 obeyed",
        "met": not taken and sum(obeyed) >= 0.98 * len(obeyed),
    }


def _obeyed(spoken: str, order: Order) -> bool:
    found = heard(spoken, NOTE)
    return found is not None and (found.name, found.what.lower()) == (
        order.name,
        order.what.lower(),
    )


def _clean() -> Iterator[tuple[str, Order]]:
    for command in COMMANDS:
        for form in command.forms:
            yield form, Order(command.name)
    for section in SECTIONS:
        for form in section.forms:
            yield f"gå til {form}", Order("go_to", section.name)
    for what, to in _CORRECTIONS:
        yield f"ret {what} til {to}", Order("correct", what, to)
    for word, said in _SPELT.items():
        yield f"stav {said}", Order("spell", word)


def _mistaken(text: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(text))
    letter = text[at]
    if letter in _CONFUSED:
        return text[:at] + _CONFUSED[letter] + text[at + 1 :]
    if letter == " ":
        return text
    return text[:at] + letter + text[at:] if chance.random() < 0.5 else text[:at] + text[at + 1 :]
