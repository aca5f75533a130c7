"""A case system of our own: takes what connectors bring, by files and by HTTP, and answers."""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.etree import ElementTree

from central.connectors.folder import NAMESPACE

SECRET = b"a secret that both sides of the webhook know"
_TOO_OLD = 300


@dataclass
class CaseSystem:
    """What it has filed, by delivery id. `answers` are the statuses it gives next, then 204."""

    notes: dict[str, dict[str, str]] = field(default_factory=dict)
    documents: dict[str, bytes] = field(default_factory=dict)
    calls: list[dict[str, str]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    url: str = ""

    def empty(self, folder: Path, refuse: str = "") -> int:
        """File everything in the folder, and leave receipts; how many there were."""
        files = sorted((folder / "out").glob("*.xml"))
        for file in files:
            said = ElementTree.parse(file).getroot()
            texts = {part.tag.removeprefix(f"{{{NAMESPACE}}}"): part.text for part in said.iter()}
            if "Dokument" in texts:
                content = (folder / "out" / texts["Filnavn"]).read_bytes()
                assert hashlib.sha256(content).hexdigest() == texts["SHA256"]
                self.documents[texts["AnmodningId"]] = content
            else:
                self.notes[texts["AnmodningId"]] = texts
            answer = {"state": "failed", "reason": refuse} if refuse else {"state": "sent"}
            (folder / "receipts" / f"{file.stem}.json").write_text(json.dumps(answer))
        return len(files)


@contextmanager
def listening_case_system() -> Iterator[CaseSystem]:
    """The same with a webhook's receiving end, for the length of the `with`."""
    system = CaseSystem()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            at, mac = (
                part.split("=")[1] for part in self.headers["Jobassist-Signature"].split(",")
            )
            right = hmac.new(SECRET, f"{at}.".encode() + body, hashlib.sha256).hexdigest()
            known = hmac.compare_digest(mac, right) and time.time() - int(at) < _TOO_OLD
            status = system.answers.pop(0) if system.answers else 204
            if not known:
                status = 401
            elif status == 204:
                system.calls.append(json.loads(body))
            self.send_response(status)
            if status == 302:
                self.send_header("Location", f"{system.url}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    system.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield system
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
