-- Scores and cases counted by day, week and month for every key, scores for pairs of keys too, and by which time zone; what of a case is counted.
-- A database with answers or cases counts them at the next start.
CREATE TABLE "score_rollups" (
    "grouping" character varying(40) NOT NULL,
    "length" character varying(40) NOT NULL,
    "metric" character varying(40) NOT NULL,
    "lead" character varying(60) NOT NULL,
    "starts_on" date NOT NULL,
    "key" character varying(60) NOT NULL,
    "second" character varying(60) NOT NULL,
    "shard" integer NOT NULL,
    "n0" bigint NOT NULL,
    "n1" bigint NOT NULL,
    "n2" bigint NOT NULL,
    "n3" bigint NOT NULL,
    "n4" bigint NOT NULL,
    "n5" bigint NOT NULL,
    "n6" bigint NOT NULL,
    "n7" bigint NOT NULL,
    "n8" bigint NOT NULL,
    "n9" bigint NOT NULL,
    "n10" bigint NOT NULL,
    "n11" bigint NOT NULL,
    "n12" bigint NOT NULL,
    "n13" bigint NOT NULL,
    CONSTRAINT "PK_score_rollups" PRIMARY KEY ("grouping", "length", "metric", "lead", "starts_on", "key", "second", "shard")
);

CREATE INDEX "IX_score_rollups_grouping_length_metric_starts_on" ON "score_rollups" ("grouping", "length", "metric", "starts_on") WHERE lead <> '';

CREATE TABLE "rollup_states" (
    "id" integer NOT NULL CONSTRAINT "PK_rollup_states" PRIMARY KEY,
    "time_zone" character varying(60) NOT NULL,
    "built_at" timestamp with time zone NULL,
    "verified_at" timestamp with time zone NULL
);

INSERT INTO rollup_states (id, time_zone, built_at) VALUES (1, 'UTC', CASE WHEN EXISTS (SELECT 1 FROM tickets) OR EXISTS (SELECT 1 FROM answers) OR EXISTS (SELECT 1 FROM invitations) THEN NULL ELSE timestamptz '1970-01-01 00:00:00Z' END);

CREATE INDEX "IX_invitations_account" ON "invitations" ("account_id", "metric", "sent_at");

CREATE INDEX "IX_invitations_owner" ON "invitations" ("owner_id", "metric", "sent_at");

DROP INDEX "IX_answers_owner_id_answered_at";

CREATE INDEX "IX_answers_owner_id_metric_answered_at" ON "answers" ("owner_id", "metric", "answered_at");

ALTER TABLE "tickets" ADD COLUMN "returns" integer NOT NULL DEFAULT 0;

ALTER TABLE "tickets" ADD COLUMN "handovers" integer NOT NULL DEFAULT 0;

CREATE TABLE "case_measures" (
    "ticket_number" bigint NOT NULL CONSTRAINT "PK_case_measures" PRIMARY KEY,
    "created_at" timestamp with time zone NOT NULL,
    "account_id" uuid NULL,
    "owner_id" uuid NULL,
    "team_id" uuid NULL,
    "tier" character varying(10) NULL,
    "kind" character varying(20) NULL,
    "topic" character varying(60) NULL,
    "listening_post" character varying(40) NOT NULL,
    "language" character varying(10) NULL,
    "counts" boolean NOT NULL,
    "sentiment" character varying(40) NULL,
    "resolved" boolean NOT NULL,
    "first_contact" boolean NOT NULL,
    "handovers" integer NOT NULL,
    "reopens" integer NOT NULL,
    "first_kept" boolean NULL,
    "resolution_kept" boolean NULL,
    "first_minutes" bigint NULL,
    "first_working_minutes" bigint NULL,
    "resolution_minutes" bigint NULL,
    "resolution_working_minutes" bigint NULL,
    "first_bucket" integer NULL,
    "first_working_bucket" integer NULL,
    "resolution_bucket" integer NULL,
    "resolution_working_bucket" integer NULL
);

CREATE INDEX "IX_case_measures_created_at" ON "case_measures" ("created_at");

CREATE INDEX "IX_case_measures_account_id_created_at" ON "case_measures" ("account_id", "created_at");

CREATE INDEX "IX_case_measures_owner_id_created_at" ON "case_measures" ("owner_id", "created_at");
