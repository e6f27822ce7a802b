"""Settings: each one documented, unsafe ones refused."""

import re
import stat

import pytest

from server import config


def test_every_setting_is_explained_in_the_example_file():
    text = (config.ROOT / ".env.example").read_text()
    documented = set(re.findall(r"^#? ?([A-Z_]+)=", text, re.MULTILINE))
    assert documented == set(config.SETTINGS)
    for name in config.SETTINGS:
        before = text.split(f"{name}=")[0].splitlines()
        assert any(line.startswith("# ") for line in before[-3:]), name


def test_the_readme_points_to_the_example_file():
    assert ".env.example" in (config.ROOT / "README.md").read_text()


def test_given_settings_are_all_there_is(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/production")
    values = config.load({"DATA_DIR": tmp_path})
    assert values["DATABASE_URL"].startswith("sqlite:")


def test_the_environment_is_read_when_nothing_is_given(monkeypatch, tmp_path):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PORT", "8123")
    values = config.load()
    assert (values["DATA_DIR"], values["PORT"]) == (tmp_path, 8123)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "plant.example"])  # noqa: S104 - refused ones
def test_the_demo_refuses_an_address_that_others_can_reach(tmp_path, host):
    with pytest.raises(config.BadSetting, match="loopback"):
        config.load({"DATA_DIR": tmp_path, "DEMO": "1", "HOST": host})


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "localhost", "::1"])
def test_the_demo_runs_on_this_machine(tmp_path, host):
    assert config.load({"DATA_DIR": tmp_path, "DEMO": "1", "HOST": host})["DEMO"] is True


@pytest.mark.parametrize(
    "bad",
    [
        {"SECRET_KEY": "short"},
        {"DEFAULT_LOCALE": "fr"},
        {"PORT": "eighty"},
        {"PORT": "-1"},
        {"TRUSTED_PROXIES": "all"},
        {"TIMEZONE": "Mars/Olympus"},
    ],
)
def test_a_senseless_setting_is_refused(tmp_path, bad):
    with pytest.raises(config.BadSetting):
        config.load({"DATA_DIR": tmp_path, **bad})


def test_the_secret_is_made_once_and_for_its_owner_only(tmp_path):
    first = config.load({"DATA_DIR": tmp_path})["SECRET_KEY"]
    assert config.load({"DATA_DIR": tmp_path})["SECRET_KEY"] == first
    assert len(first) >= config.SECRET_LENGTH
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_postgresql_addresses_use_the_driver_that_is_shipped():
    for url in ("postgres://h/d", "postgresql://h/d"):
        assert config.database_url(url) == "postgresql+psycopg://h/d"
