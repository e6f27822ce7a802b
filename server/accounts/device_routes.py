"""Registering, listing and revoking devices. Only translates between HTTP and `devices`."""

from typing import Any

from flask import Response

from server.accounts import devices
from server.accounts.schemas import DeviceId, Devices, NewDevice
from server.accounts.who import current, signed_in
from server.openapi import Blueprint

bp = Blueprint("devices", __name__, url_prefix="/api/devices", description="Devices")


@bp.post("")
@signed_in
@bp.arguments(NewDevice)
@bp.response(201, DeviceId)
def register(given: dict[str, Any]) -> dict[str, str]:
    """Register this device by its public key."""
    return {"device_id": devices.register(current(), given["name"], given["public_key"])}


@bp.get("")
@bp.response(200, Devices)
@signed_in
def listing() -> dict[str, Any]:
    """One's own devices; those of their sites' people for supervisors; all for an administrator."""
    return {"devices": devices.listing(current())}


@bp.delete("/<device_id>")
@signed_in
@bp.response(204)
def revoke(device_id: str) -> Response:
    """Revoke a device: its sessions end, and what it has not sent is set apart (P4b)."""
    devices.revoke(current(), device_id)
    return Response(status=204)
