"""Checks an evidence bundle of one record without the server that made it.

    python check.py [the bundle's zip, or the folder into which it was unpacked [a head …]]

Needs Python 3.11 and the package `cryptography`. Says what is wrong, each with its op, and exits 1.
What a bundle proves, and what it does not, stands in README.txt.
"""

import hashlib
import json
import sys
import zipfile
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric import ec, utils
    from cryptography.hazmat.primitives.hashes import SHA256
except ImportError:
    sys.exit("check.py needs the package `cryptography`: python -m pip install cryptography")

# A bundle's check.py holds the text of follow.py in the place of this line.
from server.evidence.follow import Follow, differences, entries

Json = dict[str, Any]
FORMAT = 1
CARRIER = ("device_id", "device_seq", "prev_hash", "signature")
COVERED = (
    "op_key", "op_id", "device_id", "device_seq", "record_id", "scope", "kind", "after",
    "commitment", "op_hash", "content_hash", "prev_hash", "signature_ok", "author_id",
    "session_user", "session_id", "received", "clock_offset_ms", "clock_measured", "seq",
)  # fmt: skip
SAID = (
    "outcome", "code", "message", "rev", "conflict_id", "adopted_by", "decided_id", "decided_rev",
    "effects_commitment",
)  # fmt: skip
SIGNED = ("op_id", "device_id", "device_seq", "record_id", "kind", "author_id", "prev_hash")


class Bundle:
    """The files of a bundle, packed or unpacked."""

    def __init__(self, place: Path) -> None:
        self._zip = zipfile.ZipFile(place) if place.is_file() else None
        self._folder = place
        with self.open("evidence.json") as file:
            self.told: Json = json.load(file)
        self.ops: list[Json] = self.told["ops"]
        self.links: set[str] = set()

    def open(self, name: str) -> IO[bytes]:
        """One file of the bundle."""
        return self._zip.open(name) if self._zip else open(self._folder / name, "rb")


def check(bundle: Bundle) -> list[str]:
    """All that is wrong with a bundle, in words; an empty list when all of it holds."""
    told = bundle.told
    if told.get("format") != FORMAT:
        return [f"this checker reads format {FORMAT}, the bundle has {told.get('format')}"]
    names = {op["op_key"]: f"op {n} ({op['op_id']})" for n, op in enumerate(bundle.ops, 1)}
    found = [f"{names[op['op_key']]}: {why}" for op in bundle.ops for why in row(op, told)]
    found += [f"{names.get(key, key)}: {why}" for key, why in device_chains(told)]
    found += [f"{names.get(key, key)}: {why}" for key, why in history(bundle)]
    if told["complete"]:
        found += [f"record: {why}" for why in standing(told)]
    return found + [f"photo {name}: {why}" for name, why in photos(bundle)]


def row(op: Json, told: Json) -> Iterator[str]:
    """Does an op's row agree with itself, with its commitments and with its phone's signature?"""
    body, effects = op["body"], op["effects"]
    if body is not None and sha(f"{op['salt']}{body}") != op["commitment"]:
        yield "the op is not the one that was received"
    if effects is not None and sha(f"{op['salt']}{effects}") != op["effects_commitment"]:
        yield "the values that it replaced were altered"
    ends = json.loads(op["settled"] or "[]")
    if (op["first"] is None) != (not ends) or (ends and ends[-1][2] != said(op)):
        yield "its outcome is not the one that was settled"
    if body is None or not op["signature_ok"]:
        return
    if not signed(body, op["op_hash"], told["devices"].get(op["device_id"])):
        yield "its signature is not its phone's"
    inside = json.loads(body)
    for name in SIGNED:
        if inside.get(name) != op[name]:
            yield f"{name} is not what the phone signed"


