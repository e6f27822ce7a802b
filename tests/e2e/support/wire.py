"""The network between phone and server, as a TCP relay that a test can cut for real."""

import contextlib
import socket
import threading
from collections.abc import Callable

PORTAL = b"<!doctype html><title>Free WiFi</title><p>Please accept the terms of use."
PAGE = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
)


class Wire:
    """Relays bytes to `upstream`; can be cut, mended, cut after so many bytes, or hijacked."""

    def __init__(self, upstream: int) -> None:
        self._upstream = upstream
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._whole = True
        self._portal = False
        self._budget: int | None = None
        self._stalled: threading.Event | None = None
        self.was_cut = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        """The address that the phone opens."""
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Nothing passes any more, and open connections break."""
        with self._lock:
            self._whole = False
            doomed, self._open = self._open, set()
            if self._stalled:
                self._stalled.set()
        for end in doomed:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.was_cut.set()

    def mend(self) -> None:
        """All passes again, as before any mischief."""
        with self._lock:
            self._whole, self._portal, self._budget, self._stalled = True, False, None, None
        self.was_cut.clear()

    def cut_after(self, sent: int) -> None:
        """Cut by itself when the phone has sent so many more bytes."""
        with self._lock:
            self._budget = sent

    def stall_after(self, sent: int) -> None:
        """Hold back what the phone sends after so many more bytes, as a dying network does."""
        with self._lock:
            self._budget, self._stalled = sent, threading.Event()

    def hijack(self) -> None:
        """Answer everything with 200 and a page of HTML, as a captive portal does."""
        self.cut()
        with self._lock:
            self._whole = self._portal = True

    def close(self) -> None:
        """End of the test."""
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                phone, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(phone,), daemon=True).start()

    def _serve(self, phone: socket.socket) -> None:
        with self._lock:
            whole, portal = self._whole, self._portal
        if portal:
            self._answer_as_portal(phone)
        elif whole:
            self._relay(phone)
        phone.close()

    def _answer_as_portal(self, phone: socket.socket) -> None:
        with contextlib.suppress(OSError):
            phone.settimeout(2)
            phone.recv(65536)
            phone.sendall(PAGE % len(PORTAL) + PORTAL)

    def _relay(self, phone: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self._upstream), timeout=30)
        except OSError:
            return
        server.settimeout(None)
        with self._lock:
            self._open |= {phone, server}
        back = threading.Thread(target=self._pump, args=(server, phone, _free), daemon=True)
        back.start()
        self._pump(phone, server, self._spend)
        back.join()
        with self._lock:
            self._open -= {phone, server}
        server.close()

    def _pump(self, source: socket.socket, sink: socket.socket, pay: Callable[[int], bool]) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(16384):
                if not pay(len(data)):
                    self._stall() if self._stalled else self.cut()
                    return
                sink.sendall(data)
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_WR)

    def _stall(self) -> None:
        stalled = self._stalled
        if stalled:
            stalled.wait()

    def _spend(self, count: int) -> bool:
        with self._lock:
            if self._budget is None:
                return True
            self._budget -= count
            return self._budget > 0


def _free(_count: int) -> bool:
    return True
