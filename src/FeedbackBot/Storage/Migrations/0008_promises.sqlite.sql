-- Versions of policies and calendars, clocks that pause, warn, break and escalate, the ledger of pauses, the time of each team, alerts, and regulatory packs.
ALTER TABLE "promise_policies" ADD COLUMN "alerts" TEXT NULL;
ALTER TABLE "promise_policies" ADD COLUMN "replaced_at" INTEGER NULL;
UPDATE "promise_policies" SET "targets" = json_object(
    'firstResponse', json_object('amount', json_extract("targets", '$.firstResponseMinutes'), 'unit', 'working_minutes', 'dayOff', 'stays'),
    'resolution', json_object('amount', json_extract("targets", '$.resolutionMinutes'), 'unit', 'working_minutes', 'dayOff', 'stays'),
    'nextResponse', json_object('amount', json_extract("targets", '$.firstResponseMinutes'), 'unit', 'working_minutes', 'dayOff', 'stays'));

ALTER TABLE "calendars" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "calendars" ADD COLUMN "replaced_at" INTEGER NULL;

ALTER TABLE "ticket_clocks" RENAME COLUMN "target_minutes" TO "target_amount";
ALTER TABLE "ticket_clocks" ADD COLUMN "policy_id" TEXT NULL;
ALTER TABLE "ticket_clocks" ADD COLUMN "calendar_id" TEXT NULL;
ALTER TABLE "ticket_clocks" ADD COLUMN "unit" TEXT NOT NULL DEFAULT 'working_minutes';
ALTER TABLE "ticket_clocks" ADD COLUMN "day_off" TEXT NOT NULL DEFAULT 'stays';
ALTER TABLE "ticket_clocks" ADD COLUMN "extension" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "ticket_clocks" ADD COLUMN "extension_reason" TEXT NULL;
ALTER TABLE "ticket_clocks" ADD COLUMN "never_pauses" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "ticket_clocks" ADD COLUMN "paused_at" INTEGER NULL;
ALTER TABLE "ticket_clocks" ADD COLUMN "paused_why" TEXT NULL;
ALTER TABLE "ticket_clocks" ADD COLUMN "warn_minutes" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "ticket_clocks" ADD COLUMN "warned_at" INTEGER NULL;
ALTER TABLE "ticket_clocks" ADD COLUMN "broken_at" INTEGER NULL;
ALTER TABLE "ticket_clocks" ADD COLUMN "escalated" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "ticket_clocks" ADD COLUMN "acknowledged_at" INTEGER NULL;
ALTER TABLE "ticket_clocks" ADD COLUMN "acknowledged_by" TEXT NULL;
ALTER TABLE "ticket_clocks" ADD COLUMN "next_look_at" INTEGER NULL;
UPDATE "ticket_clocks" SET "never_pauses" = 1 WHERE "name" = 'first_response';
UPDATE "ticket_clocks" SET "next_look_at" = "due_at" WHERE "stopped_at" IS NULL;

CREATE TABLE "clock_pauses" (
    "ticket_number" INTEGER NOT NULL,
    "clock" TEXT NOT NULL,
    "from_at" INTEGER NOT NULL,
    "to_at" INTEGER NOT NULL,
    "why" TEXT NOT NULL,
    CONSTRAINT "PK_clock_pauses" PRIMARY KEY ("ticket_number", "clock", "from_at")
);

CREATE TABLE "team_stretches" (
    "id" TEXT NOT NULL CONSTRAINT "PK_team_stretches" PRIMARY KEY,
    "ticket_number" INTEGER NOT NULL,
    "team_id" TEXT NOT NULL,
    "from_at" INTEGER NOT NULL,
    "to_at" INTEGER NULL
);

CREATE TABLE "pack_settings" (
    "pack" TEXT NOT NULL CONSTRAINT "PK_pack_settings" PRIMARY KEY,
    "is_on" INTEGER NOT NULL,
    "conditions" TEXT NOT NULL,
    "calendar_id" TEXT NOT NULL
);

CREATE INDEX "IX_ticket_clocks_next_look_at" ON "ticket_clocks" ("next_look_at") WHERE next_look_at IS NOT NULL;

CREATE INDEX "IX_team_stretches_ticket_number" ON "team_stretches" ("ticket_number");
