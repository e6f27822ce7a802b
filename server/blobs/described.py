"""The words of the API document for headers and bytes, which schemas cannot say."""

from typing import Any

from server.blobs import headers

Json = dict[str, Any]


def header(name: str, words: str, kind: str = "string", required: bool = True) -> Json:
    """A request header."""
    return {
        "in": "header",
        "name": name,
        "required": required,
        "description": words,
        "schema": {"type": kind},
    }


VERSION = header("Tus-Resumable", f"Always {headers.VERSION}")
VERSION["schema"] = {"const": headers.VERSION}
LENGTH = header("Upload-Length", "Size of the whole file in bytes", "integer")
METADATA = header(
    "Upload-Metadata", "Pairs of key and base64 value: sha256 and scope, and if known type and name"
)
OFFSET = header("Upload-Offset", "Where in the file these bytes belong", "integer")
CHECKSUM = header("Upload-Checksum", "Algorithm and base64 digest of these bytes", required=False)
BYTES: Json = {"content": {headers.BODY_TYPE: {"schema": {"type": "string", "format": "binary"}}}}

IMAGE: Json = {"schema": {"type": "string", "format": "binary"}}
PHOTO: Json = {
    "200": {
        "description": "The original as an attachment, or the rendition asked for (always JPEG)",
        "content": dict.fromkeys(("image/jpeg", "image/png", "image/webp"), IMAGE),
    },
    "304": {"description": "The copy that the caller has is the photo"},
}
