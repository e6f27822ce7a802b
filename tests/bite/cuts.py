"""The cuts: which lines go, and which tests must then fail. Texts must be found exactly once."""

from dataclasses import dataclass

PYTEST = ("python", "-m", "pytest", "-x", "-p", "no:cacheprovider")
VITEST = ("npx", "vitest", "run")


@dataclass(frozen=True)
class Cut:
    """One thing taken out of one file, and the tests that guard it."""

    name: str
    file: str
    was: str
    becomes: str
    guards: tuple[str, ...]
    runner: tuple[str, ...] = PYTEST
    where: str = "."


CUTS = (
    Cut(
        "the counter lock on PostgreSQL (F1)",
        "server/push/write.py",
        "    .with_for_update()\n",
        "",
        ("tests/contract/test_push_concurrency.py", "-k", "f1 and postgresql"),
    ),
    Cut(
        "the counter lock on SQLite (F1)",
        "server/transaction.py",
        '"BEGIN IMMEDIATE" if writer else "BEGIN"',
        '"BEGIN"',
        ("tests/contract/test_push_concurrency.py", "-k", "f1 and sqlite"),
    ),
    Cut(
        "the recognition of an op that was answered before (P1)",
        "server/push/apply.py",
        "    if seen := _seen(push, op):\n        _offered_again(push, op, seen)\n"
        "        return replies.duplicate(op, seen)\n",
        "",
        ("tests/simulation",),
    ),
    Cut(
        "the own-chain rule (M12)",
        "server/push/land.py",
        "        chain[after] = rows[0].rev or 0\n",
        "",
        ("tests/simulation",),
    ),
    Cut(
        "the scope filter of the feed (F4)",
        "server/pull/feed.py",
        '    .where(Record.scope == bindparam("scope"), Record.seq > bindparam("seq"))\n',
        '    .where(Record.seq > bindparam("seq"))\n',
        ("tests/contract/test_pull.py", "-k", "f4"),
    ),
    Cut(
        "the hash of the whole file (B1)",
        "server/blobs/arrival.py",
        '    if found != sha256:\n        raise Problem("hash_mismatch")\n',
        "",
        ("tests/api/test_blobs_upload.py",),
    ),
    Cut(
        "the transaction round page and cursor (F7)",
        "pwa/src/outbox/pull.ts",
        'return db.transaction("rw", [...ROW_TABLES, db.cursors, db.attention], async () => {',
        "return Promise.resolve().then(async () => {",
        ("src/outbox/pull.test.ts",),
        VITEST,
        "pwa",
    ),
)
