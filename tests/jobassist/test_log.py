"""A name, a CPR number and a note's text never reach the log, whoever logs them."""

import logging
import sys
import uuid

import pytest

from jobassist import log
from jobassist.errors import UserError

CPR = "0507650123"
NAME = "Åse Kjærgård"
NOTE = "Borgeren oplyser, at hun har ondt i ryggen."
SMALL = "hansen"
CANARIES = (SMALL, CPR, "050765-0123", NAME, "Kjærgård", NOTE, "ondt i ryggen")


@pytest.fixture
def log_file(tmp_path):
    """A started log; the handlers that were there before are put back."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    for handler in before:
        root.removeHandler(handler)
    log.start(tmp_path / "jobassist.log")
    yield tmp_path / "jobassist.log"
    for handler in root.handlers[:]:
        root.removeHandler(handler)
        handler.close()
    root.handlers[:] = before
    root.setLevel(level)


def written(file):
    """What the log holds, after a look for every canary."""
    text = file.read_text(encoding="utf-8")
    assert [canary for canary in CANARIES if canary in text] == []
    return text


def test_an_event_carries_ids_codes_and_numbers(log_file):
    note = str(uuid.uuid4())
    log.event("note.finalised", id=note, words=12, seconds=0.5, unfit=True, previous=None)
    text = written(log_file)
    assert f"info note.finalised id={note} words=12 seconds=0.5 unfit=True previous=None" in text


@pytest.mark.parametrize("canary", CANARIES)
def test_an_event_withholds_what_could_be_personal(log_file, canary):
    log.event("note.saved", value=canary, both=[canary], path=f"/home/{canary}/note.txt")
    assert "value=<withheld:str> both=<withheld:list>" in written(log_file)


def test_an_event_name_with_a_canary_is_withheld(log_file):
    log.event(f"note {NAME}")
    assert "<withheld:str>" in written(log_file)


def test_a_cpr_number_is_no_code(log_file):
    log.event("case.opened", number=CPR, short=NAME.lower().split()[0])
    assert "number=<withheld:str> short=<withheld:str>" in written(log_file)


def test_a_failure_tells_where_and_not_what(log_file):
    try:
        raise ValueError(f"{NAME} {CPR}: {NOTE}")
    except ValueError as error:
        log.failure("note.save_failed", error, id=CPR)
    text = written(log_file)
    assert "error note.save_failed id=<withheld:str> ValueError at test_log.py:" in text


def test_a_failure_hides_its_cause_too(log_file):
    try:
        try:
            raise KeyError(NOTE)
        except KeyError:
            raise UserError("record.invalid", field=NAME) from None
    except UserError as error:
        log.failure("app.unexpected", error)
    assert "UserError at" in written(log_file)


def test_a_library_may_say_that_something_happened_and_no_more(log_file):
    logger = logging.getLogger("sqlalchemy.engine")
    logger.error("INSERT INTO note VALUES (%s)", NOTE)
    logger.warning(f"{NAME} {CPR}")
    try:
        raise RuntimeError(NOTE)
    except RuntimeError:
        logger.exception("while saving %s", NAME, stack_info=True)
    text = written(log_file)
    assert text.count("library.sqlalchemy.engine line=") == 3
    assert "RuntimeError at test_log.py:" in text


def test_a_library_cannot_pose_as_one_of_our_events(log_file):
    logging.getLogger("elsewhere").error(NOTE, extra={"event": NAME, "params": {"a": CPR}})
    assert "library.elsewhere" in written(log_file)


def test_our_own_logger_used_past_the_rules_is_withheld(log_file):
    logging.getLogger("jobassist.storage").error("saved %s", NAME)
    assert "library.jobassist.storage" in written(log_file)


def test_an_uncaught_exception_keeps_its_text_off_log_and_screen(log_file, capsys, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    log.quiet_crashes()
    try:
        raise RuntimeError(f"{NAME} {NOTE}")
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert "error app.unexpected RuntimeError at" in written(log_file)
    shown = capsys.readouterr()
    assert [canary for canary in CANARIES if canary in shown.out + shown.err] == []
