"""Refusals: of an operation (it is quarantined) and of a request (it gets a problem)."""


class Refused(Exception):
    """An operation that may not have effect. `code` is one of docs/protocol.md's reasons."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class RequestRefused(Exception):
    """A request that is answered with a problem; `retry_after` in seconds, if waiting helps."""

    def __init__(self, status: int, code: str, *, retry_after: int | None = None) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.retry_after = retry_after
