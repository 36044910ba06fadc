-- Who works where, on what, and when; what rules ask of people; and when a case last changed hands.
ALTER TABLE "staff" ADD COLUMN "skills" TEXT NOT NULL DEFAULT '[]';
ALTER TABLE "staff" ADD COLUMN "speaks" TEXT NOT NULL DEFAULT '[]';
ALTER TABLE "staff" ADD COLUMN "presence" TEXT NOT NULL DEFAULT 'available';
ALTER TABLE "staff" ADD COLUMN "presence_since" INTEGER NULL;
ALTER TABLE "staff" ADD COLUMN "last_beat_at" INTEGER NULL;
ALTER TABLE "staff" ADD COLUMN "last_assigned_at" INTEGER NULL;
ALTER TABLE "staff" ADD COLUMN "chat_capacity" INTEGER NOT NULL DEFAULT 3;
ALTER TABLE "staff" ADD COLUMN "case_capacity" INTEGER NOT NULL DEFAULT 25;
ALTER TABLE "staff" ADD COLUMN "absent_from" TEXT NULL;
ALTER TABLE "staff" ADD COLUMN "absent_until" TEXT NULL;
ALTER TABLE "staff" ADD COLUMN "replacement_id" TEXT NULL;
ALTER TABLE "teams" ADD COLUMN "pushes" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "teams" ADD COLUMN "away_minutes" INTEGER NULL DEFAULT 15;
ALTER TABLE "teams" ADD COLUMN "idle_minutes" INTEGER NULL;
ALTER TABLE "routing_rules" ADD COLUMN "skills" TEXT NOT NULL DEFAULT '[]';
ALTER TABLE "tickets" ADD COLUMN "handed_at" INTEGER NULL;

CREATE TABLE "team_members" (
    "team_id" TEXT NOT NULL,
    "staff_id" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "is_lead" INTEGER NOT NULL,
    CONSTRAINT "PK_team_members" PRIMARY KEY ("team_id", "staff_id")
);

CREATE INDEX "IX_team_members_staff_id" ON "team_members" ("staff_id");

CREATE INDEX "IX_tickets_team_id_priority_number" ON "tickets" ("team_id", "priority", "number") WHERE assignee_id IS NULL;
