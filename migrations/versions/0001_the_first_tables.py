"""the first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "blob_refs",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "scope", "record_id", name="pk_blob_refs"),
    )
    op.create_index("ix_blob_refs_record_id", "blob_refs", ["record_id"], unique=False)
    op.create_table(
        "blob_scopes",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "scope", name="pk_blob_scopes"),
    )
    op.create_index("ix_blob_scopes_scope", "blob_scopes", ["scope"])
    op.create_table(
        "blobs",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_blobs"),
    )
    op.create_table(
        "login_failures",
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last", sa.DateTime(), nullable=False),
        sa.Column("blocked_until", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("username", name="pk_login_failures"),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )
    op.create_table(
        "ops",
        sa.Column(
            "n",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("op_key", sa.String(), nullable=False),
        sa.Column("op_id", sa.String(), nullable=False),
        sa.Column("device_id", sa.String(), nullable=False),
        sa.Column("device_seq", sa.BigInteger(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("salt", sa.String(), nullable=True),
        sa.Column("commitment", sa.String(), nullable=False),
        sa.Column("op_hash", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("prev_hash", sa.String(), nullable=True),
        sa.Column("signature_ok", sa.Boolean(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("adopted_by", sa.String(), nullable=True),
        sa.Column("session_user", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("received", sa.String(), nullable=False),
        sa.Column("clock_offset_ms", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("rev", sa.Integer(), nullable=True),
        sa.Column("conflict_id", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.Column("decided_id", sa.String(), nullable=True),
        sa.Column("decided_rev", sa.Integer(), nullable=True),
        sa.Column("effects", sa.Text(), nullable=True),
        sa.Column("effects_commitment", sa.String(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("first", sa.Text(), nullable=True),
        sa.Column("settled", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("n", name="pk_ops"),
        sa.UniqueConstraint("op_key", name="uq_ops_op_key"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_ops_held",
        "ops",
        ["after"],
        unique=False,
        sqlite_where=sa.text("outcome = 'held'"),
        postgresql_where=sa.text("outcome = 'held'"),
    )
    op.create_index(
        "ix_ops_decided_id",
        "ops",
        ["decided_id"],
        unique=False,
        sqlite_where=sa.text("decided_id IS NOT NULL"),
        postgresql_where=sa.text("decided_id IS NOT NULL"),
    )
    op.create_index("ix_ops_op_id", "ops", ["op_id"], unique=False)
    op.create_index("ix_ops_record_id", "ops", ["record_id"], unique=False)
    op.create_index("ix_ops_scope_seq", "ops", ["scope", "seq"], unique=False)
    op.create_index(
        "uq_ops_device_seq",
        "ops",
        ["device_id", "device_seq"],
        unique=True,
        sqlite_where=sa.text("op_key = op_id AND device_seq > 0"),
        postgresql_where=sa.text("op_key = op_id AND device_seq > 0"),
    )
    op.create_table(
        "records",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("moved", sa.Boolean(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("versions", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("about", sa.String(), nullable=True),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_device_time", sa.String(), nullable=False),
        sa.Column("created_received", sa.String(), nullable=False),
        sa.Column("updated_by", sa.String(), nullable=False),
        sa.Column("updated_device_time", sa.String(), nullable=False),
        sa.Column("updated_received", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "id", name="pk_records"),
        sa.UniqueConstraint("scope", "seq", name="uq_records_scope_seq"),
    )
    op.create_index(
        "ix_records_about",
        "records",
        ["about"],
        unique=False,
        sqlite_where=sa.text("about IS NOT NULL"),
        postgresql_where=sa.text("about IS NOT NULL"),
    )
    op.create_index("ix_records_id", "records", ["id"], unique=False)
    op.create_index("ix_records_kind_scope_at", "records", ["kind", "scope", "at"], unique=False)
    op.create_table(
        "scopes",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name="pk_scopes"),
    )
    op.create_table(
        "uploads",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("device_id", sa.String(), nullable=True),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("expires", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_uploads"),
    )
    op.create_index("ix_uploads_expires", "uploads", ["expires"])
    op.create_index("ix_uploads_scope", "uploads", ["scope"])
    op.create_table(
        "users",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("activation_hash", sa.String(), nullable=True),
        sa.Column("activation_expires", sa.DateTime(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("username", name="uq_users_username"),
    )
    op.create_table(
        "devices",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.Column("registered_by", sa.String(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("last_contact", sa.DateTime(), nullable=True),
        sa.Column("revoked", sa.DateTime(), nullable=True),
        sa.Column("revoked_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["registered_by"], ["users.id"], name="fk_devices_registered_by_users"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_devices"),
    )
    op.create_table(
        "grants",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_grants_user_id_users"),
        sa.PrimaryKeyConstraint("user_id", "what", "value", name="pk_grants"),
    )
    op.create_table(
        "device_people",
        sa.Column("device_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name="fk_device_people_device_id_devices"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_device_people_user_id_users"),
        sa.PrimaryKeyConstraint("device_id", "user_id", name="pk_device_people"),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("device_id", sa.String(), nullable=True),
        sa.Column("transport", sa.String(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("ends", sa.DateTime(), nullable=False),
        sa.Column("revoked", sa.DateTime(), nullable=True),
        sa.Column("revoked_why", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name="fk_sessions_device_id_devices"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_sessions_user_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
    )
    op.create_index("ix_sessions_device_id", "sessions", ["device_id"], unique=False)
    op.create_index("ix_sessions_user_id", "sessions", ["user_id"], unique=False)
    op.create_table(
        "refresh_tokens",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("issued", sa.DateTime(), nullable=False),
        sa.Column("successor_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name="fk_refresh_tokens_session_id_sessions"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_refresh_tokens"),
    )
    op.create_index("ix_refresh_tokens_session_id", "refresh_tokens", ["session_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_refresh_tokens_session_id", table_name="refresh_tokens")
    op.drop_table("refresh_tokens")
    op.drop_index("ix_sessions_user_id", table_name="sessions")
    op.drop_index("ix_sessions_device_id", table_name="sessions")
    op.drop_table("sessions")
    op.drop_table("device_people")
    op.drop_table("grants")
    op.drop_table("devices")
    op.drop_table("users")
    op.drop_index("ix_uploads_scope", table_name="uploads")
    op.drop_index("ix_uploads_expires", table_name="uploads")
    op.drop_table("uploads")
    op.drop_table("scopes")
    op.drop_index("ix_records_kind_scope_at", table_name="records")
    op.drop_index("ix_records_id", table_name="records")
    op.drop_index("ix_records_about", table_name="records")
    op.drop_table("records")
    op.drop_index(
        "uq_ops_device_seq",
        table_name="ops",
        sqlite_where=sa.text("op_key = op_id AND device_seq > 0"),
        postgresql_where=sa.text("op_key = op_id AND device_seq > 0"),
    )
    op.drop_index("ix_ops_scope_seq", table_name="ops")
    op.drop_index("ix_ops_record_id", table_name="ops")
    op.drop_index("ix_ops_op_id", table_name="ops")
    op.drop_index("ix_ops_held", table_name="ops")
    op.drop_index("ix_ops_decided_id", table_name="ops")
    op.drop_table("ops")
    op.drop_table("meta")
    op.drop_table("login_failures")
    op.drop_table("blobs")
    op.drop_index("ix_blob_scopes_scope", table_name="blob_scopes")
    op.drop_table("blob_scopes")
    op.drop_index("ix_blob_refs_record_id", table_name="blob_refs")
    op.drop_table("blob_refs")
