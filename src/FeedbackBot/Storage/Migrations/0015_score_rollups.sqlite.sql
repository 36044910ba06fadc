-- Scores counted by day, week and month for every key and pair of keys; and by which time zone. A database with answers counts them at the next start.
CREATE TABLE "score_rollups" (
    "grouping" TEXT NOT NULL,
    "length" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "lead" TEXT NOT NULL,
    "starts_on" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "second" TEXT NOT NULL,
    "shard" INTEGER NOT NULL,
    "v0" INTEGER NOT NULL,
    "v1" INTEGER NOT NULL,
    "v2" INTEGER NOT NULL,
    "v3" INTEGER NOT NULL,
    "v4" INTEGER NOT NULL,
    "v5" INTEGER NOT NULL,
    "v6" INTEGER NOT NULL,
    "v7" INTEGER NOT NULL,
    "v8" INTEGER NOT NULL,
    "v9" INTEGER NOT NULL,
    "v10" INTEGER NOT NULL,
    "sent" INTEGER NOT NULL,
    "answered" INTEGER NOT NULL,
    "dismissed" INTEGER NOT NULL,
    CONSTRAINT "PK_score_rollups" PRIMARY KEY ("grouping", "length", "metric", "lead", "starts_on", "key", "second", "shard")
) WITHOUT ROWID;

CREATE INDEX "IX_score_rollups_grouping_length_metric_starts_on" ON "score_rollups" ("grouping", "length", "metric", "starts_on") WHERE lead <> '';

CREATE TABLE "rollup_states" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_rollup_states" PRIMARY KEY,
    "time_zone" TEXT NOT NULL,
    "built_at" INTEGER NULL,
    "verified_at" INTEGER NULL
);

INSERT INTO rollup_states (id, time_zone, built_at) VALUES (1, 'UTC', CASE WHEN EXISTS (SELECT 1 FROM answers) OR EXISTS (SELECT 1 FROM invitations) THEN NULL ELSE 0 END);

CREATE INDEX "IX_invitations_account" ON "invitations" ("account_id", "metric", "sent_at");

CREATE INDEX "IX_invitations_owner" ON "invitations" ("owner_id", "metric", "sent_at");

DROP INDEX "IX_answers_owner_id_answered_at";

CREATE INDEX "IX_answers_owner_id_metric_answered_at" ON "answers" ("owner_id", "metric", "answered_at");
