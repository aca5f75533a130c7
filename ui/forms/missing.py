"""What a form still lacks: which fields, in which order one comes to them, and in words."""

from jobassist.forms.problems import Problem
from jobassist.services.forms import OpenForm
from ui.widgets.palette import Row


def blocking(opened: OpenForm) -> list[Problem]:
    """What must be put right before it is complete."""
    return [problem for problem in opened.filling.problems() if problem.blocks]


def from_field(opened: OpenForm, after: str, step: int) -> list[str]:
    """The fields that lack something, as one comes to them from the field `after`.

    Onwards, and from the top again; with a negative `step` backwards. "" stands before the first.
    """
    order = list(opened.definition.by_key)
    lacking = {problem.field for problem in blocking(opened)}
    at = order.index(after) if after in order else -1
    way = order[at + 1 :] + order[:at] if step > 0 else order[:at][::-1] + order[at:][::-1]
    return [key for key in way if key in lacking]


def as_rows(opened: OpenForm, language: str) -> list[Row]:
    """One row for each: the field, its section, and what is wrong where it is not just empty."""
    rows = []
    for problem in blocking(opened):
        field = opened.definition.field(problem.field)
        section = opened.definition.section_of(problem.field)
        said = "" if problem.missing else f" · {problem.words(language)}"
        rows.append(Row(field.label(language), section.title(language) + said, problem.field))
    return rows
