"""A simulated phone in one person's hands: keeps what they do, sends, reads, comes back after faults."""

import copy
from typing import Any

from werkzeug.test import TestResponse

from tests.simulation.driver import Killed
from tests.simulation.handset import Handset
from tests.simulation.memory import Json, Memory
from tests.simulation.person import Act, Person
from tests.simulation.reading import Reading
from tests.simulation.screen import Screen
from tests.simulation.world import World
from tests.support.actors import PASSWORD, Actor


class SimPhone:
    """Keeps every op until the server has answered for it; edits offline, in its own clock."""

    def __init__(
        self, world: World, handset: Handset, actor: Actor, clock: int, screen: Screen | None = None
    ) -> None:
        user = actor.signed["user"]
        self.world = world
        self.handset = handset
        self.actor = actor
        self.clock = clock
        self.screen = screen or Screen(user["roles"], user["scopes"])
        self.reading = Reading(self.screen)
        self.outcomes: list[str] = []
        handset.people.add(actor.user_id)
        handset.screens[actor.user_id] = self.screen

    @property
    def name(self) -> str:
        user: str = self.actor.signed["user"]["username"]
        return user

    outbox = property(lambda self: self.handset.outbox)
    sent = property(lambda self: self.handset.sent)
    rows = property(lambda self: self.screen.rows)
    roles = property(lambda self: self.screen.roles)
    scopes = property(lambda self: self.screen.scopes)

    def twin(self, handset: Handset) -> "SimPhone":
        """This person with the copied phone."""
        other = SimPhone(
            self.world, handset, copy.copy(self.actor), self.clock, self.screen.copied()
        )
        other.reading.cursor = copy.deepcopy(self.reading.cursor)
        return other

    def forget(self) -> None:
        """The browser's storage is gone: all that was read here, too."""
        self.screen.rows, self.screen.local = {}, {}
        self.reading = Reading(self.screen)

    def edit(self, what: str, fault: str, mark: str) -> str:
        """One human act; killed before the local commit nothing happened, after it all is kept."""
        world = self.world
        act = Person(self.screen, world.chance.dice, mark, world.chance.new_id).act(what)
        if act is None or fault == "killed before":
            return "nothing"
        op = self._queue(act, world.memory)
        self.screen.show(op)
        return f"{act.action} {act.kind} …{act.record_id[-4:]} {act.changes} as …{op['op_id'][-4:]}"

    def push(self, fault: str = "") -> str:
        """Send some of the outbox under a fault; what came of it, in words."""
        if fault == "lost" or not self.at_work():
            return "nothing"
        dice = self.world.chance.dice
        ready = [op for op in self.outbox if op["author_id"] in self.handset.people]
        batch = ready[: dice.randint(1, 6)]
        if fault == "shuffled":
            batch = dice.sample(ready, min(len(ready), 5))
        if not batch:
            return "nothing"
        answer = self._offer(batch, fault)
        if fault == "twice":
            answer = self._offer(batch, "")
        if answer is None or fault in ("answer lost", "garbled"):
            return "no answer"
        if answer.status_code == 403:
            assert answer.get_json()["code"] == "device_not_yours"
            self.handset.register(self.actor, self.world.chance)
            return "registered anew"
        if answer.status_code != 200:
            return self.world.excuse(answer)
        said = answer.get_json()
        outcomes = self._settle(batch, said["results"])
        self.handset.take_epoch(said["epoch"])
        return f"{len(batch)} ops: {', '.join(outcomes)}"

    def pull(self, fault: str = "") -> bool:
        """Read one page, kept whole or not at all; whether more is waiting."""
        if not self.at_work():
            return True
        limit = self.world.chance.dice.choice((2, 10, 500, 500, 500))
        before = self.world.town.driver.fetched
        answer = self.reach("POST", "/api/sync/pull", json=self.reading.question(limit))
        if answer is None or fault == "lost":
            return True
        if answer.status_code == 410:
            self.reading.begin_anew()
            return True
        if answer.status_code != 200:
            self.world.excuse(answer)
            return True
        page = answer.get_json()
        fetched = self.world.town.driver.fetched - before
        self.world.watch.page(self, page, limit, fetched)
        if fault == "killed":
            self.reading.interrupted(page)
            return True
        self.reading.take(page)
        if not page["has_more"]:
            self.handset.take_epoch(page["epoch"])
            self._forget_durable(page)
            self.world.watch.at_rest(self)
        return bool(page["has_more"])

    def at_work(self) -> bool:
        """Signed in on this very device; signs in otherwise. Whether requests can be made."""
        if self.actor.user_id not in self.handset.people:
            self.sign_in()
        return self.actor.user_id in self.handset.people

    def reach(self, method: str, path: str, fault: str = "", **kwargs: Any) -> TestResponse | None:
        """One request; None if no answer came. A session that ended is renewed for the next one."""
        driver = self.world.town.driver
        driver.arm(fault if " at " in fault else "")
        try:
            answer = self.actor.open(method, path, **kwargs)
        except Killed:
            self.world.town.restart()
            return None
        finally:
            self.world.happened(fault, driver.disarm())
        if answer.status_code == 401:
            self._come_back(answer.get_json()["code"])
            return None
        return answer

    def sign_in(self, *, nameless: bool = False) -> None:
        """By name and password, naming this device; registers anew where it is not known (O2)."""
        actor, body = self.actor, {"username": self.name, "password": PASSWORD}
        body["transport"] = "bearer"
        named = {} if nameless else {"device_id": self.handset.device.device_id}
        answer = actor.client.post("/api/auth/login", json={**body, **named})
        revoked = answer.status_code == 401
        if revoked:
            assert answer.get_json()["code"] == "device_revoked"
            answer = actor.client.post("/api/auth/login", json=body)
        self._signed(answer)
        if revoked or self.actor.signed["device_id"] is None:
            self.handset.register(self.actor, self.world.chance, revoked=revoked)
        self.handset.people.add(self.actor.user_id)

    def _come_back(self, code: str) -> None:
        if code != "device_revoked":
            token = {"refresh_token": self.actor.signed["refresh_token"]}
            answer = self.actor.client.post("/api/auth/refresh", json=token)
            if answer.status_code == 200:
                return self._signed(answer)
        return self.sign_in()

    def _signed(self, answer: TestResponse) -> None:
        assert answer.status_code == 200, answer.get_data(as_text=True)
        self.actor.signed = signed = answer.get_json()
        self.actor.headers = {"Authorization": f"Bearer {signed['access_token']}"}
        self.screen.roles, self.screen.scopes = signed["user"]["roles"], signed["user"]["scopes"]

    def _offer(self, batch: list[Json], fault: str) -> TestResponse | None:
        body = {"device_id": self.handset.device.device_id, "epoch": self.handset.epoch}
        return self.reach("POST", "/api/sync/push", fault, json={**body, "ops": batch})

    def _settle(self, batch: list[Json], results: list[Json]) -> list[str]:
        """Take the answers, as the table of §3 says."""
        assert [r["op_id"] for r in results] == [op["op_id"] for op in batch], "P2"
        self.world.watch.on_disk(results)
        forked, outcomes = False, []
        for op, result in zip(batch, results, strict=True):
            said = result.get("now") or result.get("first") or result
            outcomes.append(said["outcome"])
            self.world.tally[said.get("code") or said["outcome"]] += 1
            if said["outcome"] == "retry":
                continue
            if said.get("code") == "forked_device":
                forked = True
                continue
            self.handset.answered(op)
            self._show(op, result, said)
            chain = self.handset.chains.get((op["author_id"], op["record_id"]), [])
            if said["outcome"] == "quarantined" and op["op_id"] in chain:
                chain.remove(op["op_id"])
        self.outcomes += outcomes
        if forked:
            self.handset.register(self.actor, self.world.chance)
        return outcomes

    def _show(self, op: Json, result: Json, said: Json) -> None:
        """What the answer brings to the screen at once (P6)."""
        screen = self.handset.screens[op["author_id"]]
        screen.settle(op, said)
        if row := result.get("record"):
            screen.rows[row["scope"], row["id"]] = row

    def _queue(self, act: Act, memory: Memory) -> Json:
        """The local commit: op, chain and photo together."""
        handset, me = self.handset, self.actor.user_id
        chain = handset.chains.setdefault((me, act.record_id), [])
        op = handset.device.seal({
            "op_id": self.world.chance.new_id(), "record_id": act.record_id, "kind": act.kind,
            "scope": act.scope, "action": act.action, "base_rev": act.base_rev,
            "after": chain[-1] if chain else None, "changes": act.changes, "schema": 1,
            "device_time": self.world.device_time(self.clock), "author_id": me, **act.members,
        })  # fmt: skip
        chain.append(op["op_id"])
        handset.keep(op)
        cursor = self.reading.cursor
        memory.saved(op, outlived=cursor is not None and cursor["epoch"] != self.world.town.epoch)
        if act.photo:
            handset.photos.append(act.photo)
            memory.photos.add(act.photo.sha256)
        return op

    def _forget_durable(self, page: Json) -> None:
        """Answered ops go when the server's verified backup has passed them (F9)."""
        for op_id, one in list(self.handset.acked.items()):
            if one.op["author_id"] != self.actor.user_id:
                continue
            scope = one.op["scope"]
            seq = one.seq if one.seq is not None else page["cursor"]["scopes"].get(scope)
            if seq is not None and page["durable_through"].get(scope, -1) >= seq:
                del self.handset.acked[op_id]
            else:
                one.seq = seq
