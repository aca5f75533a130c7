"""What can be counted: after these a number is written in digits (DOMAIN.md §5)."""

_PLAIN = (
    "sekund sekunder minut minutter time timer timers dag dage dages dags uge uger ugers måned"
    " måneder måneders år års kvartal kvartaler hverdage arbejdsdage hverdag arbejdsdag"
    " kalenderdage sygedage feriedage fraværsdage praktikdage døgn arbejdsuger"
    " lektioner lektion kilo kilogram gram tons ton kilometer meter centimeter millimeter"
    " kvadratmeter liter milliliter grader mg kg km cm mm m m2 arbejdstimer ugetimer timetal"
    " kroner kr kr. krone øre procent pct pct. procentpoint promille euro point ects"
)
UNITS = frozenset(_PLAIN.split()) | {"%"}
MEASURED_BY = frozenset(
    "ordinære ugentlige daglige månedlige ekstra effektive sammenhængende lønnede fulde hele".split()
)
"""Adjectives that may stand between a number and its unit: "fire ugentlige timer"."""

LABELS = frozenset(
    "uge ugerne uger side siderne kapitel bilag punkt målgruppe kategori fase trin niveau lokale"
    " version afsnit nr nr. nummer stk. matchgruppe artikel sagsnummer journalnummer postnummer"
    " kontonummer husnummer medlemsnummer rum skema skala variant".split()
)
"""Nouns whose number is a name: "uge 9"."""

NOT_LABELS_AFTER = frozenset(
    "en et hver per pr pr. næste sidste forrige denne dette samme hel hele om anden første i a"
    " kommende følgende gange pågældende nyt ny halv et".split()
)
LINKS = frozenset("til og eller af".split())
"""Between two numbers that share the unit: "to til tre uger"."""
