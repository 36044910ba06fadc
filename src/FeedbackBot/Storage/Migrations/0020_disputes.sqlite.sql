-- Who had which part in what is asked about, and answers that count for the wrong ones.
ALTER TABLE "invitations" ADD COLUMN "shares" TEXT NOT NULL DEFAULT '[]';

CREATE TABLE "disputes" (
    "id" TEXT NOT NULL CONSTRAINT "PK_disputes" PRIMARY KEY,
    "answer_id" TEXT NOT NULL,
    "raised_by_id" TEXT NOT NULL,
    "raised_by" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "raised_at" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "decided_by_id" TEXT NULL,
    "decided_by" TEXT NULL,
    "decision" TEXT NULL,
    "decided_at" INTEGER NULL,
    "from_team_id" TEXT NULL,
    "from_account_id" TEXT NULL,
    "to_team_id" TEXT NULL,
    "to_account_id" TEXT NULL
);

CREATE UNIQUE INDEX "IX_disputes_answer_id" ON "disputes" ("answer_id") WHERE status = 'open';

CREATE INDEX "IX_disputes_status_raised_at" ON "disputes" ("status", "raised_at");
