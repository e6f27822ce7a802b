"""A proxy that understands HTTP and does to it what the worst ones in the field do."""

import contextlib
import http.client
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}
PATIENCE = 60.0


@dataclass
class Message:
    """A request on its way in, or an answer on its way out."""

    headers: list[tuple[str, str]]
    body: bytes
    method: str = ""
    path: str = ""
    status: int = 0

    def drop(self, *names: str) -> None:
        """Tear off headers."""
        self.headers = [one for one in self.headers if one[0].lower() not in names]


Forward = Callable[[Message], Message]
Mischief = Callable[[Message, Forward], Message | None]
"""Makes an answer of a request, with `forward` as often as it likes; None breaks the connection."""


@dataclass
class Proxy:
    """Stands between phones and the server at `upstream`; honest until told otherwise."""

    upstream: int
    seen: list[Message] = field(default_factory=list)
    """Every request to the API, in order of arrival."""
    _mischief: Mischief | None = None
    _path: str = "/api/"

    def __post_init__(self) -> None:
        self._listener = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._listener.daemon_threads = True
        threading.Thread(target=self._listener.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """The address that the phone opens."""
        return f"http://127.0.0.1:{self._listener.server_port}"

    def close(self) -> None:
        """End of the test."""
        self._listener.shutdown()
        self._listener.server_close()

    @contextlib.contextmanager
    def doing(self, mischief: Mischief, path: str = "/api/") -> Iterator[None]:
        """Does this to all requests whose address begins with `path`, until the block ends."""
        self._mischief, self._path = mischief, path
        try:
            yield
        finally:
            self._mischief = None

    def count(self, path: str) -> int:
        """Requests to addresses that begin so, until now."""
        return sum(one.path.startswith(path) for one in self.seen)

    def has_seen(self, path: str, count: int) -> None:
        """Wait for so many requests."""
        waiting = threading.Event()
        for _ in range(int(PATIENCE / 0.02)):
            if self.count(path) >= count:
                return
            waiting.wait(0.02)
        raise RuntimeError(f"{self.count(path)} requests to {path} came, not {count}")

    def answer(self, request: Message) -> Message | None:
        """What the phone gets for its request."""
        if request.path.startswith("/api/"):
            self.seen.append(request)
        mischief = self._mischief
        if mischief and request.path.startswith(self._path):
            return mischief(request, self.forward)
        return self.forward(request)

    def forward(self, request: Message) -> Message:
        """The server's own answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.upstream, timeout=PATIENCE)
        with contextlib.closing(connection):
            headers = dict(one for one in request.headers if one[0].lower() not in HOP)
            connection.request(request.method, request.path, request.body or None, headers)
            answer = connection.getresponse()
            kept = [one for one in answer.getheaders() if one[0].lower() not in HOP]
            return Message(kept, answer.read(), status=answer.status)


def html(status: int, **headers: str) -> Message:
    """A gateway's own page."""
    page = f"<html><head><title>{status}</title></head><body>nginx</body></html>".encode()
    named = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return Message([("Content-Type", "text/html"), *named], page, status=status)


def _handler(proxy: Proxy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            request = Message(list(self.headers.items()), body, self.command, self.path)
            answer = None
            with contextlib.suppress(OSError, http.client.HTTPException):
                answer = proxy.answer(request)
            if answer is None:
                self.close_connection = True
                return
            with contextlib.suppress(OSError):
                self._send(answer)

        do_GET = do_POST = do_HEAD = do_PATCH = do_DELETE = pass_on  # noqa: N815 - the library's names

        def _send(self, answer: Message) -> None:
            self.send_response_only(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            if answer.status != 204:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)

        def log_message(self, *_words: Any) -> None:
            """A test says what went wrong itself."""

    return Handler
