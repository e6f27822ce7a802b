"""The permission matrix holds for every route and role, and no route is missing (ASVS 8.2.1)."""

import re

import pytest

from tests.api.matrix import MATRIX, ROLES
from tests.support.actors import Actor, add_person


def routes(app):
    """Every method and route but the addresses of screens, which hold no data."""
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith("phone_app."):
            implied = {"HEAD"} if "GET" in rule.methods else set()
            for method in rule.methods - implied - {"OPTIONS"}:
                yield method, rule.rule


def test_every_route_stands_in_the_matrix_and_nothing_else_does(app):
    assert set(routes(app)) == set(MATRIX)


def test_every_row_speaks_of_every_role():
    assert {frozenset(row) for row in MATRIX.values()} == {frozenset({"anyone", *ROLES})}


@pytest.mark.parametrize("role", ["anyone", *ROLES])
def test_each_route_answers_the_role_as_the_matrix_says(app, role):
    headers = {"Content-Type": "application/json", "Tus-Resumable": "1.0.0"}
    if role != "anyone":
        add_person(app, "someone", roles=[role], scopes=["A"])
        headers |= Actor(app, "someone").headers
    answers = {}
    # Signing out comes last: it ends the session that asks.
    for method, rule in sorted(MATRIX, key=lambda route: route[1] == "/api/auth/logout"):
        path = re.sub(r"<[^>]+>", "nothing", rule)
        with app.test_client().open(path, method=method, headers=headers) as answer:
            answers[method, rule] = answer.status_code
    assert answers == {route: row[role] for route, row in MATRIX.items()}
