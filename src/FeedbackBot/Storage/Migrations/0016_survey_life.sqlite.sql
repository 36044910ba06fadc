ALTER TABLE "answers" ADD COLUMN "case_number" INTEGER NULL;
ALTER TABLE "answers" ADD COLUMN "recovers_id" TEXT NULL;
CREATE INDEX "IX_answers_case_number" ON "answers" ("case_number") WHERE case_number IS NOT NULL;
CREATE INDEX "IX_answers_recovers_id" ON "answers" ("recovers_id") WHERE recovers_id IS NOT NULL;

ALTER TABLE "invitations" ADD COLUMN "recovers_id" TEXT NULL;
ALTER TABLE "invitations" ADD COLUMN "remind_at" INTEGER NULL;
ALTER TABLE "invitations" ADD COLUMN "reminded_at" INTEGER NULL;
ALTER TABLE "invitations" ADD COLUMN "reminder_token_hash" TEXT NULL;
CREATE UNIQUE INDEX "IX_invitations_reminder_token_hash" ON "invitations" ("reminder_token_hash") WHERE reminder_token_hash IS NOT NULL;
CREATE INDEX "IX_invitations_remind_at" ON "invitations" ("remind_at") WHERE remind_at IS NOT NULL;
CREATE INDEX "IX_invitations_expires_at" ON "invitations" ("expires_at") WHERE status = 'sent';

CREATE TABLE "survey_skips" (
    "id" TEXT NOT NULL CONSTRAINT "PK_survey_skips" PRIMARY KEY,
    "contact_id" TEXT NOT NULL,
    "ticket_number" INTEGER NULL,
    "metric" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" INTEGER NOT NULL
);

CREATE INDEX "IX_survey_skips_at" ON "survey_skips" ("at");

CREATE INDEX "IX_survey_skips_contact_id_at" ON "survey_skips" ("contact_id", "at");
