"""Whose fault an error is.

Everything expected is one of four types. An error carries a code and impersonal
parameters; `jobassist.messages` turns the code into what happened and what to do next.
Anything else that is raised is a bug in jobassist and is shown with an incident id.
"""

Param = str | int | float | bool


class AppError(Exception):
    """An expected error. `code` is stable (`room.what`); `params` hold no personal data.

    `str(error)` is the code alone, so that a log line or a traceback can never carry more.
    """

    exit_code = 1

    def __init__(self, code: str, **params: Param) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class UserError(AppError):
    """The user can put it right: a wrong passphrase, an open blank, a file that is no sound."""


class UsageError(UserError):
    """The command line was called in a way it does not understand."""

    exit_code = 2


class PolicyDenied(AppError):
    """The organisation's policy or the case's access rules say no."""


class EnvironmentFault(AppError):
    """Disk, microphone, keyring, engine or central failed. `retryable`: trying again may help."""

    exit_code = 3

    def __init__(self, code: str, *, retryable: bool = False, **params: Param) -> None:
        super().__init__(code, **params)
        self.retryable = retryable


class Cancelled(AppError):
    """The user stopped it. Nothing is shown."""

    def __init__(self) -> None:
        super().__init__("app.cancelled")
