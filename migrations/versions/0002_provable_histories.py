"""provable histories: links over digests, measured clocks, ops offered again

A link was the hash of the one before and of what it covers; now it is the hash of the one before
and of the digest of what it covers, so that rows in between can be proven by digests that tell
nothing. Where an old link does not hold, the scope is left as it is from there on: `flask verify`
must go on naming the row that was altered.
"""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

PAGE = 500
COVERED = (
    "op_key", "op_id", "device_id", "device_seq", "record_id", "scope", "kind", "after",
    "commitment", "op_hash", "content_hash", "prev_hash", "signature_ok", "author_id",
    "session_user", "session_id", "received", "clock_offset_ms", "clock_measured",
)  # fmt: skip
SAID = (
    "outcome", "code", "message", "rev", "conflict_id", "adopted_by", "decided_id", "decided_rev",
    "effects_commitment",
)  # fmt: skip
BOOLEANS = ("signature_ok", "clock_measured")
PLAIN = (name for name in COVERED if name not in BOOLEANS)
ops = sa.table(
    "ops",
    *(sa.column(name) for name in (*PLAIN, *SAID, "seq", "first", "settled", "link")),
    *(sa.column(name, sa.Boolean()) for name in BOOLEANS),
)
scopes = sa.table("scopes", sa.column("scope"), sa.column("head"))
Row = dict[str, Any]
Link = Callable[[str, list[Any], bool], str]


def upgrade() -> None:
    op.create_table(
        "offers",
        sa.Column("device_id", sa.String(), nullable=False),
        sa.Column("device_seq", sa.BigInteger(), nullable=False),
        sa.Column("op_id", sa.String(), nullable=False),
        sa.Column("op_hash", sa.String(), nullable=False),
        sa.Column("prev_hash", sa.String(), nullable=True),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("session_user", sa.String(), nullable=False),
        sa.Column("received", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("device_id", "device_seq", name="pk_offers"),
    )
    op.create_index("ix_offers_op_id", "offers", ["op_id"])
    op.add_column(
        "ops", sa.Column("clock_measured", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    rechain(plain_link, digest_link)


def downgrade() -> None:
    rechain(digest_link, plain_link)
    op.drop_column("ops", "clock_measured")
    op.drop_index("ix_offers_op_id", "offers")
    op.drop_table("offers")


def plain_link(previous: str, covered: list[Any], first: bool) -> str:
    at = COVERED.index("clock_measured")
    part = [*covered[:at], *covered[at + 1 :]] if first else covered
    return sha256(f"{previous}\n{written(part)}".encode()).hexdigest()


def digest_link(previous: str, covered: list[Any], first: bool) -> str:
    digest = sha256(written(covered).encode()).hexdigest()
    return sha256(f"{previous}\n{digest}".encode()).hexdigest()


def written(covered: list[Any]) -> str:
    return json.dumps(covered, separators=(",", ":"))


def rechain(old: Link, new: Link) -> None:
    """Write every scope's links anew, as far as the old ones hold."""
    bind = op.get_bind()
    for scope, head in bind.execute(sa.select(scopes.c.scope, scopes.c.head)).all():
        last, made = "", ""
        for row, settling in steps(bind, scope):
            covered, kept = covered_by(row, settling)
            last = old(last, covered, settling is None)
            if last != kept:
                break
            made = new(made, covered, settling is None)
            keep(bind, row, settling, made)
        else:
            if last == head:
                found = scopes.c.scope == scope
                bind.execute(sa.update(scopes).where(found).values(head=made))


def steps(bind: sa.Connection, scope: str) -> Iterator[tuple[Row, int | None]]:
    """Rows and their settlings in the order of the chain. Settled rows are few."""
    mine = sa.select(ops).where(ops.c.scope == scope).order_by(ops.c.seq)
    late = [
        (seq, dict(row), at)
        for row in bind.execute(mine.where(ops.c.settled.is_not(None))).mappings().all()
        for at, (seq, *_) in enumerate(json.loads(row["settled"]))
    ]
    late.sort(key=lambda step: step[0])
    after = -1
    while page := bind.execute(mine.where(ops.c.seq > after).limit(PAGE)).mappings().all():
        for row in page:
            while late and late[0][0] <= row["seq"]:
                yield late[0][1], late.pop(0)[2]
            yield dict(row), None
        after = page[-1]["seq"]
    for _, row, at in late:
        yield row, at


def covered_by(row: Row, settling: int | None) -> tuple[list[Any], str]:
    """What a step's link covers, and that link."""
    if settling is not None:
        seq, kept, said = json.loads(row["settled"])[settling]
        return [row["op_key"], seq, said], kept
    said = json.loads(row["first"]) if row["first"] else [row[name] for name in SAID]
    return [*(row[name] for name in COVERED), row["seq"], said], row["link"]


def keep(bind: sa.Connection, row: Row, settling: int | None, made: str) -> None:
    change: Row = {"link": made}
    if settling is not None:
        query = sa.select(ops.c.settled).where(ops.c.op_key == row["op_key"])
        settlings = json.loads(bind.execute(query).scalar_one())
        settlings[settling][1] = made
        text = json.dumps(settlings, separators=(",", ":"), ensure_ascii=False)
        change = {"settled": text}
    bind.execute(sa.update(ops).where(ops.c.op_key == row["op_key"]).values(**change))
