"""A device by somebody else: made from docs/protocol.md and docs/records.md alone.

It knows nothing of this house's code, and its test sees to that. What it cannot do by the document
is missing in the document.
"""

import base64
import gzip
import hashlib
import json
import uuid
from collections.abc import Iterator
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PROTOCOL = 2
PART = 1024 * 1024


def canonical(content: object) -> str:
    """*Canonical JSON*: keys sorted, no spaces, nothing escaped but what JSON demands."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class RefusedError(Exception):
    """`code` of a problem."""

    def __init__(self, said: httpx.Response) -> None:
        problem = said.json()
        super().__init__(problem["code"])
        self.status, self.code = problem["status"], problem["code"]


class VendorDevice:
    """Enrols, follows the feeds, pushes, uploads and downloads."""

    def __init__(self, url: str) -> None:
        self.id, self._key = str(uuid.uuid4()), Ed25519PrivateKey.generate()
        headers = {"Jobassist-Protocol": str(PROTOCOL)}
        self._http = httpx.Client(base_url=url, headers=headers, trust_env=False)
        self.user: dict[str, Any] = {}
        self.central = self.epoch = self.trusted = ""
        self.positions: dict[str, int] = {}
        self.records: dict[tuple[str, str], dict[str, Any]] = {}
        self.tag: str | None = None
        self._seq = 0

    def close(self) -> None:
        self._http.close()

    def sign(self, message: str) -> str:
        return base64.b64encode(self._key.sign(message.encode())).decode()

    def enrol(self, code: str) -> None:
        raw = self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        public = base64.b64encode(raw).decode()
        enrolled = self._ask(
            "POST",
            "/enrol",
            {
                "protocol": PROTOCOL,
                "code": code,
                "device": {"id": self.id, "public_key": public},
                "proof": self.sign(f"jobassist-enrolment:{self.id}:{code}"),
            },
        )
        self.central, self.epoch, self.user = (enrolled[n] for n in ("central", "epoch", "user"))
        self._trust(enrolled["certificate"])
        said = {"central": self.central, "device": self.id, "public_key": public}
        assert enrolled["certificate"]["statement"] == canonical({**said, "user": self.user["id"]})
        self._speak_with(enrolled["token"])

    def renew(self) -> None:
        """Another token, by the device's key."""
        challenge = self._ask("POST", "/challenge", {"device": self.id})["challenge"]
        proof = self.sign(f"jobassist-token:{self.central}:{self.id}:{challenge}")
        asked = {"protocol": PROTOCOL, "device": self.id, "challenge": challenge, "proof": proof}
        given = self._ask("POST", "/token", asked)
        if given["certificate"]["central_key"] != self.trusted:
            self._follow(self._ask("GET", "/keys")["keys"])
        assert given["certificate"]["central_key"] == self.trusted
        self._speak_with(given["token"])

    def pull(self) -> bool:
        """Everything that has changed; False where nothing has."""
        headers = {"If-None-Match": self.tag} if self.tag else {}
        said = self._http.get("/manifest", headers=headers)
        if said.status_code == 304:
            return False
        manifest = _checked(said)
        assert manifest["central"] == self.central
        if manifest["epoch"] != self.epoch:
            self.epoch, self.positions = manifest["epoch"], {}
        for scope in sorted(manifest["scopes"], key=lambda one: one["name"] != "organisation"):
            while self.positions.get(scope["name"], 0) != scope["head"]:
                if not self._page(scope["name"]):
                    break
        self.tag = said.headers["ETag"]
        return True

    def operation(self, kind: str, record: str, base_rev: int, **fields: Any) -> dict[str, Any]:
        self._seq += 1
        id = str(uuid.uuid4())
        change = {"id": id, "seq": self._seq, "kind": kind, "record": record, "base_rev": base_rev}
        payload = canonical({**change, "epoch": self.epoch, "fields": fields})
        return {"id": id, "hash": sha256(payload.encode()), "payload": payload}

    def push(self, *operations: dict[str, Any], packed: bool = False) -> list[dict[str, Any]]:
        batch = {"protocol": PROTOCOL, "epoch": self.epoch, "operations": list(operations)}
        body = json.dumps(batch).encode()
        headers = {"Content-Type": "application/json"}
        if packed:
            body, headers["Content-Encoding"] = gzip.compress(body), "gzip"
        answers = _checked(self._http.post("/push", content=body, headers=headers))["answers"]
        assert [answer["id"] for answer in answers] == [sent["id"] for sent in operations]
        return list(answers)

    def upload(self, scope: str, content: bytes) -> str:
        """From where it stands to its end."""
        id, where = sha256(content), {"scope": scope}
        head = self._http.head(f"/attachments/{sha256(content)}", params=where)
        offset = 0 if head.status_code == 404 else int(head.headers["Upload-Offset"])
        while offset < len(content):
            part = content[offset : offset + PART]
            sent = self._http.put(
                f"/attachments/{id}",
                params={**where, "offset": offset, "size": len(content)},
                content=part,
                headers={"Content-Type": "application/octet-stream"},
            )
            offset = _checked(sent)["offset"]
        return id

    def download(self, scope: str, id: str, start: int, end: int) -> bytes:
        headers = {"Range": f"bytes={start}-{end - 1}"}
        said = self._http.get(f"/attachments/{id}", params={"scope": scope}, headers=headers)
        assert said.status_code == 206
        return said.content

    def sealed(self, note: str, fields: dict[str, Any], previous: str = "") -> dict[str, Any]:
        """What *Final notes* asks for, of all the note's fields."""
        left_out = ("sealed", "previous_hash", "hash", "signature")
        whole = {name: value for name, value in fields.items() if name not in left_out}
        text = canonical({**whole, "id": note})
        hash = sha256(previous.encode() + text.encode())
        seal = {"sealed": text, "previous_hash": previous or None, "hash": hash}
        return {**fields, **seal, "signature": self.sign(hash)}

    def events(self) -> Iterator[tuple[str, Any]]:
        """The held stream."""
        with self._http.stream("GET", "/changes", timeout=40) as said:
            assert said.headers["Content-Type"].startswith("text/event-stream")
            name = ""
            for line in said.iter_lines():
                if line.startswith("event:"):
                    name = line.partition(":")[2].strip()
                elif line.startswith("data:"):
                    yield name, json.loads(line.partition(":")[2])

    def _page(self, scope: str) -> bool:
        after = self.positions.get(scope, 0)
        page = self._ask("GET", f"/feed/{scope}?after={after}")
        assert page["epoch"] == self.epoch
        for row in page["rows"]:
            if row["fields"] is None:
                self.records.pop((row["kind"], row["id"]), None)
            else:
                self.records[row["kind"], row["id"]] = {**row["fields"], "rev": row["rev"]}
        self.positions[scope] = page["next"]
        return bool(page["more"])

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        return _checked(self._http.request(method, path, json=body))

    def _speak_with(self, token: str) -> None:
        self._http.headers["Authorization"] = f"Bearer {token}"

    def _trust(self, certificate: dict[str, str]) -> None:
        key = certificate["central_key"]
        _verify(key, certificate["signature"], certificate["statement"])
        self.trusted = key

    def _follow(self, keys: list[dict[str, str]]) -> None:
        names = [one["key"] for one in keys]
        for one in keys[names.index(self.trusted) + 1 :]:
            _verify(self.trusted, one["vouched"], f"jobassist-key:{self.central}:{one['key']}")
            self.trusted = one["key"]


def _verify(key: str, signature: str, message: str) -> None:
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key))
    public.verify(base64.b64decode(signature), message.encode())


def _checked(said: httpx.Response) -> Any:
    if said.is_success:
        return said.json()
    assert said.headers["Content-Type"] == "application/problem+json"
    raise RefusedError(said)
