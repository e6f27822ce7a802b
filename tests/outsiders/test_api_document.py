"""Schemathesis makes requests out of the API document: no 5xx, and every answer is as described."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.matrix import MATRIX
from tests.conftest import Clock, application
from tests.support.actors import Actor, add_person
from tests.support.device import SoftDevice

EXAMPLES = 25
# The fuzzer reads no gzip.
PLAIN = {"Accept-Encoding": "identity"}
UNDESCRIBED = {"/authority.crt", "/api/openapi.json"}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")


@pytest.fixture(scope="module")
def town(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application with a person, a phone and a few records, so that some answers are not empty."""
    folder = tmp_path_factory.mktemp("outsiders")
    shutil.copy(migrated_sqlite, folder / "roundbook.sqlite3")
    with application({"DATA_DIR": folder, "CLOCK": Clock()}) as app:
        add_person(app, "manager")
        phone = SoftDevice(Actor(app, "manager"))
        phone.push(*(phone.create("issue", "A", {"title": f"Leak {n}"}) for n in range(3)))
        yield app


@pytest.fixture(scope="module")
def document(town: Flask) -> schemathesis.BaseSchema:
    """The API document, as anybody may read it."""
    return schemathesis.openapi.from_wsgi("/api/openapi.json", town)


@pytest.fixture(scope="module")
def signed_in(town: Flask) -> dict[str, Actor]:
    """Sessions of this run; one of them is in use."""
    return {"now": Actor(town, "manager")}


@pytest.fixture
def manager(town: Flask, signed_in: dict[str, Actor]) -> Actor:
    """Who may read and write the most; signed in again if a request was a sign-out."""
    if signed_in["now"].get("/api/auth/me").status_code != 200:
        signed_in["now"] = Actor(town, "manager")
    return signed_in["now"]


def known(actor: Actor) -> dict[str, str]:
    """Things that exist, by the name that a path has for them."""
    rows = actor.get("/api/records?kind=issue").get_json()["records"]
    devices = actor.get("/api/devices").get_json()["devices"]
    return {"record_id": rows[0]["id"], "device_id": devices[0]["device_id"]}


def requests_to(operation: Any, actor: Actor, mode: GenerationMode) -> st.SearchStrategy[Case]:
    """Requests that fit the document, or that do not; about things that exist, or that do not."""
    found = {name: value for name, value in known(actor).items() if name in operation.path}
    strange = operation.as_strategy(mode)
    if not found or mode is GenerationMode.NEGATIVE:
        return strange
    return st.one_of(strange, operation.as_strategy(mode, path_parameters=found))


# The fuzzer does not close the files that the server streams to it; granian does.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("mode", GenerationMode, ids=lambda mode: f"{mode.value} requests")
@pytest.mark.parametrize("route", sorted(MATRIX), ids=" ".join)
def test_no_request_breaks_the_server_or_the_document(
    document: schemathesis.BaseSchema, manager: Actor, route: tuple[str, str], mode: GenerationMode
) -> None:
    method, path = route
    if path in UNDESCRIBED:
        return
    operation = document[path.replace("<", "{").replace(">", "}")][method]

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
    )
    @given(requests_to(operation, manager, mode))
    def ask(case: Case) -> None:
        case.call_and_validate(headers={**PLAIN, **manager.headers}, checks=CHECKS)

    # What takes no input cannot be asked wrongly.
    with contextlib.suppress(Unsatisfiable):
        ask()
