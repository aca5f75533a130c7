"""Shared standard texts: whoever may write may propose one; a librarian approves it."""

from central.access import Actor
from central.merge import Body
from central.refusal import Refused
from jobassist.records import Kind, PhraseState, Role

_KIND = "phrase"


def hold_back(kind: Kind, actor: Actor, body: Body) -> bool:
    """Make a draft of a text that its sender may not approve; whether that changed it."""
    if kind.name != _KIND or actor.role is Role.LIBRARIAN:
        return False
    approved = bool(body["state"] != PhraseState.DRAFT)
    body["state"], body["approved_by"] = PhraseState.DRAFT.value, None
    return approved


def require_keeper(kind: Kind, actor: Actor, held: Body) -> None:
    """An approved text is a librarian's to change, a draft its author's too.

    Raises: Refused `forbidden`.
    """
    if kind.name != _KIND or actor.role is Role.LIBRARIAN:
        return
    if held["state"] != PhraseState.DRAFT or held["author_id"] != actor.user_id:
        raise Refused("forbidden")
