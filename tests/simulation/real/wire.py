"""What lies between a phone and the server: cookies, requests, answers, and what befalls them."""

import base64
import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from http.cookies import SimpleCookie
from io import BytesIO
from random import Random
from typing import Any

from flask import Flask

from tests.simulation.real.server import ServerKilled, killed

Json = dict[str, Any]
Reply = Json | None
PULL = "/api/sync/pull"
HTML = {"Content-Type": "text/html"}
PROBLEM = {"Content-Type": "application/problem+json"}


@dataclass
class Jar:
    """The cookies of one phone's browser, each with its path."""

    cookies: dict[str, tuple[str, str]] = field(default_factory=dict)

    def header(self, path: str) -> str:
        """What a request to this path carries."""
        fits = [f"{name}={value}" for name, (value, at) in self.cookies.items() if _under(path, at)]
        return "; ".join(fits)

    def take(self, lines: list[str]) -> None:
        """Take over what an answer sets."""
        for line in lines:
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or morsel["expires"].endswith("1970 00:00:00 GMT"):
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = (morsel.value, morsel["path"])


def _under(path: str, at: str) -> bool:
    return path == at or path.startswith(at if at.endswith("/") else at + "/")


@dataclass
class Letter:
    """One request as the phone sent it, with the cookies that it had then."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    cookie: str

    @property
    def text(self) -> bytes:
        """The body as it was before it was packed."""
        return gzip.decompress(self.body) if "Content-Encoding" in self.headers else self.body

    @property
    def json(self) -> Any:
        """The body of a request that carries JSON."""
        return json.loads(self.text)


def letter(event: Json, jar: Jar) -> Letter:
    """The request that a phone's event tells of."""
    body = base64.b64decode(event.get("body", ""))
    cookie = jar.header(event["path"])
    return Letter(event["method"], event["path"], dict(event["headers"]), body, cookie)


def answer(status: int, headers: dict[str, str], body: bytes = b"") -> Json:
    """An answer as the phone's network hands it over."""
    return {"status": status, "headers": headers, "body": base64.b64encode(body).decode()}


def deliver(app: Flask, sent: Letter, cut: int | None = None) -> tuple[Json, list[str]]:
    """Let the server answer; its answer and the cookies that it sets. `cut`: bytes that arrive."""
    headers = {**sent.headers, "Accept-Encoding": "gzip", "Cookie": sent.cookie}
    headers["Content-Length"] = str(len(sent.body))
    client = app.test_client(use_cookies=False)
    body = BytesIO(sent.body[:cut])
    with client.open(sent.path, method=sent.method, headers=headers, input_stream=body) as response:
        data = response.get_data()
        if response.headers.pop("Content-Encoding", "") == "gzip":
            data = gzip.decompress(data)
        kept = {
            name: value
            for name, value in response.headers.items()
            if name not in ("Set-Cookie", "Content-Length")
        }
        return answer(response.status_code, kept, data), response.headers.getlist("Set-Cookie")


