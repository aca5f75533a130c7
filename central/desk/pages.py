"""What is shown to those who are logged in, and what their forms do."""

import csv
import io
from dataclasses import replace
from typing import Any

import segno
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from central import diary, identifiers, people, publishing
from central.access import case_scope
from central.connectors import outbox
from central.connectors.outbox import State
from central.database import epoch_of
from central.desk import views
from central.desk.answers import HEADERS, Visit, go_to, page
from central.desk.deeds import ASKED_TWICE, DEEDS
from central.desk.words import Words
from central.devices import CODE_DAYS
from central.documents import Sealer
from central.post import queue
from central.routes.house import House
from jobassist import log, messages
from jobassist.records import DeliveryState, Role
from jobassist.sync.wire import PROTOCOL

_SHORTEST_REASON = 10


class Pages:
    """Everything that is shown to those who are logged in."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._database = house.database

    def overview(self, _request: Request, visit: Visit) -> Response:
        """What needs somebody's attention, and the central's figures."""
        with self._database.read() as tx:
            health, epoch = views.health(tx), epoch_of(tx)
        central = self._house.central
        told: dict[str, Any] = {"central": central.id, "epoch": epoch, "protocol": PROTOCOL}
        since = central.keys.present.since
        return page("overview", visit, health=health, key_since=since, **told)

    def devices(self, request: Request, visit: Visit) -> Response:
        """Every computer; `standing` narrows it."""
        wanted = request.query_params.get("standing", "")
        with self._database.read() as tx:
            found = views.devices(tx)
        if wanted == "silent":
            found = [one for one in found if one["silent"] and one["standing"] == "active"]
        elif wanted == "ill":
            found = [one for one in found if one["errors"] and one["standing"] == "active"]
        elif wanted:
            found = [one for one in found if one["standing"] == wanted]
        return page("devices", visit, devices=found, wanted=wanted, days=views.SILENT_DAYS)

    def device(self, request: Request, visit: Visit) -> Response:
        """One computer."""
        with self._database.read() as tx:
            found = views.devices(tx)
        one = next((d for d in found if d["id"] == request.path_params["id"]), None)
        if one is None:
            raise HTTPException(404)
        told = [(level, c) for level in ("errors", "warnings") for c in one[level]]
        known, language = messages.catalogue(), visit.words.language
        codes = [
            (level, code, messages.message(code, language) if code in known else None)
            for level, code in told
        ]
        return page("device", visit, device=one, codes=codes)

    def users(self, _request: Request, visit: Visit) -> Response:
        """Every employee, by team."""
        with self._database.read() as tx:
            found = views.users(tx)
        return page("users", visit, users=found, roles=list(Role), teams=_teams(found))

    def user(self, request: Request, visit: Visit) -> Response:
        """One employee with their computers; a new code is shown this once."""
        id = request.path_params["id"]
        with self._database.read() as tx:
            found = views.users(tx)
            devices, codes = views.devices(tx, id), views.open_codes(tx, id)
        one = next((user for user in found if user["id"] == id), None)
        if one is None:
            raise HTTPException(404)
        code = visit.done.code if visit.done else ""
        qr = segno.make(code, error="m") if code else None
        drawn = qr.svg_inline(scale=6, border=4, dark="black", light="white") if qr else ""
        shown: dict[str, Any] = {"devices": devices, "codes": codes, "roles": list(Role)}
        shown |= {"qr": drawn, "code_days": CODE_DAYS}
        return page("user", visit, user=one, teams=_teams(found), **shown)

    def kept(self, _request: Request, visit: Visit) -> Response:
        """Conflicts and quarantine, without what they say."""
        with self._database.read() as tx:
            return page("kept", visit, kept=views.kept(tx), twins=identifiers.twins(tx))

    def sync(self, _request: Request, visit: Visit) -> Response:
        """How sync is doing."""
        with self._database.read() as tx:
            health = views.health(tx)
        return page("sync", visit, health=health, listening=self._house.hub.count)

    def post(self, _request: Request, visit: Visit) -> Response:
        """Letters on their way to Digital Post."""
        with self._database.read() as tx:
            open_ones = queue.in_state(
                tx, DeliveryState.FAILED, DeliveryState.QUEUED, DeliveryState.HANDED_OVER
            )
            sent = len(queue.in_state(tx, DeliveryState.SENT))
            aside = views.arrivals(tx)
        return page("post", visit, letters=open_ones, sent=sent, aside=aside)

    def connectors(self, _request: Request, visit: Visit) -> Response:
        """Each connector's figures, and what it has given up."""
        with self._database.read() as tx:
            counts = outbox.counts(tx)
            dead = outbox.listed(tx, State.DEAD, limit=200)
            waiting = [one for one in outbox.listed(tx, State.WAITING, limit=200) if one.tries]
        names = {name for name, _ in counts} | {one.name for one in self._database.connectors}
        table = [
            (name, [counts.get((name, state), 0) for state in State]) for name in sorted(names)
        ]
        seals = (one.seal for one in self._database.connectors if isinstance(one, Sealer))
        seal = next(seals, None)
        return page("connectors", visit, table=table, dead=dead, waiting=waiting, seal=seal)

    def published(self, _request: Request, visit: Visit) -> Response:
        """The forms, rules and policy that everybody gets."""
        with self._database.read() as tx:
            files, texts = publishing.files(tx), publishing.count_texts(tx)
        return page("published", visit, files=files, texts=texts)

    def ask_log(self, _request: Request, visit: Visit) -> Response:
        """What an extract of the access log is of."""
        return page("log", visit, entries=None, number="", reason="", fault="")

    def log(self, _request: Request, visit: Visit, form: dict[str, str]) -> Response:
        """The extract, on a page or as CSV; that it was taken is in the log itself."""
        number, reason = form.get("number", "").strip(), form.get("reason", "").strip()
        shown: dict[str, Any] = {"number": number, "reason": reason, "entries": None}
        if len(reason) < _SHORTEST_REASON:
            return page("log", visit, 422, fault="log.reason_missing", **shown)
        with self._database.write() as tx:
            case_id = views.case_of_number(tx, number)
            if case_id is None:
                return page("log", visit, 404, fault="log.no_case", **shown)
            entries = diary.of_subject(tx, case_scope(case_id))
            told = {"by": visit.name, "reason": reason[:500], "entries": len(entries)}
            diary.note(tx, None, "extract", case_scope(case_id), **told)
            names = {one["id"]: one["name"] for one in people.everyone(tx)}
        for entry in entries:
            entry["user"] = names.get(entry["user_id"], visit.words("log.it"))
        if form.get("as") == "csv":
            return _as_csv(entries, visit.words)
        return page("log", visit, fault="", **(shown | {"entries": entries}))

    def do(self, request: Request, visit: Visit, form: dict[str, str]) -> Response:
        """Do what a form asks; what cannot be undone is asked twice."""
        name = request.path_params["deed"]
        deed, needed = DEEDS.get(name, (None, frozenset()))
        if deed is None or not needed <= form.keys():
            raise HTTPException(404)
        if name in ASKED_TWICE and form.get("meant") != "yes":
            fields = {field: form[field] for field in needed}
            return page("confirm", visit, deed=name, fields=fields, back=_back(fields))
        with self._database.write() as tx:
            done = deed(tx, visit.name or "", form)
        log.event(f"desk.{name.replace('-', '_')}")
        if not done.code:
            return go_to(f"{done.to}?done={done.word.partition('.')[2]}")
        request.scope["path_params"] = {"id": form["user"]}
        return self.user(request, replace(visit, done=done))


def _teams(users: list[dict[str, Any]]) -> list[str]:
    return sorted({user["org_unit"] for user in users if user["org_unit"]})


def _back(fields: dict[str, str]) -> str:
    """The page that the question came from."""
    if "kind" in fields:
        return "published"
    return f"devices/{fields['device']}" if "device" in fields else f"users/{fields['user']}"


def _as_csv(entries: list[dict[str, Any]], words: Words) -> Response:
    """The extract as a file that a spreadsheet reads, and does not take for formulas."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(words(f"log.{name}") for name in ("at", "who", "computer", "action", "about"))
    for one in entries:
        told = (one["at"], one["user"], one["device_id"], one["action"], one["about"])
        writer.writerow(f"'{text}" if text[:1] in "=+-@\t\r" and text else text for text in told)
    file = {"Content-Disposition": 'attachment; filename="adgangslog.csv"'}
    return Response(f"\ufeff{out.getvalue()}", 200, HEADERS | file, "text/csv; charset=utf-8")
