"""A standard text written out: fields filled, conditions decided, other texts inserted."""

from collections.abc import Callable
from dataclasses import dataclass

from jobassist.errors import UserError
from jobassist.records import PhraseText
from jobassist.services.merge import CaseValues
from jobassist.services.templates import Field, Template, blank_mark, choice_mark, parse

_LONGEST = 50_000  # characters of an unfolded text, for each level of texts in texts
_DEEPEST = 20  # texts in texts
_MOST_INSERTED = 500
_CHOICE_GROUP, _TEXT_GROUP = "valg", "standard"


@dataclass(slots=True)
class Unfolding:
    """One writing-out. `named` finds the text that `{standard.name}` means, or None."""

    values: CaseValues
    named: Callable[[str], PhraseText | None]
    length: int = 0
    inserted: int = 0

    def text(self, phrase: PhraseText, within: tuple[str, ...] = ()) -> str:
        """The text; what is not known becomes a visible blank.

        Raises: UserError `phrase.broken`, `phrase.recursion`, `phrase.too_deep`, `phrase.too_long`.
        """
        if phrase.key in within:
            raise UserError("phrase.recursion")
        if len(within) >= _DEEPEST:
            raise UserError("phrase.too_deep")
        self.inserted += 1
        if self.inserted > _MOST_INSERTED:
            raise UserError("phrase.too_long")
        return self._write(parse(phrase.body), (*within, phrase.key))

    def _write(self, template: Template, within: tuple[str, ...]) -> str:
        return "".join(self._part(part, within) for part in template)

    def _part(self, part: str | Field, within: tuple[str, ...]) -> str:
        text = part if isinstance(part, str) else self._field(part, within)
        self.length += len(text)
        if self.length > _LONGEST * len(within):
            raise UserError("phrase.too_long")
        return text

    def _field(self, field: Field, within: tuple[str, ...]) -> str:
        if field.is_condition:
            return self._condition(field, within)
        group, _, name = field.name.partition(".")
        if group == _CHOICE_GROUP:
            options = [self._write(option, within) for option in field.options]
            chosen = self.values.given.get(field.name)
            return chosen if chosen in options else choice_mark(options)
        if group == _TEXT_GROUP:
            inserted = self.named(name)
            return self.text(inserted, within) if inserted else blank_mark(field.name)
        return self.values.get(field.name) or blank_mark(field.name)

    def _condition(self, field: Field, within: tuple[str, ...]) -> str:
        """The side that holds. A comparison with what is not known stays an open choice."""
        value = self.values.get(field.name)
        if field.wanted and not value:
            sides = [self._write(option, within) for option in field.options]
            return choice_mark([*sides, ""] if len(sides) == 1 else sides)
        holds = value.strip().lower() in field.wanted if field.wanted else bool(value)
        chosen = field.options[:1] if holds else field.options[1:]
        return "".join(self._write(option, within) for option in chosen)
