"""What a form is: sections of fields, conditions between them, who signs, how it is filed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from jobassist.forms.expressions import Expression


class FieldType(StrEnum):
    """What a field holds; the names are those of the files. Values: `jobassist.forms.values`."""

    TEXT = "tekst"
    LONG_TEXT = "lang_tekst"
    NUMBER = "tal"
    HOURS = "timer"  # hours and minutes
    DATE = "dato"
    PERIOD = "periode"
    CHOICE = "valg"
    CHOICES = "flere_valg"
    YES_NO = "ja_nej"
    CPR = "cpr"
    CVR = "cvr"
    P_NUMBER = "p_nummer"
    COMPANY = "virksomhed"  # its name; picking one fills fields by `source`
    CITIZEN = "borger"  # the name; the same
    EMAIL = "epost"
    PHONE = "telefon"
    MONEY = "beloeb"
    TABLE = "tabel"  # rows with columns
    SIGNATURE = "underskrift"  # holds nothing: signatures are records of their own
    DECLARATION = "erklaering"  # a text that must be agreed to


class Privacy(StrEnum):
    """What a field tells of a citizen. All but PERSON is kept from the employer's copy."""

    PERSON = "person"
    CPR = "cpr"
    HEALTH = "helbred"
    BENEFIT = "ydelse"


class Level(StrEnum):
    """What a check does."""

    WARN = "advarsel"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages."""

    da: str
    en: str

    def __call__(self, language: str = "da") -> str:
        """The text in a language."""
        return self.en if language == "en" else self.da


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its stable code and what it is called."""

    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `required` and `visible` are None where nothing is said (no; always)."""

    key: str
    type: FieldType
    label: Words
    help: Words | None = None
    required: bool | Expression = False
    visible: Expression | None = None
    calculate: Expression | None = None
    default: object = None
    privacy: frozenset[Privacy] = frozenset()
    source: str = ""  # where prefill takes it from: "company.cvr", "citizen.name", "previous.ends"
    least: float | None = None
    most: float | None = None
    longest: int | None = None
    choices: tuple[Choice, ...] = ()
    columns: tuple["Field", ...] = ()
    least_rows: int = 0
    most_rows: int = 50
    role: str = ""  # of a signature
    unit: Words | None = None
    in_vitas: bool = True
    copied: bool = True  # into the form that extends or ends this one

    @property
    def holds_value(self) -> bool:
        """Whether anything is filled in here."""
        return self.type is not FieldType.SIGNATURE

    @property
    def employer_may_see(self) -> bool:
        """Whether it stands in the employer's copy and on a screen shown to the company."""
        return self.privacy <= {Privacy.PERSON}


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one heading. A section that repeats is one table field of its own."""

    key: str
    title: Words
    fields: tuple[Field, ...]
    help: Words | None = None
    visible: Expression | None = None
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold between fields: when `applies`, `must`; otherwise its level's consequence."""

    id: str
    field: str
    must: Expression
    applies: Expression | None
    level: Level
    message: Words
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """A form in one version. `version` is SHA-256 of the file's bytes, hex."""

    name: str
    version: str
    title: Words
    about: str  # "borger": it belongs to a case; "virksomhed": to none
    sections: tuple[Section, ...]
    conditions: tuple[Condition, ...] = ()
    valid_from: date = date.min
    valid_to: date | None = None
    event: str = ""  # the field whose (first) day chooses the rules
    legal_basis: str = ""
    decided: bool = False  # the municipality decides it: reasons and appeal notice
    filed_in: str = ""  # the system it is legally filed in, "VITAS"
    follows: tuple[str, ...] = ()  # what may come after it: "forlaengelse", "ophoer"
    remind: str = "P14D"  # how long before its end one is reminded
    outcomes: tuple[Choice, ...] = ()
    summary: tuple[str, ...] = ()  # the fields of the plain summary that is signed
    by_key: dict[str, Field] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        self.by_key.update((one.key, one) for one in self.fields())

    def fields(self) -> Iterator[Field]:
        """Every field in order, without the columns of tables."""
        for section in self.sections:
            yield from section.fields

    def field(self, key: str) -> Field:
        """The field called `key`; KeyError if there is none."""
        return self.by_key[key]

    def section_of(self, key: str) -> Section:
        """The section in which a field stands; KeyError if it is in none."""
        for section in self.sections:
            if any(one.key == key for one in section.fields):
                return section
        raise KeyError(key)
