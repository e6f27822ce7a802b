"""Every setting, read from the environment once. What each one means stands in `.env.example`."""

import ipaddress
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from dotenv import load_dotenv

ROOT = Path(__file__).parent.parent
SETTINGS = {
    "DATABASE_URL": "",
    "BLOB_URL": "",
    "SECRET_KEY": "",
    "TIMEZONE": "Asia/Shanghai",
    "DEFAULT_LOCALE": "zh-Hans",
    "DATA_DIR": "var",
    "HOST": "127.0.0.1",
    "PORT": "8000",
    "DEMO": "",
    "TRUSTED_PROXIES": "0",
    "TLS": "",
    "MAX_UPLOAD": str(25 * 1024**2),
    "BLOB_QUOTA": str(100 * 1024**3),
}
NUMBERS = ("PORT", "TRUSTED_PROXIES", "MAX_UPLOAD", "BLOB_QUOTA")
LOCALES = ("zh-Hans", "zh-Hant", "en")
SECRET_LENGTH = 32
MAX_BODY = 1024 * 1024


class BadSetting(Exception):
    """A setting that the server must not start with; the message is for the operator."""


def load(given: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The settings given, or without any those of the environment and `.env`; else the defaults.

    Given keys beyond SETTINGS (TESTING, CLOCK, PWA_DIST) pass through. Raises BadSetting.
    """
    if given is None:
        load_dotenv(ROOT / ".env")
        given = {key: os.environ[key] for key in SETTINGS if key in os.environ}
    values: dict[str, Any] = {key: given.get(key) or usual for key, usual in SETTINGS.items()}
    extra = {key: value for key, value in given.items() if key not in SETTINGS}
    data = Path(values["DATA_DIR"]).absolute()
    values["DATA_DIR"] = data
    for key in NUMBERS:
        values[key] = whole_number(key, values[key])
    # None: nobody has said, so that filling it says yes.
    values["DEMO"] = demo_mark(data).exists() or (
        switched_on(values["DEMO"]) if values["DEMO"] else None
    )
    values["TLS"] = switched_on(values["TLS"])
    values["DATABASE_URL"] = values["DATABASE_URL"] or f"sqlite:///{data / 'roundbook.sqlite3'}"
    values["BLOB_URL"] = values["BLOB_URL"] or f"file://{data / 'blobs'}"
    values["SECRET_KEY"] = values["SECRET_KEY"] or kept_secret(data)
    check(values)
    return {"PWA_DIST": ROOT / "pwa" / "dist", **values, **extra}


def check(values: Mapping[str, Any]) -> None:
    """Refuse settings that would be unsafe or meaningless."""
    if len(values["SECRET_KEY"]) < SECRET_LENGTH:
        raise BadSetting(f"SECRET_KEY must have at least {SECRET_LENGTH} characters")
    if values["DEFAULT_LOCALE"] not in LOCALES:
        raise BadSetting(f"DEFAULT_LOCALE must be one of {', '.join(LOCALES)}")
    if values["TIMEZONE"] not in available_timezones():
        raise BadSetting(f"TIMEZONE {values['TIMEZONE']} is not known")
    host = values["HOST"]
    if values["DEMO"] and not (is_loopback(host) or (values["TLS"] and is_private(host))):
        raise BadSetting(
            "DEMO has known passwords: HOST must be a loopback address, or with TLS one of the LAN"
        )


def demo_mark(data: Path) -> Path:
    """A data folder that holds the demo says so itself, whatever the environment forgets."""
    return data / "demo"


def switched_on(value: Any) -> bool:
    """Whether a setting of the form 1, true or yes is on."""
    return str(value).lower() in {"1", "true", "yes"}


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    address = ip_address(host)
    return host == "localhost" or (address is not None and address.is_loopback)


def is_private(host: str) -> bool:
    """Whether the address is one of a private network, such as a LAN."""
    address = ip_address(host)
    return address is not None and address.is_private and not address.is_unspecified


def ip_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address that the text names, None for a name."""
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None


def whole_number(key: str, value: Any) -> int:
    """The setting as a number of at least 0."""
    try:
        number = int(value)
    except ValueError:
        number = -1
    if number < 0:
        raise BadSetting(f"{key} must be a whole number, not {value!r}")
    return number


def database_url(url: str) -> str:
    """The URL with the driver that this server ships (psycopg 3)."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def kept_secret(data: Path) -> str:
    """The secret of this data folder, made at first use and readable by its owner only."""
    path = data / "secret.key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()
