"""Initial schema"""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# In the order in which they are made: a table comes after those it refers to.
TABLES = (
    "buttons",
    "inbox",
    "lanes",
    "patients",
    "providers",
    "tick_runs",
    "alerts",
    "check_ins",
    "exercise_sessions",
    "invitations",
    "prompts",
    "safety_checks",
    "alert_log",
    "answers",
    "outbox",
)


def upgrade() -> None:
    op.create_table(
        "buttons",
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("verb", sa.String(length=48), nullable=False),
        sa.Column(
            "payload", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("question", sa.String(length=96), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pressed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_buttons")),
    )
    op.create_index(
        op.f("ix_buttons_chat_id_question"), "buttons", ["chat_id", "question"], unique=False
    )

    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "payload", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked", sa.String(length=96), nullable=True),
        sa.Column("effect_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('new', 'waiting', 'done', 'failed')", name=op.f("ck_inbox_status_known")
        ),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_inbox")),
    )
    op.create_index(
        op.f("ix_inbox_status_chat_id_update_id"),
        "inbox",
        ["status", "chat_id", "update_id"],
        unique=False,
    )

    op.create_table(
        "lanes",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("leased_by", sa.String(length=64), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_lanes")),
    )
    op.create_table(
        "patients",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("called_name", sa.String(length=64), nullable=True),
        sa.Column("country", sa.String(length=16), nullable=True),
        sa.Column("timezone", sa.String(length=64), nullable=True),
        sa.Column("check_in_at", sa.Time(), nullable=True),
        sa.Column("quiet_from", sa.Time(), nullable=False),
        sa.Column("quiet_until", sa.Time(), nullable=False),
        sa.Column("consent_version", sa.Integer(), nullable=True),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("onboarding_step", sa.String(length=32), nullable=True),
        sa.Column("onboarded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unreachable_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("focus", sa.String(length=32), nullable=True),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "focus IN ('onboarding', 'check_in', 'exercise')", name=op.f("ck_patients_focus_known")
        ),
        sa.CheckConstraint(
            "status IN ('invited', 'onboarding', 'active', 'declined', 'stopped')",
            name=op.f("ck_patients_status_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patients")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_patients_chat_id")),
        sa.UniqueConstraint("conversation_id", name=op.f("uq_patients_conversation_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_patients_ref")),
    )
    op.create_table(
        "providers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("display_name", sa.String(length=64), nullable=False),
        sa.Column("position", sa.String(length=32), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unreachable_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("on_call_days", sa.String(length=7), nullable=False),
        sa.Column("on_call_from", sa.Time(), nullable=False),
        sa.Column("on_call_until", sa.Time(), nullable=False),
        sa.CheckConstraint(
            "position IN ('first', 'backup')", name=op.f("ck_providers_position_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_providers")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_providers_chat_id")),
    )
    op.create_table(
        "tick_runs",
        sa.Column("name", sa.String(length=48), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("duration_ms", sa.Integer(), nullable=True),
        sa.Column("handled", sa.Integer(), nullable=True),
        sa.Column("error", sa.String(length=120), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_tick_runs")),
    )
    op.create_table(
        "alerts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "patient_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("cause", sa.String(length=64), nullable=False),
        sa.Column("urgency", sa.String(length=32), nullable=False),
        sa.Column(
            "facts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column(
            "policy", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_event_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event_count", sa.Integer(), nullable=False),
        sa.Column("step_index", sa.Integer(), nullable=False),
        sa.Column("next_step_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "acknowledged_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledgement_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "resolved_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("nobody_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status = 'resolved') = (next_step_at IS NULL)",
            name=op.f("ck_alerts_next_step_while_open"),
        ),
        sa.CheckConstraint(
            "outcome IN ('contacted', 'passed_on', 'no_action')",
            name=op.f("ck_alerts_outcome_known"),
        ),
        sa.CheckConstraint(
            "status IN ('triggered', 'acknowledged', 'resolved')",
            name=op.f("ck_alerts_status_known"),
        ),
        sa.CheckConstraint(
            "urgency IN ('immediate', 'soon')", name=op.f("ck_alerts_urgency_known")
        ),
        sa.ForeignKeyConstraint(
            ["acknowledged_by"], ["providers.id"], name=op.f("fk_alerts_acknowledged_by")
        ),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_alerts_patient_id")),
        sa.ForeignKeyConstraint(
            ["resolved_by"], ["providers.id"], name=op.f("fk_alerts_resolved_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
    )
    op.create_index(
        op.f("ix_alerts_patient_id_cause_status"),
        "alerts",
        ["patient_id", "cause", "status"],
        unique=False,
    )
    op.create_index(
        op.f("ix_alerts_status_next_step_at"), "alerts", ["status", "next_step_at"], unique=False
    )
    op.create_index(
        "uq_alerts_open_cause",
        "alerts",
        ["patient_id", "cause"],
        unique=True,
        sqlite_where=sa.text("status <> 'resolved'"),
        postgresql_where=sa.text("status <> 'resolved'"),
    )

    op.create_table(
        "check_ins",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "patient_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("questionnaire_id", sa.String(length=64), nullable=False),
        sa.Column("questionnaire_version", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("item_id", sa.String(length=64), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('open', 'complete', 'expired')", name=op.f("ck_check_ins_status_known")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name=op.f("fk_check_ins_patient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_ins")),
        sa.UniqueConstraint(
            "patient_id",
            "questionnaire_id",
            "on_date",
            name=op.f("uq_check_ins_patient_id_questionnaire_id_on_date"),
        ),
    )
    op.create_index(
        op.f("ix_check_ins_item_id_closes_at"), "check_ins", ["item_id", "closes_at"], unique=False
    )

    op.create_table(
        "exercise_sessions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "patient_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("exercise_id", sa.String(length=64), nullable=False),
        sa.Column("exercise_version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "choices", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("rating_before_nrs", sa.Integer(), nullable=True),
        sa.Column("rating_after_nrs", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_step_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('open', 'stopped', 'complete', 'abandoned')",
            name=op.f("ck_exercise_sessions_status_known"),
        ),
        sa.CheckConstraint(
            "rating_after_nrs BETWEEN 0 AND 10",
            name=op.f("ck_exercise_sessions_rating_after_nrs_range"),
        ),
        sa.CheckConstraint(
            "rating_before_nrs BETWEEN 0 AND 10",
            name=op.f("ck_exercise_sessions_rating_before_nrs_range"),
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name=op.f("fk_exercise_sessions_patient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exercise_sessions")),
    )
    op.create_index(
        op.f("ix_exercise_sessions_patient_id_status"),
        "exercise_sessions",
        ["patient_id", "status"],
        unique=False,
    )
    op.create_index(
        op.f("ix_exercise_sessions_status_next_step_at"),
        "exercise_sessions",
        ["status", "next_step_at"],
        unique=False,
    )

    op.create_table(
        "invitations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "created_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "patient_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "provider_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('patient', 'provider')", name=op.f("ck_invitations_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["providers.id"], name=op.f("fk_invitations_created_by")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name=op.f("fk_invitations_patient_id")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_invitations_provider_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invitations_code_hash")),
    )
    op.create_table(
        "prompts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "patient_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("snoozes", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('daily_check_in', 'follow_up')", name=op.f("ck_prompts_kind_known")
        ),
        sa.CheckConstraint(
            "status IN ('planned', 'queued', 'answered', 'missed', 'lapsed', 'cancelled')",
            name=op.f("ck_prompts_status_known"),
        ),
        sa.CheckConstraint("due_at <= closes_at", name=op.f("ck_prompts_window")),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name=op.f("fk_prompts_patient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompts")),
        sa.UniqueConstraint(
            "patient_id", "kind", "on_date", name=op.f("uq_prompts_patient_id_kind_on_date")
        ),
    )
    op.create_index(op.f("ix_prompts_status_due_at"), "prompts", ["status", "due_at"], unique=False)

    op.create_table(
        "safety_checks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "patient_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=8), nullable=True),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.id"], name=op.f("fk_safety_checks_patient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_checks")),
    )
    op.create_index(
        op.f("ix_safety_checks_answered_at_expires_at"),
        "safety_checks",
        ["answered_at", "expires_at"],
        unique=False,
    )

    op.create_table(
        "alert_log",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("alert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.String(length=48), nullable=False),
        sa.Column(
            "provider_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "detail", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_alert_log_alert_id")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_alert_log_provider_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_log")),
    )
    op.create_index(op.f("ix_alert_log_alert_id_id"), "alert_log", ["alert_id", "id"], unique=False)

    op.create_table(
        "answers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "check_in_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("item_id", sa.String(length=64), nullable=False),
        sa.Column("value_nrs", sa.Integer(), nullable=True),
        sa.Column("value_text", sa.Text(), nullable=True),
        sa.Column("is_skipped", sa.Boolean(name="is_skipped_boolean"), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=True),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("value_nrs BETWEEN 0 AND 10", name=op.f("ck_answers_value_nrs_range")),
        sa.ForeignKeyConstraint(
            ["check_in_id"], ["check_ins.id"], name=op.f("fk_answers_check_in_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.UniqueConstraint(
            "check_in_id",
            "item_id",
            "update_id",
            name=op.f("uq_answers_check_in_id_item_id_update_id"),
        ),
    )
    op.create_index(
        op.f("ix_answers_check_in_id_item_id"), "answers", ["check_in_id", "item_id"], unique=False
    )
    op.create_index(
        "uq_answers_standing",
        "answers",
        ["check_in_id", "item_id"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )

    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lane", sa.String(length=32), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "buttons", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("request_location", sa.String(length=64), nullable=True),
        sa.Column("press_id", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "patient_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "provider_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("alert_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("prompt_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("question", sa.String(length=96), nullable=True),
        sa.Column("dedup_key", sa.String(length=128), nullable=True),
        sa.Column(
            "edits_outbox_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sending_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("telegram_message_id", sa.BigInteger(), nullable=True),
        sa.Column("detail", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "lane IN ('safety', 'reply', 'prompt', 'bulk')", name=op.f("ck_outbox_lane_known")
        ),
        sa.CheckConstraint(
            "status IN ('pending', 'sending', 'sent', 'unknown', 'failed', 'suppressed', 'expired')",
            name=op.f("ck_outbox_status_known"),
        ),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_outbox_alert_id")),
        sa.ForeignKeyConstraint(
            ["edits_outbox_id"], ["outbox.id"], name=op.f("fk_outbox_edits_outbox_id")
        ),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.id"], name=op.f("fk_outbox_patient_id")),
        sa.ForeignKeyConstraint(["prompt_id"], ["prompts.id"], name=op.f("fk_outbox_prompt_id")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_outbox_provider_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("dedup_key", name=op.f("uq_outbox_dedup_key")),
    )
    op.create_index(op.f("ix_outbox_alert_id"), "outbox", ["alert_id"], unique=False)
    op.create_index(
        op.f("ix_outbox_chat_id_question"), "outbox", ["chat_id", "question"], unique=False
    )
    op.create_index(
        op.f("ix_outbox_patient_id_purpose_sent_at"),
        "outbox",
        ["patient_id", "purpose", "sent_at"],
        unique=False,
    )
    op.create_index(op.f("ix_outbox_prompt_id"), "outbox", ["prompt_id"], unique=False)
    op.create_index(op.f("ix_outbox_status_due_at"), "outbox", ["status", "due_at"], unique=False)
    _make_alert_log_append_only()


def _make_alert_log_append_only() -> None:
    """Let the database itself refuse to rewrite an alert's history."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_alert_log_change() RETURNS trigger AS $$ "
            "BEGIN RAISE EXCEPTION 'alert_log is append-only'; END $$ LANGUAGE plpgsql"
        )
        op.execute(
            "CREATE TRIGGER alert_log_append_only BEFORE UPDATE OR DELETE ON alert_log "
            "FOR EACH ROW EXECUTE FUNCTION refuse_alert_log_change()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER alert_log_no_{verb.lower()} BEFORE {verb} ON alert_log "
            "BEGIN SELECT RAISE(ABORT, 'alert_log is append-only'); END"
        )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_alert_log_change()")
