"""Peace at last: a healthy network, everybody signs in once more, and everything is delivered."""

from typing import Any

from tests.simulation.real.phone import RealPhone
from tests.simulation.real.town import Town
from tests.support.actors import PASSWORD

PASSES = 8
ROUNDS = 12
Held = dict[tuple[str, str], list[dict[str, Any]]]


def opening(town: Town) -> None:
    """A quiet morning: each phone has its first person, and all know the same few records."""
    for phone in reversed(town.phones.values()):
        finish(phone, phone.act("t", "signIn", phone.people[0], PASSWORD))
        if phone.name == "p4":
            for title in ("漏水", "Noise"):
                phone.act("t", "create", "issue", "A", {"title": title}, town.hands.new_id())
            phone.act("t", "create", "inspection", "A", {}, town.hands.new_id())
        finish(phone, phone.act("t", "sync"))


def deliver(town: Town) -> Held:
    """Sync every person on every phone until nothing moves any more (I10).

    Returns the rows that each phone then shows each person, all as of one state of the server.
    """
    while town.wire.late:
        town.wire.bring_late()
    for phone in town.phones.values():
        for tab in sorted(phone.tabs):
            phone.kill(tab)
    town.wire.late.clear()
    town.pass_time(3600)
    for _ in range(PASSES):
        before = town.server.heads()
        held: Held = {}
        for phone in town.phones.values():
            for person in phone.people:
                at_rest(phone, person)
                held[phone.name, person] = phone.rows()["records"]
        if town.server.heads() == before and not any(map(waits, town.phones.values())):
            return held
    raise AssertionError("I10: sync does not end")


def waits(phone: RealPhone) -> bool:
    """Whether ops of this phone have not been answered."""
    return any(row["state"] == "queued" for row in phone.rows()["ops"])


def at_rest(phone: RealPhone, person: str) -> None:
    """The person signs in, tries again what was set aside, and syncs until all is quiet."""
    if "t" not in phone.tabs:
        phone.open("t")
    if phone.signed_in != person:
        finish(phone, phone.act("t", "signOut"))
    outcome = finish(phone, phone.act("t", "signIn", person, PASSWORD))
    assert outcome["value"]["ok"], f"{person} cannot sign in on {phone.name}: {outcome}"
    for notice in phone.ask("t", "attention"):
        if notice["outcome"] in ("aside", "photo_refused"):
            finish(phone, phone.act("t", "retry", notice["id"]))
    for _ in range(ROUNDS):
        if "error" not in finish(phone, phone.act("t", "sync")):
            return
    raise AssertionError(f"I10: {phone.name} never gets done: {phone.outcomes[phone.town.acts]}")


def finish(phone: RealPhone, act: int) -> dict[str, Any]:
    """Answer every request of this phone until the act has ended."""
    for _ in range(400):
        if act in phone.outcomes:
            return phone.outcomes[act]
        assert phone.waiting, f"nothing happens any more on {phone.name}"
        sent = phone.waiting[0].sent
        phone.answer(phone.waiting[0], phone.town.wire.carry(sent, phone.jar))
    raise AssertionError(f"I10: {phone.name} asks for ever")
