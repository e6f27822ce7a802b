"""Phones of a LAN: the local authority and its certificates."""

import socket
import ssl
import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from server.tls import papers

NOW = datetime.now(UTC)


def greet(folder: Path, trusted: Path) -> bytes:
    """Serve one greeting over TLS on loopback and read it as a phone that trusts `trusted`."""
    made = papers(folder, "127.0.0.1", NOW)
    shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(made.certificate, made.key)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        peer, _ = listener.accept()
        try:
            with shown.wrap_socket(peer, server_side=True) as secure:
                secure.sendall(b"hello")
        except (ssl.SSLError, OSError):
            peer.close()

    thread = threading.Thread(target=serve)
    thread.start()
    phone = ssl.create_default_context(cafile=str(trusted))
    try:
        plain = socket.create_connection(listener.getsockname())
        with phone.wrap_socket(plain, server_hostname="127.0.0.1") as secure:
            return secure.recv(5)
    finally:
        thread.join()
        listener.close()


def test_a_phone_that_installed_the_authority_trusts_the_server(tmp_path: Path) -> None:
    made = papers(tmp_path, "127.0.0.1", NOW)
    assert greet(tmp_path, made.authority) == b"hello"


def test_another_houses_authority_does_not_vouch_for_this_server(tmp_path: Path) -> None:
    stranger = papers(tmp_path / "stranger", "127.0.0.1", NOW)
    with pytest.raises(ssl.SSLCertVerificationError):
        greet(tmp_path / "own", stranger.authority)


def test_the_authority_is_made_once_and_its_key_is_private(tmp_path: Path) -> None:
    first = papers(tmp_path, "127.0.0.1", NOW).authority.read_bytes()
    later = papers(tmp_path, "192.168.1.7", NOW + timedelta(days=30)).authority.read_bytes()
    assert first == later
    assert stat.S_IMODE((tmp_path / "authority.key").stat().st_mode) == 0o600
