"""One record to which everything happens that can happen to a record, on real phones."""

import io
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from flask import Flask

from tests.support.actors import Actor
from tests.support.device import SoftDevice, new_id
from tests.support.photos import photo
from tests.support.sync import change, find, phone_of
from tests.support.tus import Tus, sha256

Json = dict[str, Any]
Files = dict[str, bytes]
HERE, AWAY = photo(seed=1), photo(seed=2)


class Story:
    """Phones of three people and the record `self.id`, an issue that began at site A."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.phone = phone_of(app, "op2")
        self.lead = phone_of(app, "lead", scopes=["A", "B"])
        self.boss = phone_of(app, "manager")
        self.id = ""
        self.rev = 0

    def tell(self) -> "Story":
        """All of it, in an order in which each part meets the ones before."""
        self.phone.push(self.phone.create("issue", "A", {"title": "before"}))
        self.begin()
        self.clash()
        self.decide()
        self.adopt()
        self.fork()
        self.wait()
        self.other("A")
        self.move()
        self.other("B")
        return self

    def begin(self) -> None:
        """A create with photos, one of which stays on the phone, then a list of each kind."""
        Tus(self.phone.actor).upload(HERE)
        photos = [attachment(HERE), attachment(AWAY)]
        changes = {
            "title": change(None, "Leak"),
            "tags": {"add": ["pump", "泵"]},
            "photos": {"add": photos},
        }
        create = self.phone.op("create", "issue", "A", changes)
        self.id = create["record_id"]
        more = {
            "remarks": {"add": [{"id": new_id(), "text": "密封件已订"}]},
            "tags": {"add": ["wet"], "remove": ["pump"]},
            f"photos/{photos[0]['id']}/caption": change(None, "at the pump"),
            "photos": {"remove": [photos[1]["id"]]},
        }
        self.send(self.phone, create, self.edit(self.phone, more, base=1))

    def clash(self) -> None:
        """Two people who have not seen each other."""
        seen = self.rev
        mine = self.edit(self.phone, {"title": change("Leak", "Leak at pump 2")}, base=seen)
        theirs = self.edit(self.lead, {"title": change("Leak", "Drip")}, base=seen)
        self.send(self.phone, mine)
        assert self.lead.push(theirs)[0]["outcome"] == "conflict"

    def decide(self) -> None:
        """A person takes the losing side."""
        told = find(self.boss.pull(), kind="conflict")
        changes = {
            "resolution": change(None, {"title": {"choose": "incoming"}}),
            "state": change("open", "resolved"),
        }
        given = {"record_id": told["id"], "base_rev": told["rev"]}
        self.send(self.boss, self.boss.op("edit", "conflict", "A", changes, **given))

    def adopt(self) -> None:
        """An op whose author never signed in on the phone, made the manager's own."""
        given = {"author_id": self.lead.actor.user_id, "after": None}
        op = self.edit(self.phone, {"place": change(None, "Hall")}, **given)
        assert self.phone.push(op)[0]["outcome"] == "quarantined"
        del self.phone.last[self.id]
        told = find(self.boss.pull(), kind="quarantine")
        reason = change(told["fields"]["reason"], "seen on site")
        changes = {"state": change("quarantined", "adopted"), "reason": reason}
        given = {"record_id": told["id"], "base_rev": told["rev"]}
        self.send(self.boss, self.boss.op("edit", "quarantine", told["scope"], changes, **given))

    def fork(self) -> None:
        """A cloned phone: its op is set apart, then offered by a new registration with the queue."""
        seq, before = self.phone.device_seq, self.phone.prev_hash
        taken = self.edit(self.phone, {"cause": change(None, "minor crack")})
        self.send(self.phone, taken)
        self.phone.device_seq, self.phone.prev_hash = seq, before
        clone = self.edit(self.phone, {"description": change(None, "clone")}, after=None)
        assert self.phone.push(clone)[0]["code"] == "forked_device"
        anew = SoftDevice(self.phone.actor, "registered anew")
        again = [resigned(anew, op) for op in (taken, clone)]
        assert [r["outcome"] for r in anew.push(*again)] == ["duplicate", "applied"]
        self.phone = anew
        self.phone.last.clear()

    def wait(self) -> None:
        """An op that comes before the one it follows."""
        first = self.edit(self.phone, {"proposal": change(None, "new seal")})
        then = self.edit(self.phone, {"assignee_id": change(None, self.lead.actor.user_id)})
        assert self.phone.push(then)[0]["outcome"] == "held"
        self.phone.push(first)

    def move(self) -> None:
        """To the other site, where it is worked on."""
        self.look()
        given = {"record_id": self.id, "base_rev": self.rev}
        self.send(
            self.boss, self.boss.op("move", "issue", "A", {"scope": change("A", "B")}, **given)
        )
        self.look()
        self.send(
            self.boss, self.edit(self.boss, {"status": change("found", "reported")}, scope="B")
        )

    def other(self, scope: str) -> None:
        """Somebody else's work, between and after."""
        self.boss.push(self.boss.create("issue", scope, {"title": "other"}))

    def edit(self, who: SoftDevice, changes: Json, base: int | None = None, **given: Any) -> Json:
        """An edit of the record by someone who has seen it as it is, or at `base`."""
        if base is None:
            self.look()
        scope = given.pop("scope", "A")
        base_rev = self.rev if base is None else base
        given = {"record_id": self.id, "base_rev": base_rev, **given}
        return who.op("edit", "issue", scope, changes, **given)

    def send(self, who: SoftDevice, *ops: Json) -> None:
        """Push ops that must land."""
        for result in who.push(*ops):
            assert result["outcome"] in ("applied", "merged"), result
        self.look()

    def look(self) -> None:
        """See the record as it is."""
        self.rev = self.boss.actor.get(f"/api/records/{self.id}").get_json()["rev"]


def attachment(content: bytes) -> Json:
    """A reference to a photo."""
    size = len(content)
    return {"id": new_id(), "sha256": sha256(content), "bytes": size, "type": "image/jpeg"}


def resigned(device: SoftDevice, op: Json) -> Json:
    """The op as the next one of another device's chain; `op_id` and `after` stay (O2)."""
    fresh = device.op("edit", op["kind"], op["scope"], {}, record_id=op["record_id"])
    place = {name: fresh[name] for name in ("device_id", "device_seq", "prev_hash")}
    anew = {**op, **place}
    device.sign(anew)
    device.follows(anew)
    return anew


def fetched(story: Story, who: Actor | None = None) -> Files:
    """The files of the record's bundle."""
    with (who or story.boss.actor).get(f"/api/records/{story.id}/evidence") as answer:
        assert answer.status_code == 200, answer.get_data(as_text=True)
        assert answer.content_type == "application/zip"
        content = answer.get_data()
    with ZipFile(io.BytesIO(content)) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def checked(files: Files, folder: Path, *heads: str) -> tuple[int, str]:
    """What the checker of the bundle itself says, run alone: exit status and words."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    command = [sys.executable, "-I", "-W", "error", str(folder / "check.py")]
    command += [str(folder), *heads] if heads else []
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout
