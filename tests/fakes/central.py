"""A central in this process: the real rules and database behind the port, without HTTP.

It shares tests/sync/test_central_contract.py with the real client. It can lose what it is told
to, as networks do.
"""

from dataclasses import dataclass, field

from central import (
    access,
    admin,
    attachments,
    clashing,
    conditions,
    devices,
    feed,
    tokens,
    vouching,
)
from central.database import Database, epoch_of
from central.identity import identity
from central.push import take_in
from central.refusal import RequestRefused
from jobassist.errors import AppError, EnvironmentFault, PolicyDenied, UserError
from jobassist.sync.wire import (
    PROTOCOL,
    Answer,
    Batch,
    Enrolled,
    Enrolment,
    Held,
    Manifest,
    Page,
    ScopeHead,
)
from jobassist.sync.wire_device import (
    CentralKeys,
    Challenge,
    ChallengeRequest,
    Condition,
    Token,
    TokenRequest,
)
from jobassist.sync.wire_live import Upload

_PAGE = 100


@dataclass
class Line:
    """What the network does next: each name is a call (`push`, `manifest`, …), once each."""

    requests_lost: list[str] = field(default_factory=list)
    answers_lost: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    lease_days: int = 0

    def send(self, call: str) -> None:
        self.calls.append(call)
        self._lose(call, self.requests_lost)

    def answer(self, call: str) -> None:
        self._lose(call, self.answers_lost)

    def _lose(self, call: str, lost: list[str]) -> None:
        if call in lost:
            lost.remove(call)
            raise EnvironmentFault("sync.unreachable", retryable=True)


