"""A phone brings its photos: asks first, goes on at any byte, lets go when the hash is confirmed."""

from io import BytesIO

from tests.simulation.handset import Photo
from tests.simulation.phone import SimPhone
from tests.support.tus import BYTES, UPLOADS, checksum, metadata

TUS = {"Tus-Resumable": "1.0.0"}
GONE = {404, 410}
SPOILT = 422
"""The whole file is not what its hash says: its upload is dropped, the phone begins anew."""
AGAIN = {204, 409, 460}
"""Taken, or to be asked about once more: another offset, a spoilt piece."""


class Uploader:
    """Sends one photo of a phone, once, under one fault."""

    def __init__(self, phone: SimPhone, photo: Photo, fault: str) -> None:
        self.phone = phone
        self.photo = photo
        self.fault = fault
        self.dice = phone.world.chance.dice

    def send(self) -> str:
        """What came of it, in words."""
        if (asked := self._is_missing()) is not True:
            return "confirmed" if asked is False else "not now"
        offset = self._offset() if self.photo.path else self._begin()
        if offset is None:
            return "not now"
        said = self._piece(offset)
        if self.fault == "twice" and self.photo.path:
            said = self._piece(offset)
        return "confirmed" if self._is_missing() is False else said

    def _is_missing(self) -> bool | None:
        """Ask; the bytes go when the server no longer names the hash (B3)."""
        body = {"scope": self.photo.scope, "sha256": [self.photo.sha256]}
        answer = self.phone.reach("POST", "/api/blobs/missing", json=body)
        if answer is None or answer.status_code == 403:
            return None
        missing = bool(answer.get_json()["missing"])
        if not missing:
            self.phone.handset.photos.remove(self.photo)
        return missing

    def _begin(self) -> int | None:
        told = metadata(self.photo.content, self.photo.scope)
        headers = {**TUS, "Upload-Length": str(len(self.photo.content)), "Upload-Metadata": told}
        answer = self.phone.reach("POST", UPLOADS, self.fault, headers=headers)
        if answer is None or answer.status_code != 201:
            _ = answer and self.phone.world.excuse(answer)
            return None
        self.photo.path = answer.headers["Location"]
        return 0

    def _offset(self) -> int | None:
        """How far it has come, asked by whatever session the phone has now (B4)."""
        answer = self.phone.reach("HEAD", self.photo.path or "", headers=TUS)
        if answer is None:
            return None
        if answer.status_code in GONE:
            self.photo.path = None
            return None
        return int(answer.headers["Upload-Offset"])

    def _piece(self, offset: int) -> str:
        rest = self.photo.content[offset:]
        headers = {**TUS, "Upload-Offset": str(offset), "Content-Type": BYTES}
        body, length = rest, len(rest)
        if self.fault in ("cut", "piece") and rest:
            body = rest[: self.dice.randrange(len(rest))]
            length = len(rest) if self.fault == "cut" else len(body)
        if self.fault in ("spoilt", "spoilt piece") and rest:
            place = self.dice.randrange(len(rest))
            body = rest[:place] + bytes([rest[place] ^ 1]) + rest[place + 1 :]
        if self.fault == "spoilt piece":
            headers["Upload-Checksum"] = checksum(rest)
        answer = self.phone.reach(
            "PATCH", self.photo.path or "", self.fault,
            input_stream=BytesIO(body), content_length=length, headers=headers,
        )  # fmt: skip
        if answer is None:
            return "no answer"
        code = answer.status_code
        self.phone.world.tally[f"photo {self.fault or code}"] += 1
        if code in GONE or code == SPOILT:
            self.photo.path = None
        elif code not in AGAIN:
            return self.phone.world.excuse(answer)
        return str(code)


def send_photo(phone: SimPhone, fault: str = "") -> str:
    """Send one of the photos that wait on this phone."""
    if not phone.handset.photos or not phone.at_work():
        return "nothing"
    return Uploader(phone, phone.world.chance.dice.choice(phone.handset.photos), fault).send()
