"""Counts and durations of requests for Prometheus, by route."""

from time import perf_counter

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram


def init_app(app: Flask) -> None:
    """Measure every request; the numbers lie in `app.extensions["metrics"]`."""
    registry = CollectorRegistry()
    app.extensions["metrics"] = registry
    requests = Counter(
        "roundbook_requests",
        "Requests answered",
        ["method", "route", "status"],
        registry=registry,
    )
    seconds = Histogram(
        "roundbook_request_seconds", "Time to answer", ["method", "route"], registry=registry
    )

    @app.after_request
    def count(response: Response) -> Response:
        # A made-up address or method must not make a new series.
        known = request.url_rule is not None
        route = request.url_rule.rule if request.url_rule else "unknown"
        method = request.method if known else "unknown"
        requests.labels(method, route, response.status_code).inc()
        if "started" in g:
            seconds.labels(method, route).observe(perf_counter() - g.started)
        return response
