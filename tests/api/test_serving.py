"""The phone app's files, the security headers, and what operators see."""

import json

import pytest
import structlog
from openapi_spec_validator import validate

from server.headers import HEADERS
from server.operations.logs import hide
from server.phone_app import SCREENS
from tests.conftest import application

POLICY = HEADERS["Content-Security-Policy"]


@pytest.fixture
def built(tmp_path):
    """A stand-in for the built phone app."""
    files = {
        "index.html": "<!doctype html><title>Roundbook</title>",
        "sw.js": "// service worker",
        "manifest.webmanifest": "{}",
        "assets/main-BqX3_1aZ.js": "export {}",
        "assets/plain.js": "export {}",
    }
    folder = tmp_path / "dist"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    with application({"DATA_DIR": tmp_path, "PWA_DIST": folder}) as app:
        yield app.test_client()


def test_every_screens_address_opens_the_app(built):
    for path in ["/", *(f"/{s}" for s in SCREENS), "/rounds/1/p/2", "/desk/review", "/c/A-01"]:
        with built.get(path) as answer:
            assert answer.status_code == 200, path
            assert b"<title>Roundbook" in answer.data
            assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/index.html", "/sw.js", "/manifest.webmanifest"])
def test_what_updates_the_app_is_asked_for_anew(built, path):
    with built.get(path) as answer:
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-cache"


def test_only_names_with_a_hash_are_kept_for_ever(built):
    with built.get("/assets/main-BqX3_1aZ.js") as answer:
        assert "immutable" in answer.headers["Cache-Control"]
    with built.get("/assets/plain.js") as answer:
        assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/", "/sw.js", "/api/docs", "/healthz", "/api/none", "/none"])
def test_every_answer_is_protected(built, path):
    with built.get(path) as answer:
        for name, value in HEADERS.items():
            assert answer.headers.getlist(name) == [value], name


def test_the_policy_allows_no_inline_code_and_wasm_only_by_its_own_word():
    assert "unsafe-inline" not in POLICY
    assert "'unsafe-eval'" not in POLICY
    directives = {part.split()[0]: part.split()[1:] for part in POLICY.split("; ")}
    assert directives["script-src"] == ["'self'", "'wasm-unsafe-eval'"]
    for name in ("object-src", "base-uri", "frame-ancestors"):
        assert directives[name] == ["'none'"]


def test_https_asks_to_stay_https(client):
    assert "Strict-Transport-Security" in client.get("/healthz", base_url="https://x").headers
    assert "Strict-Transport-Security" not in client.get("/healthz").headers


def test_a_missing_app_says_how_to_build_it(tmp_path):
    with application({"DATA_DIR": tmp_path, "PWA_DIST": tmp_path / "none"}) as app:
        answer = app.test_client().get("/today")
    assert answer.status_code == 404
    assert "make build" in answer.get_json()["detail"]


def test_answers_of_the_api_are_not_cached(client):
    assert client.get("/api/auth/me").headers["Cache-Control"] == "no-store"


def test_ready_only_with_this_programs_tables(tmp_path, client):
    assert client.get("/readyz").status_code == 200
    with application({"DATA_DIR": tmp_path / "empty"}) as app:
        (tmp_path / "empty").mkdir(exist_ok=True)
        assert app.test_client().get("/readyz").status_code == 503
        assert app.test_client().get("/healthz").status_code == 200


def test_metrics_count_by_route_and_made_up_addresses_make_no_series(client):
    client.get("/healthz")
    client.get("/api/one/made/up")
    client.open("/healthz", method="STRANGE")
    text = client.get("/metrics").get_data(as_text=True)
    line = 'roundbook_requests_total{method="GET",route="/healthz",status="200"} 1.0'
    assert line in text
    assert 'route="unknown"' in text
    assert "made" not in text
    assert "STRANGE" not in text


def test_the_api_document_is_valid_openapi_and_names_every_api_route(app, client):
    document = client.get("/api/openapi.json").get_json()
    validate(document)
    assert document["openapi"].startswith("3.1")
    described = set(document["paths"])
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/") and not rule.endpoint.startswith("api-docs."):
            assert rule.rule.replace("<", "{").replace(">", "}") in described, rule.rule


def test_the_api_document_describes_errors_as_problems(client):
    document = client.get("/api/openapi.json").get_json()
    content = document["components"]["responses"]["DEFAULT_ERROR"]["content"]
    assert set(content) == {"application/problem+json"}
    assert set(document["components"]["securitySchemes"]) == {"bearer", "cookie"}


def test_the_api_document_promises_no_error_as_plain_json(client):
    document = client.get("/api/openapi.json").get_json()
    shared = document["components"]["responses"]
    for path, methods in document["paths"].items():
        operations = [each for name, each in methods.items() if name != "parameters"]
        answers = [pair for each in operations for pair in each["responses"].items()]
        for status, answer in answers:
            described = shared[answer["$ref"].rpartition("/")[2]] if "$ref" in answer else answer
            if status == "default" or status >= "400":
                assert set(described["content"]) == {"application/problem+json"}, (path, status)


def test_the_api_page_needs_nothing_from_elsewhere(client):
    with client.get("/api/docs") as page:
        text = page.get_data(as_text=True)
    assert "http:" not in text
    assert "https:" not in text
    assert "<script>" not in text
    for name in ("docs.js", "docs.css"):
        assert f"/api/docs/{name}" in text
        with client.get(f"/api/docs/{name}") as file:
            assert file.status_code == 200


def test_the_api_page_serves_nothing_but_its_own_files(client):
    assert client.get("/api/docs/..%2froutes.py").status_code == 404


def test_requests_are_logged_as_json_by_route_without_ids(sign_in, capsys):
    actor = sign_in("op1")
    capsys.readouterr()
    actor.delete("/api/devices/01a209c3-6557-725e-b9c8-b04cfd9e0a74?phone=13812345678")
    (line,) = capsys.readouterr().err.splitlines()
    entry = json.loads(line)
    assert entry["route"] == "/api/devices/<device_id>"
    assert entry["user"] == actor.user_id
    assert "01a209c3" not in line
    assert "13812345678" not in line


def test_no_password_or_token_reaches_the_log(sign_in, capsys):
    actor = sign_in("op1")
    actor.get("/api/auth/me")
    actor.client.post("/api/auth/refresh", json={"refresh_token": "x" * 20})
    said = "".join(capsys.readouterr())
    assert "roundbook-demo" not in said
    assert actor.signed["access_token"].rsplit(".", 1)[1] not in said
    assert "x" * 20 not in said


def test_secrets_are_blanked_by_name_and_by_looks(app, capsys):
    token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2lnbmF0dXJl"
    structlog.get_logger().info(
        "note", password="p", access_token="t", detail=f"call 13812345678, use {token}"
    )
    entry = json.loads(capsys.readouterr().err)
    assert entry["password"] == entry["access_token"] == "***"
    assert entry["detail"] == "call ***, use ***"
    assert hide("id 11010519491231002X") == "id ***"
    assert hide("seq 138123456789012") == "seq 138123456789012"
