"""IT support's pages as an application of their own, under `/admin`: routes, and who may use them.

GET shows, POST does. Whoever is not logged in is sent to the login; whatever goes wrong is a page
that says what to do. None of it is in the OpenAPI document: that is the devices'.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from central.desk import answers
from central.desk.answers import Visit, go_to, page
from central.desk.deeds import Done
from central.desk.door import Door, form_of
from central.desk.pages import Pages
from central.desk.words import LANGUAGES, catalogue
from central.refusal import RequestRefused
from central.routes.house import House
from jobassist import log
from jobassist.errors import AppError
from jobassist.messages import explain

_Form = dict[str, str]
_Handler = Callable[[Request], Awaitable[Response]]


def make(house: House, url: str | None) -> Starlette:
    """The application; `url` is the central's as browsers reach it, None for loopback only."""
    pages, gate = Pages(house), _Gate(Door(house, url))
    shown = {
        "": pages.overview,
        "devices": pages.devices,
        "devices/{id}": pages.device,
        "users": pages.users,
        "users/{id}": pages.user,
        "kept": pages.kept,
        "sync": pages.sync,
        "post": pages.post,
        "connectors": pages.connectors,
        "published": pages.published,
        "log": pages.ask_log,
    }
    sent = {"log": pages.log, "do/{deed}": pages.do, "logout": gate.log_out}
    routes = [Route(f"/{at}", gate.shown(show), name="desk_show") for at, show in shown.items()]
    routes += [
        Route(f"/{at}", gate.sent(take), methods=["POST"], name="desk_send")
        for at, take in sent.items()
    ]
    routes += [
        Route("/login", gate.open(gate.ask), name="desk_login"),
        Route("/login", gate.log_in, methods=["POST"], name="desk_log_in"),
        Route("/login/browser", gate.open(gate.to_login_server), name="desk_browser"),
        Route("/login/back", gate.open(gate.back), name="desk_back"),
        Route("/language/{language}", gate.open(_choose_language), name="desk_language"),
        Route("/style.css", gate.open(_style), name="desk_style"),
    ]
    return Starlette(routes=routes, exception_handlers={HTTPException: gate.unrouted})


class _Gate:
    """Lets through who may, and makes a page of what goes wrong."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def shown(self, show: Callable[[Request, Visit], Response]) -> _Handler:
        """For those who are logged in."""

        def work(request: Request) -> Response:
            visit = self._door.visit(request)
            if visit.name is None:
                return go_to("login")
            word = f"done.{request.query_params.get('done', '')}"
            done = Done("", word) if word in catalogue() else None
            return show(request, replace(visit, done=done))

        return self.open(work)

    def sent(self, take: Callable[[Request, Visit, _Form], Response]) -> _Handler:
        """For the forms of those who are logged in."""

        async def handle(request: Request) -> Response:
            form = await form_of(request)

            def work(request: Request) -> Response:
                visit = self._door.visit(request)
                if visit.name is None:
                    return go_to("login")
                if form is None or not self._door.is_own_form(request, visit, form):
                    return page("message", visit, 403, what=visit.words("fault.form"), then="")
                return take(request, visit, form)

            return await run_in_threadpool(self._safely, work, request)

        return handle

    def open(self, show: Callable[[Request], Response]) -> _Handler:
        """For everyone."""

        async def handle(request: Request) -> Response:
            return await run_in_threadpool(self._safely, show, request)

        return handle

    def ask(self, request: Request) -> Response:
        """The page one logs in at."""
        return self._door.ask(self._door.visit(request))

    async def log_in(self, request: Request) -> Response:
        """Log in, with the form of that page."""
        form = await form_of(request)

        def work(request: Request) -> Response:
            visit = self._door.visit(request)
            if form is None or not self._door.is_from_here(request):
                return self._door.ask(visit, 403, "login.again")
            return self._door.log_in(request, visit, form)

        return await run_in_threadpool(self._safely, work, request)

    def log_out(self, _request: Request, visit: Visit, _form: _Form) -> Response:
        """End the session."""
        return self._door.log_out(visit)

    def to_login_server(self, _request: Request) -> Response:
        """Log in elsewhere."""
        return self._door.send_to_login()

    def back(self, request: Request) -> Response:
        """Come back from there."""
        return self._door.back_from_login(request, self._door.visit(request))

    async def unrouted(self, request: Request, error: Exception) -> Response:
        """No such page."""

        def raise_it(_request: Request) -> Response:
            raise error

        return await run_in_threadpool(self._safely, raise_it, request)

    def _safely(self, work: Callable[[Request], Response], request: Request) -> Response:
        try:
            return work(request)
        except HTTPException as error:
            return self._trouble(request, error.status_code, "fault.no_page")
        except RequestRefused as refused:
            log.event("desk.refused", code=f"central.{refused.code}")
            known = f"fault.{refused.code}"
            return self._trouble(request, refused.status, known if known in catalogue() else "")
        except AppError as error:
            visit = self._door.visit(request)
            said = explain(error, visit.words.language)
            return page("message", visit, 409, what=said.what, then=said.next)
        except sa.exc.OperationalError as error:
            log.failure("central.database", error)
            # Who it is cannot be asked: the answer is plain.
            return Response("503", 503, answers.HEADERS, "text/plain")

    def _trouble(self, request: Request, status: int, what: str) -> Response:
        visit = self._door.visit(request)
        words = visit.words(what or "fault.unexpected")
        return page("message", visit, status, what=words, then="")


def _choose_language(request: Request) -> Response:
    language = request.path_params["language"]
    answer = go_to("")
    if language in LANGUAGES:
        answer.set_cookie(
            answers.LANGUAGE, language, 365 * 24 * 3600, httponly=True, samesite="strict"
        )
    return answer


def _style(_request: Request) -> Response:
    return answers.style()
