-- The agents' writing: replies held for undo, visits, canned replies, macros; what people are notified of; and files that are said in several chats.
ALTER TABLE "ticket_drafts" ADD COLUMN "attachments" TEXT;

CREATE TABLE "ticket_visits" (
    "ticket_number" INTEGER NOT NULL,
    "staff_id" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_ticket_visits" PRIMARY KEY ("ticket_number", "staff_id")
);

CREATE TABLE "held_replies" (
    "id" TEXT NOT NULL,
    "ticket_number" INTEGER NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "attachments" TEXT,
    "took_turn" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "due_at" INTEGER NOT NULL,
    CONSTRAINT "PK_held_replies" PRIMARY KEY ("id")
);

CREATE TABLE "canned_replies" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "shortcut" TEXT NOT NULL,
    "chinese_text" TEXT,
    "english_text" TEXT,
    "sharing" TEXT NOT NULL,
    "team_id" TEXT,
    "owner_id" TEXT,
    "uses" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    CONSTRAINT "PK_canned_replies" PRIMARY KEY ("id")
);

CREATE TABLE "macros" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "steps" TEXT NOT NULL,
    "sharing" TEXT NOT NULL,
    "team_id" TEXT,
    "owner_id" TEXT,
    "uses" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    CONSTRAINT "PK_macros" PRIMARY KEY ("id")
);

CREATE TABLE "news" (
    "id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "ticket_number" INTEGER,
    "arguments" TEXT NOT NULL,
    "staff_id" TEXT,
    "actor_id" TEXT,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_news" PRIMARY KEY ("id")
);

CREATE TABLE "notifications" (
    "id" TEXT NOT NULL,
    "staff_id" TEXT,
    "address" TEXT,
    "code" TEXT NOT NULL,
    "ticket_number" INTEGER,
    "arguments" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "is_urgent" INTEGER NOT NULL,
    "is_shown" INTEGER NOT NULL,
    "read_at" INTEGER,
    "email_due_at" INTEGER,
    "emailed_at" INTEGER,
    "teams_due_at" INTEGER,
    CONSTRAINT "PK_notifications" PRIMARY KEY ("id")
);

CREATE TABLE "notification_choices" (
    "staff_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "console" INTEGER NOT NULL,
    "email" INTEGER NOT NULL,
    "teams" INTEGER NOT NULL,
    CONSTRAINT "PK_notification_choices" PRIMARY KEY ("staff_id", "code")
);

CREATE TABLE "notification_addresses" (
    "owner_id" TEXT NOT NULL,
    "teams_url" TEXT,
    "quiet_hours" TEXT,
    CONSTRAINT "PK_notification_addresses" PRIMARY KEY ("owner_id")
);

CREATE TABLE "notification_paces" (
    "recipient" TEXT NOT NULL,
    "emailed_at" INTEGER,
    "posted_at" INTEGER,
    CONSTRAINT "PK_notification_paces" PRIMARY KEY ("recipient")
);

CREATE INDEX "IX_ticket_visits_staff_id" ON "ticket_visits" ("staff_id");

CREATE INDEX "IX_held_replies_due_at" ON "held_replies" ("due_at");

CREATE INDEX "IX_held_replies_ticket_number" ON "held_replies" ("ticket_number");

CREATE INDEX "IX_news_at" ON "news" ("at");

CREATE INDEX "IX_notifications_staff_id_at" ON "notifications" ("staff_id", "at");

CREATE INDEX "IX_notifications_unread" ON "notifications" ("staff_id") WHERE read_at IS NULL;

CREATE INDEX "IX_notifications_ticket_number" ON "notifications" ("ticket_number") WHERE read_at IS NULL;

CREATE INDEX "IX_notifications_email_due_at" ON "notifications" ("email_due_at") WHERE email_due_at IS NOT NULL;

CREATE INDEX "IX_notifications_teams_due_at" ON "notifications" ("teams_due_at") WHERE teams_due_at IS NOT NULL;

CREATE TABLE "attachments_of_chats" (
    "id" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    CONSTRAINT "PK_attachments" PRIMARY KEY ("id", "conversation_id")
);

INSERT INTO attachments_of_chats (id, conversation_id, name, content_type, size, created_at)
SELECT id, conversation_id, name, content_type, size, created_at FROM attachments;

DROP TABLE "attachments";

ALTER TABLE "attachments_of_chats" RENAME TO "attachments";

CREATE INDEX "IX_attachments_conversation_id" ON "attachments" ("conversation_id");
