"""The central says all that it answers: asked whatever its document allows, on both databases.

`JOBASSIST_FUZZ=500` asks each operation that often; without it, a few times with a fixed seed.
"""

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.central.login_server import login_server
from tests.sync.laptop import new_laptop
from tests.sync.servers import serving


def failed_by_fault(ctx, response, case):
    """A 503 that says when to come back is an answer; every other 5xx is a fault."""
    if response.status_code == 503 and "retry-after" in {name.lower() for name in response.headers}:
        return None
    return not_a_server_error(ctx, response, case)


CHECKS = [
    failed_by_fault,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
LONG = int(os.environ.get("JOBASSIST_FUZZ", "0"))


@pytest.mark.parametrize("known", [True, False], ids=["enrolled", "stranger"])
def test_every_answer_is_in_the_document(database, central, known):
    laptop = new_laptop(central, "Mette")
    laptop.start_case()
    laptop.sync()
    headers = {"Jobassist-Protocol": "2"}
    if known:
        headers["Authorization"] = f"Bearer {laptop.central._token}"
    asked = []
    # Nobody may listen: a held stream would hold up the questions.
    with (
        login_server() as provider,
        serving(database, login=provider.config, most_listening=0) as url,
    ):
        document = schemathesis.openapi.from_url(f"{url}/openapi.json")
        for found in document.get_all_operations():
            operation = found.ok()
            asked.append(operation.label)
            _ask(operation, headers)
    assert len(asked) >= 18, asked


def _ask(operation, headers):
    @settings(
        max_examples=LONG or 6,
        deadline=None,
        derandomize=not LONG,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case):
        case.headers = {**(case.headers or {}), **headers}
        case.call_and_validate(checks=CHECKS, excluded_checks=[not_a_server_error], timeout=20)

    ask()
