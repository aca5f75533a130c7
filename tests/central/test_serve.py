"""The server as a process of its own, with admin commands beside it."""

import os
import signal
import socket
import subprocess
import sys

import pytest

from central import admin
from central.serve import listen
from jobassist.errors import EnvironmentFault
from jobassist.sync.client import HttpCentral
from tests.sync.laptop import enrolled

PROGRAM = "import sys; from central.serve import serve; serve(sys.argv[1])"


def test_a_process_that_says_when_it_is_ready_and_stops_when_told(database_url):
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, database_url],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": "."},
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("jobassist central ready at http://127.0.0.1:")
        central = HttpCentral(line.split()[-1])
        user = admin.user_add(database_url, "Mette")["user"]
        mette = enrolled(central, admin.enrolment_code(database_url, user)["code"])
        _, case = mette.start_case()
        mette.finalise(mette.draft(case))
        assert mette.sync().pushed == 3
        other = admin.user_add(database_url, "Jonas")["user"]
        admin.grant(database_url, case.id, other)
        jonas = enrolled(central, admin.enrolment_code(database_url, other)["code"])
        assert jonas.sync().pulled >= 5
        assert {d["user"] for d in admin.device_list(database_url)} == {user, other}
        for open_one in (central, mette.central, jonas.central):
            open_one.close()
    finally:
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=20)
    assert "Anders" not in said and "Traceback" not in said


def test_a_port_that_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(EnvironmentFault, match=r"^central\.port$"):
            listen("127.0.0.1", port)
