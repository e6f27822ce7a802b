"""Records and their photos travel apart and find each other, whichever comes first (B2, B5)."""

import threading
from typing import Any

import pytest
from flask import Flask

from tests.support.actors import Actor, add_person
from tests.support.device import SoftDevice, new_id
from tests.support.photos import photo
from tests.support.tus import Tus, sha256

PHOTO = photo()


@pytest.fixture
def device(any_app: Flask) -> SoftDevice:
    add_person(any_app, "manager")
    return SoftDevice(Actor(any_app, "manager"))


def issue_with(device: SoftDevice, content: bytes = PHOTO, scope: str = "A") -> str:
    """The id of a pushed issue that names this photo."""
    entry = {
        "id": new_id(),
        "sha256": sha256(content),
        "bytes": len(content),
        "type": "image/jpeg",
        "caption": "",
    }
    changes = {"title": {"from": None, "to": "Leak"}, "photos": {"add": [entry], "remove": []}}
    op = device.op("create", "issue", scope, changes)
    assert device.push(op)[0]["outcome"] == "applied"
    return op["record_id"]


def pulled(device: SoftDevice) -> dict[str, dict[str, Any]]:
    return {record["id"]: record for record in device.pull()}


def test_b2_a_record_whose_photo_comes_later_says_so_and_is_sent_again_when_it_has(
    device: SoftDevice,
) -> None:
    record_id = issue_with(device)
    before = pulled(device)[record_id]
    assert before["fields"]["photos"][0]["available"] is False
    assert pulled(device) == {}
    Tus(device.actor).upload(PHOTO)
    after = pulled(device)[record_id]
    assert after["fields"]["photos"][0]["available"] is True
    assert after["seq"] > before["seq"]
    assert after["rev"] == before["rev"]


def test_b2_a_photo_that_came_first_is_available_from_the_start(device: SoftDevice) -> None:
    Tus(device.actor).upload(PHOTO)
    record_id = issue_with(device)
    assert pulled(device)[record_id]["fields"]["photos"][0]["available"] is True


def test_b5_one_photo_in_two_records_arrives_for_both(device: SoftDevice) -> None:
    named = {issue_with(device), issue_with(device)}
    pulled(device)
    Tus(device.actor).upload(PHOTO)
    after = pulled(device)
    assert set(after) == named
    assert all(record["fields"]["photos"][0]["available"] for record in after.values())


def test_b1_a_photo_that_arrives_in_one_site_changes_nothing_in_another(
    device: SoftDevice,
) -> None:
    there = issue_with(device, scope="B")
    Tus(device.actor).upload(PHOTO, "A")
    assert pulled(device)[there]["fields"]["photos"][0]["available"] is False
    Tus(device.actor).upload(PHOTO, "B")
    assert pulled(device)[there]["fields"]["photos"][0]["available"] is True


def test_b2_a_refused_photo_makes_nothing_available(device: SoftDevice) -> None:
    record_id = issue_with(device)
    tus = Tus(device.actor)
    forged = bytes(len(PHOTO))
    assert tus.patch(tus.begin(PHOTO), 0, forged).status_code == 422
    assert pulled(device)[record_id]["fields"]["photos"][0]["available"] is False


def test_b2_a_known_photo_brought_again_sends_no_record_twice(device: SoftDevice) -> None:
    issue_with(device)
    Tus(device.actor).upload(PHOTO)
    pulled(device)
    Tus(device.actor).upload(PHOTO)
    assert pulled(device) == {}


def test_b2_a_record_and_its_photo_that_arrive_at_the_same_moment_find_each_other(
    any_app: Flask, device: SoftDevice
) -> None:
    add_person(any_app, "op1")
    tus = Tus(Actor(any_app, "op1"))
    named = set()
    for seed in range(6):
        content = photo(64, 48, seed=seed)
        path = tus.begin(content)
        together = threading.Barrier(2)

        def push(content: bytes = content, together: threading.Barrier = together) -> None:
            together.wait()
            named.add(issue_with(device, content))

        pushing = threading.Thread(target=push)
        pushing.start()
        together.wait()
        assert tus.patch(path, 0, content).status_code == 204
        pushing.join()
    records = pulled(device)
    assert len(named) == 6
    assert all(records[one]["fields"]["photos"][0]["available"] for one in named)


def moved_to_b(device: SoftDevice, record_id: str, base_rev: int = 1) -> None:
    """A manager moves the issue to the other site."""
    changes = {"scope": {"from": "A", "to": "B"}}
    op = device.op("move", "issue", "A", changes, record_id=record_id, base_rev=base_rev)
    assert device.push(op)[0]["outcome"] == "applied"


def is_shown(device: SoftDevice, record_id: str) -> bool:
    """Whether a phone that starts from nothing is told that the photo is here."""
    device.cursor = None
    rows = [row for row in device.pull() if row["id"] == record_id and not row["deleted"]]
    return bool(rows[0]["fields"]["photos"][0]["available"])


def test_f6_the_photo_of_an_issue_that_was_moved_before_it_came_is_shown_at_its_new_site(
    any_app: Flask, device: SoftDevice
) -> None:
    record_id = issue_with(device)
    moved_to_b(device, record_id)
    Tus(device.actor).upload(PHOTO, "A")
    assert is_shown(device, record_id)
    add_person(any_app, "neighbour", ["operator"], ["B"])
    with Actor(any_app, "neighbour").get(f"/api/blobs/{sha256(PHOTO)}?size=view") as answer:
        assert answer.status_code == 200


def test_f6_a_photo_added_to_an_issue_that_had_moved_meanwhile_is_shown_there(
    device: SoftDevice,
) -> None:
    made = device.create("issue", "A", {"title": "Leak"})
    device.push(made)
    moved_to_b(device, made["record_id"])
    Tus(device.actor).upload(PHOTO, "A")
    entry = {"id": new_id(), "sha256": sha256(PHOTO), "bytes": len(PHOTO), "type": "image/jpeg"}
    late = device.op(
        "edit", "issue", "A", {"photos": {"add": [entry], "remove": []}},
        record_id=made["record_id"], base_rev=1, after=made["op_id"],
    )  # fmt: skip
    assert device.push(late)[0]["outcome"] == "merged"
    assert is_shown(device, made["record_id"])


def test_b5_a_moved_issue_brings_its_photo_to_the_one_that_waited_for_the_same_there(
    device: SoftDevice,
) -> None:
    waiting, moving = issue_with(device, scope="B"), issue_with(device)
    Tus(device.actor).upload(PHOTO, "A")
    moved_to_b(device, moving)
    assert is_shown(device, waiting)
    assert is_shown(device, moving)


def test_b2_a_moved_issue_shows_the_photo_that_its_new_site_has_already(
    device: SoftDevice,
) -> None:
    there, moving = issue_with(device, scope="B"), issue_with(device)
    Tus(device.actor).upload(PHOTO, "B")
    moved_to_b(device, moving)
    assert is_shown(device, there)
    assert is_shown(device, moving)
