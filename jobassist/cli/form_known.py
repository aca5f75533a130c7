"""Which forms a command can begin or describe."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobassist.cli.call import Call
    from jobassist.forms.definition import Definition


def known_forms(call: "Call") -> "list[Definition]":
    """The forms that can be begun today; the municipality's own too, where the store may open."""
    from jobassist.forms import library
    from jobassist.services import form_definitions

    if not call.may_unlock:
        return [library.packaged(name) for name in library.names()]
    with call.session() as session:
        return form_definitions.types(session)
