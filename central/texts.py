"""Shared standard texts: whoever may write may propose one; a librarian approves it.

The words of the house, its forms and its rules are a librarian's alone: they change what
everybody's dictation writes, and what all are asked and warned of.
"""

import hashlib

from central.access import Actor
from central.merge import Body
from central.refusal import Refused
from jobassist.records import HouseFileKind, Kind, PhraseState, Role

_KIND = "phrase"
_LIBRARIANS = ("term", "house_file")
_NAMED_BY_HASH = ("form_definition", "house_file")


def hold_back(kind: Kind, actor: Actor, body: Body) -> bool:
    """Make a draft of a text that its sender may not approve; whether that changed it.

    Raises: Refused `forbidden` for what is a librarian's alone, `invalid` for a form or rules that
    are not what their version says.
    """
    _require_librarian(kind, actor, body)
    if kind.name in _NAMED_BY_HASH:
        content = str(body["text"]).encode()
        if hashlib.sha256(content).hexdigest() != body["version"]:
            raise Refused("invalid")
    if kind.name != _KIND or actor.role is Role.LIBRARIAN:
        return False
    approved = bool(body["state"] != PhraseState.DRAFT)
    body["state"], body["approved_by"] = PhraseState.DRAFT.value, None
    return approved


def require_keeper(kind: Kind, actor: Actor, held: Body) -> None:
    """An approved text is a librarian's to change, a draft its author's too.

    Raises: Refused `forbidden`.
    """
    _require_librarian(kind, actor, held)
    if kind.name != _KIND or actor.role is Role.LIBRARIAN:
        return
    if held["state"] != PhraseState.DRAFT or held["author_id"] != actor.user_id:
        raise Refused("forbidden")


def _require_librarian(kind: Kind, actor: Actor, body: Body) -> None:
    if kind.name in _LIBRARIANS and actor.role is not Role.LIBRARIAN:
        raise Refused("forbidden")
    if body.get("kind") == HouseFileKind.POLICY:  # the central's alone (`central.publishing`)
        raise Refused("forbidden")
