-- Scores counted by day, week and month for every key and pair of keys; and by which time zone. A database with answers counts them at the next start.
CREATE TABLE "score_rollups" (
    "grouping" character varying(40) NOT NULL,
    "length" character varying(40) NOT NULL,
    "metric" character varying(40) NOT NULL,
    "lead" character varying(60) NOT NULL,
    "starts_on" date NOT NULL,
    "key" character varying(60) NOT NULL,
    "second" character varying(60) NOT NULL,
    "shard" integer NOT NULL,
    "v0" bigint NOT NULL,
    "v1" bigint NOT NULL,
    "v2" bigint NOT NULL,
    "v3" bigint NOT NULL,
    "v4" bigint NOT NULL,
    "v5" bigint NOT NULL,
    "v6" bigint NOT NULL,
    "v7" bigint NOT NULL,
    "v8" bigint NOT NULL,
    "v9" bigint NOT NULL,
    "v10" bigint NOT NULL,
    "sent" bigint NOT NULL,
    "answered" bigint NOT NULL,
    "dismissed" bigint NOT NULL,
    CONSTRAINT "PK_score_rollups" PRIMARY KEY ("grouping", "length", "metric", "lead", "starts_on", "key", "second", "shard")
);

CREATE INDEX "IX_score_rollups_grouping_length_metric_starts_on" ON "score_rollups" ("grouping", "length", "metric", "starts_on") WHERE lead <> '';

CREATE TABLE "rollup_states" (
    "id" integer NOT NULL CONSTRAINT "PK_rollup_states" PRIMARY KEY,
    "time_zone" character varying(60) NOT NULL,
    "built_at" timestamp with time zone NULL,
    "verified_at" timestamp with time zone NULL
);

INSERT INTO rollup_states (id, time_zone, built_at) VALUES (1, 'UTC', CASE WHEN EXISTS (SELECT 1 FROM answers) OR EXISTS (SELECT 1 FROM invitations) THEN NULL ELSE timestamptz '1970-01-01 00:00:00Z' END);

CREATE INDEX "IX_invitations_account" ON "invitations" ("account_id", "metric", "sent_at");

CREATE INDEX "IX_invitations_owner" ON "invitations" ("owner_id", "metric", "sent_at");

DROP INDEX "IX_answers_owner_id_answered_at";

CREATE INDEX "IX_answers_owner_id_metric_answered_at" ON "answers" ("owner_id", "metric", "answered_at");
