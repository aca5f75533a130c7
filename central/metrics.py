"""Figures for Prometheus: counts and times by route, never by user, case or address."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from central.live.hub import Hub

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """The figures of one process."""

    def __init__(self, hub: Hub) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "jobassist_requests", "Requests answered", ["call", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "jobassist_request_seconds",
            "Time until an answer was complete",
            ["call"],
            buckets=_BUCKETS,
            registry=self._registry,
        )
        listening = Gauge("jobassist_listening", "Held streams", registry=self._registry)
        listening.set_function(lambda: hub.count)

    def answered(self, call: str, status: int, seconds: float, *, held: bool) -> None:
        """A request has been answered; a held stream's length is no waiting time."""
        self._requests.labels(call, str(status)).inc()
        if not held:
            self._seconds.labels(call).observe(seconds)

    def text(self) -> bytes:
        """All figures in Prometheus' text form."""
        return generate_latest(self._registry)
