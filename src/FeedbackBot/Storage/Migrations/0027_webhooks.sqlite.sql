-- Webhooks: who listens, what is told, and how it gets there.
CREATE TABLE "webhook_subscriptions" (
    "id" TEXT NOT NULL CONSTRAINT "PK_webhook_subscriptions" PRIMARY KEY,
    "url" TEXT NOT NULL,
    "types" TEXT NOT NULL,
    "description" TEXT NULL,
    "enabled" INTEGER NOT NULL,
    "includes_restricted" INTEGER NOT NULL,
    "secret" TEXT NOT NULL,
    "previous_secret" TEXT NULL,
    "previous_until" INTEGER NULL,
    "disabled_because" TEXT NULL,
    "failures_in_a_row" INTEGER NOT NULL,
    "held_until" INTEGER NULL,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "webhook_events" (
    "id" TEXT NOT NULL CONSTRAINT "PK_webhook_events" PRIMARY KEY,
    "type" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "ticket_number" INTEGER NULL,
    "body" TEXT NOT NULL,
    "at" INTEGER NOT NULL
);
CREATE INDEX "IX_webhook_events_at" ON "webhook_events" ("at");

CREATE TABLE "webhook_deliveries" (
    "id" TEXT NOT NULL CONSTRAINT "PK_webhook_deliveries" PRIMARY KEY,
    "event_id" TEXT NOT NULL,
    "subscription_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "since" INTEGER NOT NULL,
    "next_attempt_at" INTEGER NOT NULL,
    "last_status" INTEGER NULL,
    "last_error" TEXT NULL,
    "created_at" INTEGER NOT NULL,
    "sent_at" INTEGER NULL
);
CREATE INDEX "IX_webhook_deliveries_subscription_id_status_next_attempt_at" ON "webhook_deliveries" ("subscription_id", "status", "next_attempt_at");
CREATE INDEX "IX_webhook_deliveries_subscription_id_id" ON "webhook_deliveries" ("subscription_id", "id");
CREATE INDEX "IX_webhook_deliveries_event_id" ON "webhook_deliveries" ("event_id");
