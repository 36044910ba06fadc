-- Conversations whose words are pushed to their channel, and where to.
ALTER TABLE "conversations" ADD COLUMN "pushed_to" integer NOT NULL DEFAULT 0;

ALTER TABLE "conversations" ADD COLUMN "push_held_until" timestamp with time zone NOT NULL DEFAULT 'epoch';

ALTER TABLE "conversations" ADD COLUMN "is_shared" boolean NOT NULL DEFAULT FALSE;

CREATE INDEX "IX_conversations_push_held_until" ON "conversations" ("push_held_until") WHERE channel = 'teams' AND last_sequence > pushed_to;

CREATE TABLE "conversation_references" (
    "conversation_id" uuid NOT NULL CONSTRAINT "PK_conversation_references" PRIMARY KEY,
    "channel_id" character varying(40) NOT NULL,
    "service_url" character varying(400) NOT NULL,
    "thread_id" character varying(400) NOT NULL,
    "scope" character varying(40) NOT NULL,
    "tenant_id" character varying(100) NULL,
    "bot_id" character varying(200) NOT NULL,
    "bot_name" character varying(200) NULL,
    "user_id" character varying(200) NULL,
    "user_name" character varying(200) NULL,
    "attempts" integer NOT NULL,
    "last_error" character varying(500) NULL,
    "closed_at" timestamp with time zone NULL,
    "updated_at" timestamp with time zone NOT NULL
);

CREATE INDEX "IX_conversation_references_thread_id" ON "conversation_references" ("thread_id");
