"""Throwing something away from any page: into the bin, with a word that offers it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobassist.services.trash import Kind, take_back, throw_away

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobassist.errors import AppError
    from jobassist.session import Session
    from ui.context import Context
    from ui.page import Page


def throw(
    page: Page,
    context: Context,
    session: Session,
    what: tuple[Kind, str, str],
    *,
    then: Callable[[], object],
    failed: Callable[[AppError], None],
) -> None:
    """`what`: the kind, the id, and the words of the toast. `then` shows the page without it.

    Taking it back shows the page anew by `refresh`.
    """
    kind, id, words = what

    def undo() -> None:
        context.jobs.run(
            page, lambda: take_back(session, kind, id), lambda _none: page.refresh(), failed
        )

    def gone(_none: object) -> None:
        then()
        page.thrown.emit(words, undo)

    context.jobs.run(page, lambda: throw_away(session, kind, id), gone, failed)
