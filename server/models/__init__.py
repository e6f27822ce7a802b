"""All tables, for one import. Models hold columns only; rules live with their capability."""

from server.models.accounts import (
    Device,
    DevicePerson,
    Grant,
    LoginFailure,
    RefreshToken,
    Session,
    User,
)
from server.models.blobs import Blob, BlobRef, BlobScope, Upload
from server.models.records import Meta, Offer, Op, Purged, Record, Scope

__all__ = [
    "Blob",
    "BlobRef",
    "BlobScope",
    "Device",
    "DevicePerson",
    "Grant",
    "LoginFailure",
    "Meta",
    "Offer",
    "Op",
    "Purged",
    "Record",
    "RefreshToken",
    "Scope",
    "Session",
    "Upload",
    "User",
]
