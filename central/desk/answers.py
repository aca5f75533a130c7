"""How a page is made and sent: the template, its words, and headers that allow nothing else.

No page has a script or a style of its own, so the policy forbids both; nothing is kept by a cache.
"""

import hashlib
import hmac
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from central.desk.deeds import Done
from central.desk.words import LANGUAGES, Words

_POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
LANGUAGE = "jobassist-language"


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at the pages: who (None: not logged in), their session's token, the language.

    `done` is what they have just done.
    """

    name: str | None
    token: str
    words: Words
    secret: bytes
    done: Done | None = None

    @property
    def csrf(self) -> str:
        """What every form of this session carries."""
        return hmac.new(self.secret, f"csrf:{self.token}".encode(), hashlib.sha256).hexdigest()


def language_of(request: Request) -> str:
    """The language that was chosen, or the first that the browser asks for and we have."""
    said = request.cookies.get(LANGUAGE)
    if said in LANGUAGES:
        return str(said)
    asked = request.headers.get("accept-language", "").split(",")
    short = [one.split(";")[0].strip()[:2].lower() for one in asked]
    return next((one for one in short if one in LANGUAGES), LANGUAGES[0])


def page(template: str, visit: Visit, status: int = 200, **shown: Any) -> Response:
    """A page as HTML."""
    made = _environment().get_template(f"{template}.html")
    html = made.render(t=visit.words, visit=visit, here=template, **shown)
    return HTMLResponse(html, status, HEADERS)


def go_to(path: str) -> Response:
    """Send the browser to another page by GET."""
    return RedirectResponse(f"/admin/{path}", 303, HEADERS)


def style() -> Response:
    """The style sheet, the only thing a page asks for."""
    text = _file("style.css")
    return Response(text, 200, HEADERS | {"Cache-Control": "max-age=3600"}, "text/css")


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: _file(f"templates/{name}")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _file(name: str) -> str:
    folder = resources.files("resources").joinpath("desk")
    return folder.joinpath(*name.split("/")).read_text(encoding="utf-8")
