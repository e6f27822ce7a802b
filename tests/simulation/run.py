"""Plays a script on the real server, then lets everything come to rest."""

from collections.abc import Iterable

from tests.simulation.phone import SimPhone
from tests.simulation.script import Step
from tests.simulation.town import Town
from tests.simulation.uploading import send_photo
from tests.simulation.world import World
from tests.support.actors import PEOPLE

CLOCKS = (0, -10_000, 1_600)
"""How many days a phone's clock is wrong."""
TAKEN = ("op1", "op2", "lead")
"""Whose sites and roles change; supervisors keep theirs."""
AT_REST = 1_000
"""Steps from here on are the ones that bring everything to rest."""
ROUNDS = 8
PAGES = 200


class Run:
    """One seed's story: its phones, and a log of who did what."""

    def __init__(self, town: Town, seed: int, *, right_clocks: bool = False) -> None:
        self.world = World(town, seed, right_clocks=right_clocks)
        self.log: list[str] = []
        self.phones: list[SimPhone] = []
        self.twins: dict[int, SimPhone] = {}
        for handset, actors in town.reset():
            for actor in actors:
                clock = CLOCKS[len(self.phones) % len(CLOCKS)]
                self.phones.append(SimPhone(self.world, handset, actor, clock))
        self.backup = None

    @property
    def everyone(self) -> list[SimPhone]:
        """All phones in all hands, copied ones, too."""
        return [*self.phones, *self.twins.values()]

    def play(self, steps: Iterable[Step]) -> "Run":
        """All steps, then rest."""
        with self.world.chance.everywhere():
            for step in steps:
                self.world.chance.begin(step.n)
                self.world.town.clock.forward(seconds=self.world.chance.dice.randint(1, 9))
                phone = self._phone(step.who)
                self.log.append(f"{step} by {phone.name}{step.fault and f', {step.fault}'}")
                said = getattr(self, f"_{step.deed.replace(' ', '_')}")(phone, step)
                self.log[-1] += f": {said}"
                self.world.tally[f"{step.deed} {step.what or step.fault}".strip()] += 1
            self.world.chance.begin(AT_REST)
            self._come_to_rest()
        return self

    def _phone(self, who: int) -> SimPhone:
        twin = self.twins.get(who)
        return twin if twin and self.world.chance.dice.random() < 0.5 else self.phones[who]

    # Ordinary work.

    def _edit(self, phone: SimPhone, step: Step) -> str:
        return phone.edit(step.what, step.fault, str(step.n))

    def _push(self, phone: SimPhone, step: Step) -> str:
        return phone.push(step.fault)

    def _pull(self, phone: SimPhone, step: Step) -> str:
        return "more waits" if phone.pull(step.fault) else "up to date"

    def _photo(self, phone: SimPhone, step: Step) -> str:
        return send_photo(phone, step.fault)

    # Mishaps.

    def _clone(self, phone: SimPhone, step: Step) -> str:
        handset = phone.handset.cloned()
        for who, one in enumerate(self.phones):
            if one.handset is phone.handset and who not in self.twins:
                self.twins[who] = one.twin(handset)
        return "the phone's storage was copied to another one"

    def _wipe(self, phone: SimPhone, step: Step) -> str:
        handset = phone.handset
        gone = handset.wipe()
        self.world.memory.destroyed(gone)
        for one in self.everyone:
            if one.handset is handset:
                one.forget()
        phone.sign_in(nameless=True)
        return f"{len(gone)} edits and photos were on it"

    def _revoke(self, phone: SimPhone, step: Step) -> str:
        boss = next(one for one in self.phones if one.name == "super")
        answer = boss.reach("DELETE", f"/api/devices/{phone.handset.device.device_id}")
        return "revoked" if answer is not None else "not now"

    def _take_scope(self, phone: SimPhone, step: Step) -> str:
        name, dice = TAKEN[step.who % len(TAKEN)], self.world.chance.dice
        scopes = dice.choice([[], ["B"], ["A", "B"]])
        self.world.town.grant(name, PEOPLE[name][0], scopes)
        return f"{name} holds {scopes}"

    def _take_role(self, phone: SimPhone, step: Step) -> str:
        name, role = (
            TAKEN[step.who % len(TAKEN)],
            self.world.chance.dice.choice(["client", "shift_lead"]),
        )
        self.world.town.grant(name, [role], PEOPLE[name][1])
        return f"{name} is {role}"

    def _give_back(self, phone: SimPhone, step: Step) -> str:
        name = TAKEN[step.who % len(TAKEN)]
        self.world.town.grant(name, *PEOPLE[name])
        return f"{name} is as before"

    def _night(self, phone: SimPhone, step: Step) -> str:
        self.world.town.clock.forward(hours=17)
        return "every session has ended"

    def _clock(self, phone: SimPhone, step: Step) -> str:
        phone.clock = self.world.chance.dice.choice((0, 1, -1, 9_000))
        return f"set to {phone.clock:+} days"

    def _backup(self, phone: SimPhone, step: Step) -> str:
        self.backup = self.world.town.backup("last")
        return "made and checked"

    def _restore(self, phone: SimPhone, step: Step) -> str:
        if self.backup is None:
            return "there is no backup"
        town = self.world.town
        before = town.hashes()
        town.restore(self.backup)
        self.world.memory.restored(before - town.hashes())
        return "the server is as it was at the backup"

    # Rest.

    def _come_to_rest(self) -> None:
        """Deliver everything and read to the end, until nobody has anything to do (I10)."""
        for _ in range(ROUNDS):
            busy = True
            while busy:
                busy = any(self._deliver(phone) for phone in self.everyone)
            while any(self._bring_photos(phone) for phone in self.everyone):
                pass
            for phone in self.everyone:
                self._read_to_the_end(phone)
            if not any(phone.outbox for phone in self.everyone):
                return
        raise AssertionError("I10: sync does not end")

    def _read_to_the_end(self, phone: SimPhone) -> None:
        for _ in range(PAGES):
            if not phone.pull():
                phone.screen.roles, phone.screen.scopes = self.world.watch.grants(phone)
                return
        raise AssertionError(f"I10: {phone.name} never reads to the end")

    def _deliver(self, phone: SimPhone) -> bool:
        waiting = len(phone.outbox)
        if waiting:
            phone.push()
        return len(phone.outbox) < waiting

    def _bring_photos(self, phone: SimPhone) -> bool:
        waiting = list(phone.handset.photos)
        for _ in waiting:
            send_photo(phone)
        return len(phone.handset.photos) < len(waiting)
