"""A run: phones, people and a server, every step and fault chosen by one seed."""

from collections.abc import Callable
from random import Random
from typing import Any

from tests.simulation.real.hands import Hands
from tests.simulation.real.memory import Memory
from tests.simulation.real.mishaps import MISHAPS
from tests.simulation.real.node import Node
from tests.simulation.real.phone import RealPhone
from tests.simulation.real.server import Server
from tests.simulation.real.wire import FAULTS, Letter, Wire
from tests.support.actors import PASSWORD

Json = dict[str, Any]
PHONES = (("p1", ("op1", "lead")), ("p2", ("op2",)), ("p3", ("super",)), ("p4", ("manager",)))
WAITS = (0.2, 0.2, 1.0, 1.0, 5.0, 5.0, 20.0, 50.0, 1200.0)
FAULTY = 0.25
DAY = 86_400_000
STEPS = 140


class Town:
    """`begin`, then `step` many times, then see `delivery`."""

    def __init__(self, node: Node, server: Server, seed: int) -> None:
        self.node, self.server, self.seed = node, server, seed
        self.rng = Random(seed)
        self.hands = Hands(self.rng)
        self.memory = Memory()
        self.wire = Wire(server.app, self.rng)
        self.phones: dict[str, RealPhone] = {}
        self.requests: list[tuple[str, Letter]] = []
        self.log: list[str] = []
        self.acts = 0
        self.backup: Any = None
        self.restored = 0
        server.begin()
        self.order(do="begin", seed=str(seed), now=self.now())
        for name, people in PHONES:
            self.add_phone(name, people)

    def now(self) -> int:
        """The server's time in ms."""
        return int(self.server.clock.moment.timestamp() * 1000)

    def order(self, **order: Any) -> Any:
        """Give the simulator an order and hear what came of it."""
        events, value = self.node.order(**order)
        for event in events:
            self.phones[event["phone"]].hear(event)
        return value

    def note(self, *words: object) -> None:
        """A line of the log that a failing run shows."""
        self.log.append(" ".join(str(word) for word in words if word != ""))

    def story(self) -> str:
        """All that happened so far."""
        return "\n".join([f"seed {self.seed}; the steps were:", *self.log])

    def next_act(self) -> int:
        """A number for something that begins."""
        self.acts += 1
        return self.acts

    def pass_time(self, seconds: float) -> None:
        """Time goes on for everybody; what waits for it happens."""
        self.server.clock.forward(seconds=seconds)
        self.order(do="time", now=self.now())

    def add_phone(self, name: str, people: tuple[str, ...], copy_of: str = "") -> RealPhone:
        """A new phone, or one that is a copy of another (O2)."""
        phone = self.phones[name] = RealPhone(self, name, people)
        if copy_of:
            self.order(do="copy", phone=copy_of, to=name)
            phone.jar.cookies = dict(self.phones[copy_of].jar.cookies)
            phone.signed_in = self.phones[copy_of].signed_in
        else:
            ahead = self.rng.choice((0, 0, 90_000, -DAY, 40 * DAY))
            self.order(do="phone", phone=name, ahead=ahead)
        phone.open("t")
        return phone

    def restore(self) -> None:
        """The server comes back as its last backup had it."""
        self.restored += 1
        self.server.restore(self.backup)

    def step(self) -> None:
        """Something happens somewhere."""
        if self.rng.random() < 0.2:
            self.pass_time(self.rng.choice(WAITS))
        phone = self.rng.choice(list(self.phones.values()))
        if not phone.tabs:
            phone.open("t")
        tab = self.rng.choice(sorted(phone.tabs))
        roll = self.rng.random()
        if phone.waiting and roll < 0.5:
            for _ in range(self.rng.randint(1, 6)):
                self.carry_one(phone)
        elif phone.signed_in is None:
            if not phone.busy("signIn"):
                phone.act(tab, "signIn", self.rng.choice(phone.people), PASSWORD)
        elif roll < 0.76:
            self.hands.do_something(phone, tab)
        elif roll < 0.92:
            if not phone.busy("sync"):
                phone.act(tab, "sync")
        else:
            self.mishap(phone, tab)

    def carry_one(self, phone: RealPhone) -> None:
        """The oldest request of the phone meets the network."""
        if not phone.waiting:
            return
        waiting = phone.waiting[0]
        fault = self.rng.choice(FAULTS) if self.rng.random() < FAULTY else ""
        self.note(phone.name, waiting.sent.method, waiting.sent.path, "->", fault or "healthy")
        phone.answer(waiting, self.wire.carry(waiting.sent, phone.jar, fault))

    def mishap(self, phone: RealPhone, tab: str) -> None:
        """Something that nobody wished for."""
        happen: Callable[[RealPhone, str], None] = self.rng.choice(MISHAPS)
        self.note(phone.name, "mishap:", happen.__name__)
        happen(phone, tab)
