"""What can be counted: after these a number is written in digits (DOMAIN.md §5)."""

from speech.written.vocabulary import words

UNITS = frozenset(
    words(
        """
        sekund sekunder minut minutter minutters sekunders time timer timers dag dage
        dages dags uge uger ugers måned måneder måneders år års kvartal kvartaler
        hverdage arbejdsdage hverdag arbejdsdag kalenderdage sygedage feriedage
        fraværsdage praktikdage døgn arbejdsuger lektioner lektion kilo kilogram gram
        tons ton kilometer meter centimeter millimeter kvadratmeter liter milliliter
        grader mg kg km cm mm m m2 arbejdstimer ugetimer lektioners kilometers kroners
        graders meters kroner kr kr. krone øre procent pct pct. procentpoint promille
        euro point ects
        """
    )
) | {"%"}
MEASURED_BY = frozenset(
    words(
        """
        ordinære ugentlige daglige månedlige ekstra effektive sammenhængende lønnede
        fulde hele halve
        """
    )
)
"""Adjectives that may stand between a number and its unit: "fire ugentlige timer"."""

LABELS = frozenset(
    words(
        """
        uge ugerne uger side siderne kapitel bilag punkt målgruppe kategori fase trin
        niveau lokale version afsnit nr nr. nummer stk. matchgruppe artikel sagsnummer
        journalnummer postnummer kontonummer husnummer medlemsnummer rum skema skala
        variant gruppe match team type modul danskuddannelse
        """
    )
)
"""Nouns whose number is a name: "uge 9"."""

NOT_LABELS_AFTER = frozenset(
    words(
        """
        en et hver per pr pr. næste sidste forrige denne dette samme hel hele anden
        første a kommende følgende gange pågældende nyt ny halv et det intet hvert hvilket
        """
    )
)
LINKS = frozenset(words("til og eller af gange"))
"""Between two numbers that share the unit: "to til tre uger"."""