class Wire:
    """Carries one request under a fault. `late` requests arrive when nobody waits any more."""

    def __init__(self, app: Flask, rng: Random) -> None:
        self.app, self.rng = app, rng
        self.late: list[Letter] = []

    def carry(self, sent: Letter, jar: Jar, fault: str = "") -> Reply:
        """The answer that reaches the phone; None when none does."""
        if sent.path == PULL:
            sent = self._in_pages(sent)
        if fault == "":
            return self._healthy(sent, jar)
        how: Callable[[Letter, Jar], Reply] = getattr(self, f"_{fault}")
        return how(sent, jar)

    def _in_pages(self, sent: Letter) -> Letter:
        """As if there were more to read than a page holds."""
        body = {**sent.json, "limit": self.rng.choice((2, 5, 500))}
        headers = {k: v for k, v in sent.headers.items() if k != "Content-Encoding"}
        return replace(sent, headers=headers, body=json.dumps(body).encode())

    def bring_late(self) -> Letter:
        """One of the late requests arrives after all; its answer goes nowhere."""
        sent = self.late.pop(self.rng.randrange(len(self.late)))
        deliver(self.app, sent)
        return sent

    def _healthy(self, sent: Letter, jar: Jar) -> Reply:
        reply, cookies = deliver(self.app, sent)
        jar.take(cookies)
        return reply

    def _lost(self, sent: Letter, jar: Jar) -> Reply:
        return None

    def _late(self, sent: Letter, jar: Jar) -> Reply:
        self.late.append(sent)
        return None

    def _unanswered(self, sent: Letter, jar: Jar) -> Reply:
        deliver(self.app, sent)
        return None

    def _twice(self, sent: Letter, jar: Jar) -> Reply:
        deliver(self.app, sent)
        return self._healthy(sent, jar)

    def _truncated(self, sent: Letter, jar: Jar) -> Reply:
        reply = self._healthy(sent, jar)
        body = base64.b64decode(reply["body"]) if reply else b""
        if not reply or not body:
            return None
        half = body[: self._within(body)]
        return answer(reply["status"], reply["headers"], half)

    def _portal(self, sent: Letter, jar: Jar) -> Reply:
        return answer(200, HTML, b"<html>Please accept our terms</html>")

    def _gateway(self, sent: Letter, jar: Jar) -> Reply:
        return answer(self.rng.choice((502, 503, 504)), {**HTML, "Retry-After": "3"}, b"<html>")

    def _busy(self, sent: Letter, jar: Jar) -> Reply:
        status, code = self.rng.choice(((503, "unavailable"), (429, "too_many_requests")))
        return answer(status, {**PROBLEM, "Retry-After": "2"}, json.dumps({"code": code}).encode())

    def _broken(self, sent: Letter, jar: Jar) -> Reply:
        return answer(500, PROBLEM, b'{"code": "internal", "title": "Internal error"}')

    def _heavy(self, sent: Letter, jar: Jar) -> Reply:
        """A proxy that lets only small bodies through."""
        if len(sent.text) < 1500:
            return self._healthy(sent, jar)
        return answer(413, HTML, b"<html>Request Entity Too Large</html>")

    def _stripped(self, sent: Letter, jar: Jar) -> Reply:
        """A proxy that drops the header which says how the body is packed."""
        headers = {k: v for k, v in sent.headers.items() if k != "Content-Encoding"}
        return self._healthy(replace(sent, headers=headers), jar)

    def _killed_before(self, sent: Letter, jar: Jar) -> Reply:
        return self._killed(False, sent, jar)

    def _killed_after(self, sent: Letter, jar: Jar) -> Reply:
        return self._killed(True, sent, jar)

    def _killed(self, committed: bool, sent: Letter, jar: Jar) -> Reply:
        try:
            with killed(committed=committed):
                return self._healthy(sent, jar)
        except ServerKilled:
            return None

    def _cut(self, sent: Letter, jar: Jar) -> Reply:
        """The connection ends in the middle of what the phone sends."""
        if sent.body:
            deliver(self.app, sent, self._within(sent.body))
        return None

    def _within(self, body: bytes) -> int:
        """A place in the body. Packed signatures differ in length: one draw, whatever it is."""
        return int(self.rng.random() * len(body))

    def _flipped(self, sent: Letter, jar: Jar) -> Reply:
        """One byte of a photo arrives as another one."""
        if sent.method != "PATCH":
            return self._healthy(sent, jar)
        at = self._within(sent.body)
        body = sent.body[:at] + bytes([sent.body[at] ^ 1]) + sent.body[at + 1 :]
        return self._healthy(replace(sent, body=body), jar)


FAULTS = (
    "lost", "late", "unanswered", "unanswered", "twice", "truncated", "portal", "gateway", "busy",
    "broken", "heavy", "stripped", "killed_before", "killed_after", "cut", "flipped",
)  # fmt: skip
