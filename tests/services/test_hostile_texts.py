"""Five hundred templates and files that mean no good: a clear message each, and nothing else."""

import random
import sys

import pytest

from benchmarks._hostile_texts import File, Template, files, templates
from jobassist.errors import UserError
from jobassist.messages import catalogue, explain
from jobassist.records import Phrase
from jobassist.services.phrase_file import read_rows, upsert, write_file
from jobassist.services.phrases import list_phrases, unfold
from tests.fakes.session import CASE, fake_session

SEED = 20261121
TEMPLATES = list(templates(random.Random(SEED), 200))
FILES = list(files(random.Random(SEED), 300))


@pytest.fixture(scope="module", autouse=True)
def nothing_is_run_or_asked_for():
    """The interpreter's own record of what code does: no process and no network."""
    seen: list[str] = []
    armed = [True]
    forbidden = ("os.system", "os.exec", "subprocess.", "socket.", "urllib.", "ctypes.")

    def watch(event: str, _args: tuple) -> None:
        if armed[0] and event.startswith(forbidden):
            seen.append(event)

    sys.addaudithook(watch)
    yield
    armed[0] = False
    assert seen == []


def refused(error: UserError) -> None:
    assert error.code.startswith("phrase.")
    assert error.code in catalogue()
    assert explain(error, "da").what and explain(error, "en").next


@pytest.mark.parametrize("hostile", TEMPLATES, ids=lambda h: h.name)
def test_a_template_is_refused_with_its_place_or_its_fault(hostile: Template):
    known = [Phrase(id=f"p-{k}", key=k, title=k, body=b) for k, b in hostile.bodies.items()]
    with pytest.raises(UserError) as caught:
        unfold(fake_session(*known), "a", CASE.id)
    refused(caught.value)
    if caught.value.code == "phrase.broken":
        assert caught.value.params.keys() == {"line", "column"}


@pytest.mark.parametrize("hostile", FILES, ids=lambda h: h.name)
def test_a_file_is_refused_whole_or_is_only_text(hostile: File):
    session = fake_session()
    if hostile.is_text:
        upsert(session, read_rows(hostile.content))
        written = write_file(session, "csv").decode("utf-8-sig")
        assert read_rows(written.encode())[0].fields["body"] == list_phrases(session)[0].body
        return
    with pytest.raises(UserError) as caught:
        upsert(session, read_rows(hostile.content))
    refused(caught.value)
    with session.store.read() as tx:
        assert tx.count(Phrase) == 0
