"""The table that a life-cycle test prints: step, seconds, and whether what was promised held."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Steps:
    """Steps of one package's life, in order."""

    title: str
    rows: list[tuple[str, float, str]] = field(default_factory=list)

    def take(self, name: str, act: Callable[[], str | None]) -> None:
        """Do one step. `act` returns what is wrong, or nothing."""
        began = time.monotonic()
        try:
            fault = act() or ""
        except (OSError, RuntimeError) as error:
            fault = f"{type(error).__name__}: {error}"[:200]
        self.rows.append((name, time.monotonic() - began, fault))
        self._tell(self.rows[-1])

    @property
    def failed(self) -> int:
        """How many steps did not hold."""
        return sum(bool(fault) for _, _, fault in self.rows)

    def begin(self) -> None:
        """Print the head of the table."""
        print(f"\n{self.title}\n{'step':<52}{'seconds':>8}  held", flush=True)

    def end(self) -> int:
        """Print the sum; returns how many steps did not hold."""
        print(f"{len(self.rows)} steps, {self.failed} did not hold.", flush=True)
        return self.failed

    def _tell(self, row: tuple[str, float, str]) -> None:
        name, seconds, fault = row
        print(f"{name:<52}{seconds:>8.1f}  {f'NO: {fault}' if fault else 'yes'}", flush=True)
