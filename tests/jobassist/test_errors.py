"""Whose fault an error is decides how the command line ends; no text of an error is personal."""

import pytest

from jobassist.errors import (
    AppError,
    Cancelled,
    EnvironmentFault,
    PolicyDenied,
    UsageError,
    UserError,
)


@pytest.mark.parametrize(
    ("kind", "code"),
    [(UserError, 1), (UsageError, 2), (PolicyDenied, 1), (EnvironmentFault, 3)],
)
def test_each_type_has_its_exit_code(kind, code):
    assert kind("app.usage").exit_code == code


def test_an_error_prints_as_its_code_alone():
    error = UserError("record.invalid", kind="note", field="text")
    assert str(error) == "record.invalid"
    assert "note" not in repr(error)
    assert error.params == {"kind": "note", "field": "text"}


def test_a_fault_says_whether_trying_again_may_help():
    assert EnvironmentFault("policy.broken", retryable=True, key="").retryable
    assert not EnvironmentFault("policy.broken", key="").retryable


def test_cancelling_is_expected():
    assert isinstance(Cancelled(), AppError)
    assert Cancelled().code == "app.cancelled"
