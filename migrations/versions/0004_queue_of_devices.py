"""queue of devices: what waited on a phone when it was last heard from"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("devices", sa.Column("waiting_ops", sa.Integer(), nullable=True))
    op.add_column("devices", sa.Column("waiting_photos", sa.Integer(), nullable=True))
    op.add_column("devices", sa.Column("waiting_bytes", sa.BigInteger(), nullable=True))
    op.add_column("devices", sa.Column("waiting_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    for name in ("waiting_at", "waiting_bytes", "waiting_photos", "waiting_ops"):
        op.drop_column("devices", name)
