"""One simulated phone as the tests hold it: its tabs, its requests on the way, its people."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.simulation.real.wire import Jar, Letter, letter

if TYPE_CHECKING:
    from tests.simulation.real.town import Town

Json = dict[str, Any]
EDITS = frozenset({"create", "change", "remove", "restore", "keepPhoto"})
# Why a phone may refuse to keep something; anything else is a fault of the app.
REFUSALS = frozenset(
    {"storage_full", "not_signed_in", "no_device", "unknown_record", "not_saved", "revoked"}
)


@dataclass
class Waiting:
    """A request whose answer has not come yet."""

    tab: str
    id: int
    sent: Letter


@dataclass
class Act:
    """Something that a person or the app does and that has not ended yet."""

    tab: str
    name: str
    given: tuple[Any, ...]
    alone: bool

    def about(self) -> str:
        """What it is done to, in a word."""
        first = self.given[0] if self.given else ""
        return str(first.get("recordId", "") if isinstance(first, dict) else first)[:36]


class RealPhone:
    """Gives orders to one phone of the simulator and notes what comes of them."""

    def __init__(self, town: "Town", name: str, people: tuple[str, ...]) -> None:
        self.town, self.name, self.people = town, name, people
        self.jar = Jar()
        self.tabs: set[str] = set()
        self.running: dict[int, Act] = {}
        self.waiting: list[Waiting] = []
        self.outcomes: dict[int, Json] = {}
        self.signed_in: str | None = None
        self.file: str | None = None

    def order(self, do: str, tab: str = "", **more: Any) -> Any:
        """One order to this phone; what it was asked for."""
        return self.town.order(do=do, phone=self.name, tab=tab, **more)

    def open(self, tab: str) -> None:
        """Open the app in a tab; one of that name is killed first."""
        self.order("open", tab)
        self.tabs.add(tab)

    def kill(self, tab: str) -> None:
        """End a tab without a word to the app."""
        self.order("kill", tab)

    def act(self, tab: str, name: str, *given: Any) -> int:
        """Begin something; its id. Its end, now or later, comes to `done`."""
        act_id = self.town.next_act()
        alone = all(act.name == "sync" for act in self.running.values())
        self.running[act_id] = Act(tab, name, given, alone)
        self.order("act", tab, id=act_id, name=name, given=list(given))
        return act_id

    def ask(self, tab: str, name: str, *given: Any) -> Any:
        """Something that needs no network and ends at once; its value."""
        outcome = self.outcomes.get(self.act(tab, name, *given), {})
        return outcome.get("value")

    def busy(self, name: str) -> bool:
        """Whether such an act is under way in any tab."""
        return any(act.name == name for act in self.running.values())

    def hear(self, event: Json) -> None:
        """One event of this phone."""
        if event["type"] == "request":
            self.town.note(self.name, "asks", event["method"], event["path"])
            sent = letter(event, self.jar)
            self.waiting.append(Waiting(event["tab"], event["id"], sent))
            self.town.requests.append((self.name, sent))
        elif event["type"] == "killed":
            self.town.note(self.name, "killed")
            self._forget(event["tab"])
        elif event["type"] == "done":
            self._done(event)
        elif event["type"] == "full":
            self.town.note(self.name, "full")

    def answer(self, waiting: Waiting, reply: Json | None) -> None:
        """Hand an answer over, or None: the network was lost."""
        self.waiting.remove(waiting)
        self.order("answer", waiting.tab, request=waiting.id, reply=reply)

    def rows(self) -> dict[str, list[Json]]:
        """All that lies in its database."""
        rows: dict[str, list[Json]] = self.order("look")
        return rows

    def _forget(self, tab: str) -> None:
        self.tabs.discard(tab)
        self.running = {n: act for n, act in self.running.items() if act.tab != tab}
        # What was on its way goes on without the phone that sent it.
        self.town.wire.late += [one.sent for one in self.waiting if one.tab == tab]
        self.waiting = [one for one in self.waiting if one.tab != tab]

    def _done(self, event: Json) -> None:
        act = self.running.pop(event["id"])
        self.outcomes[event["id"]] = event
        error, value = event.get("error"), event.get("value")
        self.town.note(self.name, "ended", act.name, act.about(), error or "")
        if act.name == "signIn" and value and value["ok"]:
            self.signed_in = act.given[0]
        if act.name == "signOut" and not error:
            self.signed_in = None
        if isinstance(value, dict) and "ops" in value and "seen" in value:
            self.town.memory.saved(value["ops"])
            if act.alone:
                says_what_was_seen(act, value)
        if error and act.name in EDITS:
            assert error["code"] in REFUSALS, f"{act.name} failed: {error}"


def says_what_was_seen(act: Act, value: Json) -> None:
    """O1: the op's base and `from` are what the person had before their eyes."""
    seen = value["seen"]
    for op in value["ops"]:
        assert op["base_rev"] == (seen["rev"] if seen else 0), "O1"
        for key, change in op["changes"].items():
            if "from" in change and seen:
                assert change["from"] == value_at(seen["fields"], key), f"O1: {key}"


def value_at(fields: Json, key: str) -> Any:
    """The value at a plain or item key, None where there is nothing."""
    value: Any = fields
    for part in key.split("/"):
        value = value.get(part) if isinstance(value, dict) else None
    return value
