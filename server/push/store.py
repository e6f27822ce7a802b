"""The only place that writes records, ops and conflicts. Decides nothing about merging."""


def blob_arrived(sha256: str, scope: str) -> None:
    """Mark a verified blob as `available` in the records of its scope that name it (B2).

    Call it inside the caller's `with writing():`, after its `BlobScope` row. Raises the seq of
    those records so that others learn of it; their rev stays.
    """
    raise NotImplementedError