def signed(body: str, op_hash: str, device: Json | None) -> bool:
    """Whether the device's key signed this op. Its text is canonical and ends with the signature."""
    form, _, rest = body.rpartition(',"signature":')
    text = f"{form}}}".encode()
    if device is None or b64(hashlib.sha256(text).digest()) != op_hash:
        return False
    raw, jwk = unb64(json.loads(rest[:-1])), json.loads(device["public_key"])
    x, y, r, s = (
        int.from_bytes(part, "big")
        for part in (unb64(jwk["x"]), unb64(jwk["y"]), raw[:32], raw[32:])
    )
    key = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    try:
        key.verify(utils.encode_dss_signature(r, s), text, ec.ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def device_chains(told: Json) -> Iterator[tuple[str, str]]:
    """Each op names the one before it on its phone, as far as that one is in the bundle."""
    whole = {op["op_id"]: op for op in told["ops"] if op["op_key"] == op["op_id"]}
    places = {(op["device_id"], op["device_seq"]): op["op_hash"] for op in whole.values()}
    for offer in told["offers"]:
        op, again = whole.get(offer["op_id"]), json.loads(offer["body"])
        first = json.loads(op["body"]) if op and op["body"] else again
        if not signed(offer["body"], offer["op_hash"], told["devices"].get(offer["device_id"])):
            yield offer["op_id"], "the signature under which it was offered again is wrong"
        elif plain(again) != plain(first):
            yield offer["op_id"], "it was offered again with other content"
        places[offer["device_id"], offer["device_seq"]] = offer["op_hash"]
    for op in told["ops"]:
        before = places.get((op["device_id"], op["device_seq"] - 1))
        if op["chain"] == "ok" and before is not None and op["prev_hash"] != before:
            yield op["op_key"], "it does not follow the op before it on its phone"
        if op["chain"] == "ok" and op["device_seq"] == 1 and op["prev_hash"] is not None:
            yield op["op_key"], "it is the first of its phone but names one before it"


def history(bundle: Bundle) -> Iterator[tuple[str, str]]:
    """The ops stand in the histories of their sites, in this order, under the heads named."""
    ops = {op["op_key"]: op for op in bundle.ops}
    seen: set[tuple[str, str]] = set()
    places = {key: n for n, key in enumerate(ops)}
    for scope, chain in bundle.told["chains"].items():
        last, whose, place = chain["before"], f"history of {scope}", -1
        with bundle.open(chain["file"]) as lines:
            for line in lines:
                words = line.decode().split()
                if len(words) == 1:
                    last = sha(f"{last}\n{words[0]}")
                    bundle.links.add(last)
                    continue
                _, key, step = words
                if key not in ops:
                    yield key, f"it stands in the history of {scope} but is not in the bundle"
                    return
                digest, kept = link_of(ops[key], step)
                seen.add((key, step))
                last, whose = sha(f"{last}\n{digest}"), key
                bundle.links.add(last)
                if last != kept:
                    yield (
                        key,
                        "it was altered after its receipt, or a line before it in the history",
                    )
                    return
                if step == "first" and places[key] < place:
                    yield key, "the ops are not in the order of their history"
                place = places[key] if step == "first" else place
        if last != chain["head"]:
            yield whose, f"what follows it does not lead to the head of {scope}"
    wanted = {(key, step) for key, op in ops.items() for step in steps_of(op)}
    for key in sorted({key for key, _ in wanted - seen}):
        yield key, "it does not stand in the history"


def steps_of(op: Json) -> list[str]:
    """The steps of an op in its history: its receipt and each settling."""
    return ["first", *(str(n) for n in range(len(json.loads(op["settled"] or "[]"))))]


def link_of(op: Json, step: str) -> tuple[str, str]:
    """The digest of what a step's link covers, and the link that was kept."""
    if step == "first":
        answer = json.loads(op["first"]) if op["first"] else said(op)
        covered, kept = [*(op[name] for name in COVERED), answer], op["link"]
    else:
        seq, kept, answer = json.loads(op["settled"])[int(step)]
        covered = [op["op_key"], seq, answer]
    return sha(json.dumps(covered, separators=(",", ":"))), kept


def standing(told: Json) -> Iterator[str]:
    """The record's values are those that its ops left."""
    record = told["record"]
    follow = Follow(record["id"], told["kind"], told["ops"], told["related"])
    yield from follow.wrong
    if record["rev"] != follow.rev:
        yield f"it is at rev {record['rev']}, its ops lead to {follow.rev}"
    for name in ("scope", "deleted"):
        if not follow.blind and record[name] != getattr(follow, name):
            yield f"{name} is {record[name]}, its ops leave {getattr(follow, name)}"
    if not follow.blind:
        yield from (why for _, why in differences(follow.fields, record["fields"]))


def photos(bundle: Bundle) -> Iterator[tuple[str, str]]:
    """Each photo that an op names is here with that hash, or is told to be missing."""
    listed = {photo["sha256"]: photo for photo in bundle.told["photos"]}
    for digest in named(bundle.ops) - set(listed):
        yield digest, "an op names it, the bundle does not"
    here = [each for each in entries(bundle.told["record"]["fields"]) if each.get("available")]
    for digest in {each["sha256"] for each in here} - {d for d, p in listed.items() if p["file"]}:
        yield digest, "the record says that it has arrived, but its file is missing"
    for digest, photo in listed.items():
        if photo["file"] is None:
            continue
        try:
            with bundle.open(photo["file"]) as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != digest:  # type: ignore[arg-type]  # a zip's member reads as a file does
                    yield photo["file"], "its bytes are not those that were taken"
        except (KeyError, OSError, zipfile.BadZipFile):
            yield photo["file"], "the file is missing or damaged"


def named(ops: list[Json]) -> set[str]:
    """The hashes of all photos that ops name."""
    bodies = (json.loads(op["body"]) for op in ops if op["body"])
    return {each["sha256"] for body in bodies for each in entries(body)}


def said(op: Json) -> list[Any]:
    """What a link covers of an outcome."""
    return [op[name] for name in SAID]


def plain(op: Json) -> Json:
    """What an op says, whoever carries it."""
    return {name: value for name, value in op.items() if name not in CARRIER}


def sha(text: str) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def b64(raw: bytes) -> str:
    """base64url without padding."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """The bytes of base64url without padding."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def summary(told: Json) -> str:
    """What was looked at, and what a person must compare by hand."""
    record, chains = told["record"], told["chains"]
    lines = [f"{record['kind']} {record['id']}, rev {record['rev']}, made {told['made_at']}"]
    lines += [f"  {len(told['ops'])} ops, {len(told['photos'])} photos"]
    lines += [f"  head of {scope}: {chain['head']}" for scope, chain in chains.items()]
    if not told["complete"]:
        lines.append("  NOT COMPLETE: a part of its history lies where the maker may not read,")
        lines.append("  so its values were not compared with its ops")
    for n, op in enumerate(told["ops"], 1):
        if op["chain"] == "broken":
            lines.append(f"  note: op {n} is unsigned or does not follow the one before it")
        if op["clock_jump"]:
            lines.append(f"  note: before op {n} the phone's clock jumped: {op['clock_jump']}")
    missing = sum(photo["file"] is None for photo in told["photos"])
    return "\n".join(lines + [f"  note: {missing} photos had not arrived"] * bool(missing))


def main(arguments: list[str]) -> int:
    """Check one bundle; the exit status is 0 when all of it holds."""
    try:
        bundle = Bundle(Path(arguments[0]) if arguments else Path(__file__).resolve().parent)
        print(summary(bundle.told))
        found = check(bundle)
        unknown = [head for head in arguments[1:] if head not in bundle.links]
        found += [f"no history here leads through the head {head}" for head in unknown]
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        OSError,
        zipfile.BadZipFile,
    ) as error:
        found = [f"the bundle cannot be read: {error!r}"]
    for words in found:
        print(f"BAD {words}")
    print(f"{len(found)} things are wrong" if found else "ok: everything holds")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
