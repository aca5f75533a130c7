"""Every key, declared once: the shortcuts and the sheet behind F1 both read this."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from ui.noop import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Key:
    """`keys` in Qt's portable form; `text` and `group` are Danish sources for the translator."""

    keys: str
    group: str
    text: str

    @property
    def shown(self) -> str:
        """The keys as they are called on this system."""
        return QKeySequence(self.keys).toString(QKeySequence.SequenceFormat.NativeText)

    @property
    def title(self) -> str:
        """What it does, in the user's language."""
        return QCoreApplication.translate("Keys", self.text)

    @property
    def heading(self) -> str:
        """Where it works, in the user's language."""
        return QCoreApplication.translate("Keys", self.group)


_EVERYWHERE = QT_TRANSLATE_NOOP("Keys", "Overalt")
_DAY = QT_TRANSLATE_NOOP("Keys", "På Min dag")
_CASE = QT_TRANSLATE_NOOP("Keys", "På en sag")
_NOTE = QT_TRANSLATE_NOOP("Keys", "I et notat eller en blanket")

START_NEXT = Key("Ctrl+E", _DAY, QT_TRANSLATE_NOOP("Keys", "Begynd på det næste"))
TICK = Key("Space", _DAY, QT_TRANSLATE_NOOP("Keys", "Klaret; Ctrl+Z fortryder"))
SEARCH_NOTES = Key("Ctrl+K", _EVERYWHERE, QT_TRANSLATE_NOOP("Keys", "Søg overalt"))
FIND = Key("Ctrl+F", _EVERYWHERE, QT_TRANSLATE_NOOP("Keys", "Søg på siden"))
DAY = Key("Ctrl+1", _EVERYWHERE, QT_TRANSLATE_NOOP("Keys", "Min dag"))
CASES = Key("Ctrl+2", _EVERYWHERE, QT_TRANSLATE_NOOP("Keys", "Sager"))
COMPANIES = Key("Ctrl+3", _EVERYWHERE, QT_TRANSLATE_NOOP("Keys", "Virksomheder"))
TEXTS = Key("Ctrl+4", _EVERYWHERE, QT_TRANSLATE_NOOP("Keys", "Ret og tilføj standardtekster"))
SETTINGS = Key("Ctrl+,", _EVERYWHERE, QT_TRANSLATE_NOOP("Keys", "Indstillinger"))
TRASH = Key("Ctrl+5", _EVERYWHERE, QT_TRANSLATE_NOOP("Keys", "Papirkurv"))
TAKE_BACK = Key(
    "Ctrl+Shift+Z", _EVERYWHERE, QT_TRANSLATE_NOOP("Keys", "Fortryd det, der lige er smidt ud")
)
SYNC = Key("F5", _EVERYWHERE, QT_TRANSLATE_NOOP("Keys", "Synkronisér nu"))
LOCK = Key("Ctrl+L", _EVERYWHERE, QT_TRANSLATE_NOOP("Keys", "Lås"))
HELP = Key("F1", _EVERYWHERE, QT_TRANSLATE_NOOP("Keys", "Hjælp til siden og dens taster"))
SHEET = Key("Shift+F1", _EVERYWHERE, QT_TRANSLATE_NOOP("Keys", "Vis alle taster"))
BACK = Key("Alt+Left", _EVERYWHERE, QT_TRANSLATE_NOOP("Keys", "Tilbage"))
OTHER_WINDOW = Key(
    "Ctrl+Shift+O", _EVERYWHERE, QT_TRANSLATE_NOOP("Keys", "Vis siden i det andet vindue")
)
NEXT_CASE = Key("Ctrl+PgDown", _EVERYWHERE, QT_TRANSLATE_NOOP("Keys", "Næste åbne sag"))
PREVIOUS_CASE = Key("Ctrl+PgUp", _EVERYWHERE, QT_TRANSLATE_NOOP("Keys", "Forrige åbne sag"))
CLOSE_CASE = Key("Ctrl+W", _CASE, QT_TRANSLATE_NOOP("Keys", "Luk sagen"))
NEW_NOTE = Key("Ctrl+N", _CASE, QT_TRANSLATE_NOOP("Keys", "Nyt notat"))
ADDENDUM = Key("Ctrl+Shift+N", _CASE, QT_TRANSLATE_NOOP("Keys", "Tilføjelse til det viste notat"))
NOTES = Key("Alt+1", _CASE, QT_TRANSLATE_NOOP("Keys", "Sagens notater"))
PLAN = Key("Alt+2", _CASE, QT_TRANSLATE_NOOP("Keys", "Min Plan"))
TALKS = Key("Alt+3", _CASE, QT_TRANSLATE_NOOP("Keys", "Sagens samtaler og opgaver"))
LETTERS = Key("Alt+4", _CASE, QT_TRANSLATE_NOOP("Keys", "Sagens breve"))
FORMS = Key("Alt+5", _CASE, QT_TRANSLATE_NOOP("Keys", "Sagens blanketter"))
TEAM = Key("Alt+6", _CASE, QT_TRANSLATE_NOOP("Keys", "Sagens team og beskeder"))
DOSSIER = Key("Alt+7", _CASE, QT_TRANSLATE_NOOP("Keys", "Aktindsigt: hele sagen til borgeren"))
LEAVE_OUT = Key(
    "Ctrl+M",
    _CASE,
    QT_TRANSLATE_NOOP("Keys", "Aktindsigt: udelad det markerede, eller tag det med"),
)
THROW = Key(
    "Ctrl+Shift+Del", _CASE, QT_TRANSLATE_NOOP("Keys", "Smid kladden ud; i papirkurven: slet")
)
COPY_ALL = Key(
    "Ctrl+Shift+C", _CASE, QT_TRANSLATE_NOOP("Keys", "Kopiér notatet eller brevet med formatering")
)
REVEAL = Key("Ctrl+Shift+R", _CASE, QT_TRANSLATE_NOOP("Keys", "Vis eller skjul CPR-nummer"))
SWITCH = Key("F6", _CASE, QT_TRANSLATE_NOOP("Keys", "Skift mellem tidslinje og notat"))
DICTATE = Key("F9", _NOTE, QT_TRANSLATE_NOOP("Keys", "Diktér: hold nede, eller tryk til og fra"))
PALETTE = Key("Ctrl+Space", _NOTE, QT_TRANSLATE_NOOP("Keys", "Indsæt standardtekst"))
FAVOURITE = Key("Ctrl+D", _NOTE, QT_TRANSLATE_NOOP("Keys", "Favorit i listen af standardtekster"))
NEXT_BLANK = Key("F4", _NOTE, QT_TRANSLATE_NOOP("Keys", "Næste felt, der skal udfyldes"))
PREVIOUS_BLANK = Key("Shift+F4", _NOTE, QT_TRANSLATE_NOOP("Keys", "Forrige felt"))
NEXT_DOUBT = Key("F8", _NOTE, QT_TRANSLATE_NOOP("Keys", "Næste usikre ord, og hør det"))
OTHER_READINGS = Key(
    "Alt+Down", _NOTE, QT_TRANSLATE_NOOP("Keys", "Hvad et usikkert ord ellers kan være")
)
TURN_BACK = Key(
    "Ctrl+Shift+T", _EVERYWHERE, QT_TRANSLATE_NOOP("Keys", "Tag den vendte skærm tilbage")
)
KEEP_THEIRS = Key("F2", _EVERYWHERE, QT_TRANSLATE_NOOP("Keys", "Konflikt: lad det stå"))
KEEP_MINE = Key("F3", _EVERYWHERE, QT_TRANSLATE_NOOP("Keys", "Konflikt: brug mit"))
UNDO = Key("Ctrl+Z", _NOTE, QT_TRANSLATE_NOOP("Keys", "Fortryd; en indsat tekst er ét trin"))
FINALISE = Key(
    "Ctrl+Return", _NOTE, QT_TRANSLATE_NOOP("Keys", "Afslut notatet; blanketten til underskrift")
)

ALL = (
    DAY, CASES, COMPANIES, TEXTS, TRASH, SEARCH_NOTES, FIND, BACK, OTHER_WINDOW,
    NEXT_CASE, PREVIOUS_CASE,
    TAKE_BACK, SYNC, KEEP_THEIRS, KEEP_MINE, TURN_BACK, SETTINGS, LOCK, HELP, SHEET,
    START_NEXT, TICK, CLOSE_CASE, NEW_NOTE, ADDENDUM,
    NOTES, PLAN, TALKS, LETTERS, FORMS, TEAM, DOSSIER, LEAVE_OUT, THROW, COPY_ALL, REVEAL, SWITCH,
    DICTATE, PALETTE, FAVOURITE, NEXT_BLANK, PREVIOUS_BLANK, NEXT_DOUBT, OTHER_READINGS, UNDO,
    FINALISE,
)  # fmt: skip

OF_WIDGETS = frozenset({TURN_BACK, TICK, DICTATE, FAVOURITE, UNDO})
"""Keys that a widget handles itself; the others are told to the page that is shown."""
