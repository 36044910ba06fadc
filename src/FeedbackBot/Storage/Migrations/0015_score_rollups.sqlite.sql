-- Scores and cases counted by day, week and month for every key, scores for pairs of keys too, and by which time zone; what of a case is counted.
-- A database with answers or cases counts them at the next start.
CREATE TABLE "score_rollups" (
    "grouping" TEXT NOT NULL,
    "length" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "lead" TEXT NOT NULL,
    "starts_on" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "second" TEXT NOT NULL,
    "n0" INTEGER NOT NULL,
    "n1" INTEGER NOT NULL,
    "n2" INTEGER NOT NULL,
    "n3" INTEGER NOT NULL,
    "n4" INTEGER NOT NULL,
    "n5" INTEGER NOT NULL,
    "n6" INTEGER NOT NULL,
    "n7" INTEGER NOT NULL,
    "n8" INTEGER NOT NULL,
    "n9" INTEGER NOT NULL,
    "n10" INTEGER NOT NULL,
    "n11" INTEGER NOT NULL,
    "n12" INTEGER NOT NULL,
    "n13" INTEGER NOT NULL,
    CONSTRAINT "PK_score_rollups" PRIMARY KEY ("grouping", "length", "metric", "lead", "starts_on", "key", "second")
) WITHOUT ROWID;

CREATE INDEX "IX_score_rollups_grouping_length_metric_starts_on" ON "score_rollups" ("grouping", "length", "metric", "starts_on") WHERE lead <> '';

CREATE TABLE "rollup_states" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_rollup_states" PRIMARY KEY,
    "time_zone" TEXT NOT NULL,
    "built_at" INTEGER NULL,
    "verified_at" INTEGER NULL
);

INSERT INTO rollup_states (id, time_zone, built_at) VALUES (1, 'UTC', CASE WHEN EXISTS (SELECT 1 FROM tickets) OR EXISTS (SELECT 1 FROM answers) OR EXISTS (SELECT 1 FROM invitations) THEN NULL ELSE 0 END);

CREATE INDEX "IX_invitations_account" ON "invitations" ("account_id", "metric", "sent_at");

CREATE INDEX "IX_invitations_owner" ON "invitations" ("owner_id", "metric", "sent_at");

DROP INDEX "IX_answers_owner_id_answered_at";

CREATE INDEX "IX_answers_owner_id_metric_answered_at" ON "answers" ("owner_id", "metric", "answered_at");

ALTER TABLE "tickets" ADD COLUMN "returns" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "tickets" ADD COLUMN "handovers" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "case_measures" (
    "ticket_number" INTEGER NOT NULL CONSTRAINT "PK_case_measures" PRIMARY KEY,
    "created_at" INTEGER NOT NULL,
    "account_id" TEXT NULL,
    "owner_id" TEXT NULL,
    "team_id" TEXT NULL,
    "tier" TEXT NULL,
    "kind" TEXT NULL,
    "topic" TEXT NULL,
    "listening_post" TEXT NOT NULL,
    "language" TEXT NULL,
    "counts" INTEGER NOT NULL,
    "sentiment" TEXT NULL,
    "resolved" INTEGER NOT NULL,
    "first_contact" INTEGER NOT NULL,
    "handovers" INTEGER NOT NULL,
    "reopens" INTEGER NOT NULL,
    "first_kept" INTEGER NULL,
    "resolution_kept" INTEGER NULL,
    "first_minutes" INTEGER NULL,
    "first_working_minutes" INTEGER NULL,
    "resolution_minutes" INTEGER NULL,
    "resolution_working_minutes" INTEGER NULL,
    "first_bucket" INTEGER NULL,
    "first_working_bucket" INTEGER NULL,
    "resolution_bucket" INTEGER NULL,
    "resolution_working_bucket" INTEGER NULL
);

CREATE INDEX "IX_case_measures_created_at" ON "case_measures" ("created_at");

CREATE INDEX "IX_case_measures_account_id_created_at" ON "case_measures" ("account_id", "created_at");

CREATE INDEX "IX_case_measures_owner_id_created_at" ON "case_measures" ("owner_id", "created_at");

CREATE TABLE "pending_counts" (
    "sequence" INTEGER NOT NULL CONSTRAINT "PK_pending_counts" PRIMARY KEY AUTOINCREMENT,
    "at" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "of_account" TEXT NOT NULL,
    "of_owner" TEXT NOT NULL,
    "of_tier" TEXT NOT NULL,
    "of_team" TEXT NOT NULL,
    "of_topic" TEXT NOT NULL,
    "of_kind" TEXT NOT NULL,
    "of_listening_post" TEXT NOT NULL,
    "of_language" TEXT NOT NULL,
    "n0" INTEGER NOT NULL,
    "n1" INTEGER NOT NULL,
    "n2" INTEGER NOT NULL,
    "n3" INTEGER NOT NULL,
    "n4" INTEGER NOT NULL,
    "n5" INTEGER NOT NULL,
    "n6" INTEGER NOT NULL,
    "n7" INTEGER NOT NULL,
    "n8" INTEGER NOT NULL,
    "n9" INTEGER NOT NULL,
    "n10" INTEGER NOT NULL,
    "n11" INTEGER NOT NULL,
    "n12" INTEGER NOT NULL,
    "n13" INTEGER NOT NULL
);
