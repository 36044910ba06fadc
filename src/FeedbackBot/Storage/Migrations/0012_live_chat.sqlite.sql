-- Chats with people, from the wish to the end, and who of the staff has the console open.
CREATE TABLE "agent_chats" (
    "id" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "ticket_number" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "requested_at" INTEGER NOT NULL,
    "waiting_since" INTEGER NOT NULL,
    "urgent" INTEGER NOT NULL,
    "for_staff_id" TEXT,
    "for_team_id" TEXT,
    "passed_note" TEXT,
    "passed_by" TEXT,
    "agent_id" TEXT,
    "agent_name" TEXT,
    "accepted_at" INTEGER,
    "awaits" TEXT NOT NULL,
    "silent_since" INTEGER,
    "nudged_at" INTEGER,
    "told_position" INTEGER,
    "told_at" INTEGER,
    "ended_at" INTEGER,
    "ended_by" TEXT,
    "ended_why" TEXT,
    "version" INTEGER NOT NULL,
    CONSTRAINT "PK_agent_chats" PRIMARY KEY ("id")
);

CREATE TABLE "console_beats" (
    "staff_id" TEXT NOT NULL,
    "seen_at" INTEGER NOT NULL,
    CONSTRAINT "PK_console_beats" PRIMARY KEY ("staff_id")
);

CREATE UNIQUE INDEX "IX_agent_chats_conversation_id" ON "agent_chats" ("conversation_id") WHERE state <> 'ended';

CREATE INDEX "IX_agent_chats_state_waiting_since" ON "agent_chats" ("state", "waiting_since");

CREATE INDEX "IX_agent_chats_accepted_at" ON "agent_chats" ("accepted_at") WHERE accepted_at IS NOT NULL;
