-- Chats with people, from the wish to the end, and who of the staff has the console open;
-- copies of chats that wait for a link in an e-mail; words of ours that no customer has fetched yet.
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

CREATE UNIQUE INDEX "IX_agent_chats_conversation_id" ON "agent_chats" ("conversation_id") WHERE state <> 'ended';

CREATE INDEX "IX_agent_chats_state_waiting_since" ON "agent_chats" ("state", "waiting_since");

CREATE INDEX "IX_agent_chats_ticket_number" ON "agent_chats" ("ticket_number");

CREATE INDEX "IX_agent_chats_accepted_at" ON "agent_chats" ("accepted_at") WHERE accepted_at IS NOT NULL;

CREATE TABLE "held_transcripts" (
    "id" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "confirmed_at" INTEGER,
    CONSTRAINT "PK_held_transcripts" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "IX_held_transcripts_token_hash" ON "held_transcripts" ("token_hash");

CREATE INDEX "IX_held_transcripts_email_created_at" ON "held_transcripts" ("email", "created_at");

CREATE INDEX "IX_held_transcripts_conversation_id" ON "held_transcripts" ("conversation_id");

CREATE TABLE "unseen_words" (
    "conversation_id" TEXT NOT NULL,
    "from_sequence" INTEGER NOT NULL,
    "last_sequence" INTEGER NOT NULL,
    "since" INTEGER NOT NULL,
    "due_at" INTEGER NOT NULL,
    CONSTRAINT "PK_unseen_words" PRIMARY KEY ("conversation_id")
);

CREATE INDEX "IX_unseen_words_due_at" ON "unseen_words" ("due_at");
