-- Campaigns: one question put to an audience by e-mail, and who of it was drawn.
ALTER TABLE "invitations" ADD COLUMN "campaign_id" TEXT NULL;
CREATE UNIQUE INDEX "IX_invitations_campaign_id_contact_id" ON "invitations" ("campaign_id", "contact_id") WHERE campaign_id IS NOT NULL;

CREATE TABLE "campaigns" (
    "id" TEXT NOT NULL CONSTRAINT "PK_campaigns" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "sample_percent" INTEGER NOT NULL,
    "start_day" TEXT NOT NULL,
    "most_per_day" INTEGER NOT NULL,
    "time_zone" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "started_at" INTEGER NULL,
    "ended_at" INTEGER NULL,
    "drawn_at" INTEGER NULL,
    "drawn_up_to" TEXT NULL,
    "is_drawn" INTEGER NOT NULL,
    "audience_size" INTEGER NOT NULL,
    "sent_on" TEXT NULL,
    "sent_today" INTEGER NOT NULL
);

CREATE INDEX "IX_campaigns_status" ON "campaigns" ("status");

CREATE TABLE "campaign_contacts" (
    "campaign_id" TEXT NOT NULL,
    "contact_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "due_at" INTEGER NOT NULL,
    "reason" TEXT NULL,
    CONSTRAINT "PK_campaign_contacts" PRIMARY KEY ("campaign_id", "contact_id")
);

CREATE INDEX "IX_campaign_contacts_campaign_id_state_due_at" ON "campaign_contacts" ("campaign_id", "state", "due_at");
