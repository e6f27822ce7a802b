"""What befalls phones, people and the server beside the network's own faults."""

from tests.simulation.real.phone import RealPhone
from tests.support.actors import PEOPLE as USUAL

DAY = 86_400_000


def killed(phone: RealPhone, tab: str) -> None:
    """The system ends the app."""
    phone.kill(tab)


def killed_while_writing(phone: RealPhone, tab: str) -> None:
    """It will end the app at one of the next boundaries: before, within or just after a commit."""
    rng = phone.town.rng
    fuse = {"what": "killed", "after": rng.randint(1, 9)}
    if rng.random() < 0.3:
        fuse = {"what": "killed", "after": rng.randint(1, 2), "at": "done"}
    phone.order("fuse", tab, fuse=fuse)


def storage_full(phone: RealPhone, tab: str) -> None:
    """One of the next writes finds no room."""
    fuse = {"what": "full", "after": phone.town.rng.randint(1, 6)}
    phone.order("fuse", tab, fuse=fuse)


def slow_key(phone: RealPhone, tab: str) -> None:
    """Signing takes long enough for anything to happen meanwhile; or it ends at last."""
    if phone.town.rng.random() < 0.5:
        phone.order("hold", tab, at=phone.town.rng.choice(("sign", "digest")))
    else:
        phone.order("release", tab)


def second_tab(phone: RealPhone, tab: str) -> None:
    """The app is opened once more on the same phone."""
    phone.open("u")


def left_running(phone: RealPhone, tab: str) -> None:
    """The app stays open and syncs by its own timers."""
    phone.act(tab, "start")


def signed_out(phone: RealPhone, tab: str) -> None:
    """Somebody else may take the phone."""
    if not phone.busy("signOut"):
        phone.act(tab, "signOut")


def clock_set(phone: RealPhone, tab: str) -> None:
    """The phone's clock jumps (I11)."""
    phone.order("clock", ahead=phone.town.rng.choice((0, -DAY, DAY, 3_600_000)))


def late_arrival(phone: RealPhone, tab: str) -> None:
    """A request that everybody had given up comes in."""
    wire = phone.town.wire
    if wire.late:
        sent = wire.bring_late()
        phone.town.note("late", sent.method, sent.path)


def unsent_to_file(phone: RealPhone, tab: str) -> None:
    """A person saves what waits to a file, or reads it back."""
    if phone.file and phone.town.rng.random() < 0.5:
        phone.act(tab, "readBack", phone.file)
    elif phone.signed_in:
        phone.file = phone.ask(tab, "saveUnsent")


def wiped(phone: RealPhone, tab: str) -> None:
    """The browser throws the storage away; only what was not sent yet may be lost, and is said so."""
    rows = phone.rows()
    phone.town.memory.wiped(rows)
    marks = phone.town.rng.random() < 0.5
    phone.order("evict", marks=marks)
    phone.jar.cookies.clear()
    phone.signed_in = None
    phone.open("t")
    noticed = phone.ask("t", "noticeEviction")
    had_work = any(row["key"] == "device" for row in rows.get("meta", []))
    assert noticed is (had_work and not marks), "a wiped phone must say so"


def copied(phone: RealPhone, tab: str) -> None:
    """A phone is set up from a copy of this one (O2)."""
    if len(phone.town.phones) < 6:
        phone.town.add_phone(f"{phone.name}+{len(phone.town.phones)}", phone.people, phone.name)


def lost_and_revoked(phone: RealPhone, tab: str) -> None:
    """An administrator revokes the phone (P4b)."""
    for row in phone.rows().get("meta", []):
        if row["key"] == "device":
            phone.town.server.revoke(row["value"]["device_id"])


def sites_changed(phone: RealPhone, tab: str) -> None:
    """A person loses a site, or gets it back (F5)."""
    person = phone.people[0]
    _, usual = USUAL[person]
    scopes = phone.town.rng.choice((["A"], ["B"], ["A", "B"], list(usual)))
    phone.town.server.grant(person, scopes)


def backed_up(phone: RealPhone, tab: str) -> None:
    """The nightly backup, or the day when it is needed (F9)."""
    town = phone.town
    if town.backup is None or town.rng.random() < 0.5:
        town.backup = town.server.backup()
    else:
        town.note("restored")
        town.restore()


MISHAPS = (
    killed, killed, killed_while_writing, killed_while_writing, killed_while_writing,
    storage_full, storage_full, slow_key, slow_key, second_tab, left_running, left_running,
    signed_out, clock_set, late_arrival, late_arrival, unsent_to_file, wiped, copied,
    lost_and_revoked, sites_changed, backed_up, backed_up,
)  # fmt: skip