class FakeCentral:
    """`jobassist.ports.central.CentralPort` on an open database, with its admin functions."""

    url = "https://central.example"
    at_once = 1

    def __init__(
        self,
        database: Database,
        database_url: str,
        token: str | None = None,
        line: Line | None = None,
    ) -> None:
        self.database = database
        self.database_url = database_url
        self.line = line or Line()
        self._token = token
        self._identity = identity(database)

    # Admin

    def new_user(self, name: str, role: str = "caseworker") -> tuple[str, str]:
        """A user and a code for a device of theirs."""
        user = admin.user_add(self.database_url, name, role)["user"]
        return user, admin.enrolment_code(self.database_url, user)["code"]

    def new_code(self, user: str) -> str:
        return admin.enrolment_code(self.database_url, user)["code"]

    def grant(self, case: str, user: str, role: str = "caseworker") -> None:
        admin.grant(self.database_url, case, user, role)

    def revoke(self, case: str, user: str) -> None:
        admin.revoke(self.database_url, case, user)

    def wipe(self, device: str) -> None:
        admin.wipe(self.database_url, device)

    # The port

    def enrol(self, request: Enrolment) -> Enrolled:
        self.line.send("enrol")
        try:
            enrolled = devices.enrol(self.database, self._identity, request)
        except RequestRefused as refused:
            raise _as_error(refused) from None
        self.line.answer("enrol")
        return enrolled

    def manifest(self, etag: str | None) -> tuple[Manifest, str] | None:
        self.line.send("manifest")
        actor = self._actor()
        with self.database.read() as tx:
            manifest = Manifest(
                protocol=PROTOCOL,
                central=self._identity.id,
                epoch=epoch_of(tx),
                user=devices.user_of(tx, actor.user_id),
                scopes=tuple(ScopeHead(name=n, head=h) for n, h in access.readable(tx, actor)),
                lease_days=self.line.lease_days,
            )
        tag = feed.etag(manifest.model_dump_json().encode())
        self.line.answer("manifest")
        if tag == etag:
            self.line.calls.append("unchanged")
            return None
        return manifest, tag

    def page(self, scope: str, after: int) -> Page:
        self.line.send("page")
        actor = self._actor()
        with self.database.read() as tx:
            if not access.may_read(tx, actor, scope):
                raise PolicyDenied("sync.scope_lost")
            found = feed.page(tx, scope, after, _PAGE)
            vouched = vouching.vouch(tx, self._identity, actor.device_id, found)
            page = clashing.tell(tx, actor.user_id, vouched)
        self.line.answer("page")
        return page

    def push(self, batch: Batch) -> tuple[Answer, ...]:
        self.line.send("push")
        with self.database.read() as tx:
            epoch = epoch_of(tx)
        if batch.epoch not in (None, epoch):
            raise EnvironmentFault("sync.other_epoch", retryable=True)
        answers = tuple(take_in(self.database, self._actor(), batch))
        self.line.answer("push")
        return answers

    def tell_condition(self, condition: Condition) -> None:
        self.line.send("condition")
        actor = self._actor()
        with self.database.write() as tx:
            conditions.keep(tx, actor.device_id, condition)
        self.line.answer("condition")

    def challenge(self, request: ChallengeRequest) -> Challenge:
        self.line.send("challenge")
        return tokens.challenge(self._identity, request.device)

    def token(self, request: TokenRequest) -> Token:
        self.line.send("token")
        try:
            with self.database.write() as tx:
                device = tokens.proven(tx, self._identity, request)
                certified = self._identity.keys.present.public
                made, ends = tokens.issue(tx, device.id, request.protocol, certified)
        except RequestRefused as refused:
            raise _as_error(refused) from None
        self.line.answer("token")
        certificate = self._identity.certify(device.id, device.public_key, device.user_id)
        return Token(token=made, expires_at=ends or "", certificate=certificate)

    def keys(self) -> CentralKeys:
        self.line.send("keys")
        return CentralKeys(central=self._identity.id, keys=self._identity.keys.told())

    def held(self, kind: str) -> Held:
        self.line.send("held")
        actor = self._actor()
        with self.database.read() as tx:
            scopes = [name for name, _ in access.readable(tx, actor)]
            return Held(kind=kind, count=feed.count(tx, scopes, kind))

    def uploaded(self, scope: str, id: str) -> int:
        self.line.send("uploaded")
        with self.database.read() as tx:
            found = attachments.state(tx, self._actor(), scope, id)
        return found.offset if found else 0

    def upload(self, scope: str, id: str, offset: int, size: int, part: bytes) -> Upload:
        self.line.send("upload")
        try:
            held = attachments.take(
                self.database, self._actor(), scope, id, offset=offset, size=size, part=part
            )
        except RequestRefused as refused:
            raise _as_refusal(refused) from None
        self.line.answer("upload")
        return held

    def download(self, scope: str, id: str, start: int, end: int) -> bytes:
        self.line.send("download")
        try:
            with self.database.read() as tx:
                found = attachments.state(tx, self._actor(), scope, id)
        except RequestRefused as refused:
            raise _as_refusal(refused) from None
        if found is None or not found.complete:
            raise EnvironmentFault("sync.refused", reason="not_found")
        content = b"".join(attachments.parts(self.database, scope, id, start, end))
        self.line.answer("download")
        return content

    def with_token(self, token: str) -> "FakeCentral":
        return FakeCentral(self.database, self.database_url, token, self.line)

    def close(self) -> None:
        """Nothing to let go of."""

    def _actor(self) -> access.Actor:
        try:
            return devices.actor_for(self.database, self._token or "")
        except RequestRefused as refused:
            raise _as_error(refused) from None


def _as_refusal(refused: RequestRefused) -> AppError:
    if refused.code == "scope_lost":
        return PolicyDenied("sync.scope_lost")
    return EnvironmentFault("sync.refused", reason=refused.code)


def _as_error(refused: RequestRefused) -> AppError:
    kind = (
        PolicyDenied
        if refused.code in ("not_enrolled", "token_expired", "device_wiped")
        else UserError
    )
    return kind(f"sync.{refused.code}")
