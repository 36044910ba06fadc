-- Conversations whose words are pushed to their channel, and where to.
ALTER TABLE "conversations" ADD COLUMN "pushed_to" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "conversations" ADD COLUMN "push_held_until" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "conversations" ADD COLUMN "is_shared" INTEGER NOT NULL DEFAULT 0;

CREATE INDEX "IX_conversations_push_held_until" ON "conversations" ("push_held_until") WHERE channel = 'teams' AND last_sequence > pushed_to;

CREATE TABLE "conversation_references" (
    "conversation_id" TEXT NOT NULL CONSTRAINT "PK_conversation_references" PRIMARY KEY,
    "channel_id" TEXT NOT NULL,
    "service_url" TEXT NOT NULL,
    "thread_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "tenant_id" TEXT NULL,
    "bot_id" TEXT NOT NULL,
    "bot_name" TEXT NULL,
    "user_id" TEXT NULL,
    "user_name" TEXT NULL,
    "attempts" INTEGER NOT NULL,
    "last_error" TEXT NULL,
    "closed_at" INTEGER NULL,
    "updated_at" INTEGER NOT NULL
);

CREATE INDEX "IX_conversation_references_thread_id" ON "conversation_references" ("thread_id");
