"""The letters of a decision: drafts to the citizen and to the company, from standard texts."""

import json
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from jobassist.errors import UserError
from jobassist.records import DecisionOutcome, Form, FormDecision, FormState, Letter
from jobassist.services import letters
from jobassist.services.form_following import END, EXTENSION
from jobassist.services.forms import OpenForm, open_form
from jobassist.session import Session

_PARTIES = ("citizen", "company")
_UNDECIDED = (
    FormState.DRAFT,
    FormState.COMPLETE,  # what is decided on the spot is told when it is sealed
    FormState.SIGNED,
    FormState.SYNCED,
    FormState.FILED,
)


def decision_letters(session: Session, form_id: str) -> list[Letter]:
    """A draft for each party that the latest decision is told to; blanks stay to be filled.

    Which text goes to whom is data (`resources/forms/letters.toml`). The company's letter goes to
    the workplace of the form. Raises: UserError `form.not_decided`, and as `letters.new_letter`.
    """
    opened = open_form(session, form_id)
    form = opened.record
    with session.store.read() as tx:
        decided = tx.find(FormDecision, form_id=form_id, order="-decided_at", limit=1)
    if not decided or not isinstance(form, Form) or form.state in _UNDECIDED:
        raise UserError("form.not_decided")
    texts = texts_named(form)
    made = []
    for party in _PARTIES:
        if party in texts:
            given = {"virksomhed.pnummer": form.p_number} if party == "company" else {}
            letter = letters.new_letter(session, form.case_id, texts[party], given)
            if party == "company":  # to whom the form names, in the register or not
                letter = letters.save_letter(session, letter.id, **_workplace(opened))
            made.append(letter)
    return made


def texts_named(form: Form) -> dict[str, str]:
    """Which texts tell of a form's decision, by party; empty for one that ends a course."""
    art = json.loads(form.values).get("art", "")
    if art == END:
        return {}
    refused = form.state is FormState.REFUSED
    outcome = DecisionOutcome.REFUSED if refused else DecisionOutcome.APPROVED
    return texts_for(form.type, outcome, extension=art == EXTENSION)


def texts_for(type: str, outcome: DecisionOutcome, *, extension: bool = False) -> dict[str, str]:
    """The keys of the standard texts by party; empty where none is known."""
    known: dict[str, Any] = _known().get(type, {})
    extended = extension and outcome is DecisionOutcome.APPROVED and "extended" in known
    found: dict[str, str] = known.get("extended" if extended else outcome.value, {})
    return found


def _workplace(opened: OpenForm) -> dict[str, str]:
    values = opened.filling.submitted()
    address = str(values.get("arbejdssted", "")).split(", ")
    lines = [str(values.get("virksomhedsnavn", "")), *address]
    return {
        "recipient": "\n".join(line for line in lines if line),
        "recipient_cvr": opened.record.cvr,
    }


@cache
def _known() -> dict[str, Any]:
    file = resources.files("resources.forms").joinpath("letters.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
