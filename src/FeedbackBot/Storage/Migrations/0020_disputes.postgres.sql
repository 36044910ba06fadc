-- Who had which part in what is asked about, and answers that count for the wrong ones.
ALTER TABLE "invitations" ADD COLUMN "shares" text NOT NULL DEFAULT '[]';

CREATE TABLE "disputes" (
    "id" uuid NOT NULL CONSTRAINT "PK_disputes" PRIMARY KEY,
    "answer_id" uuid NOT NULL,
    "raised_by_id" uuid NOT NULL,
    "raised_by" character varying(200) NOT NULL,
    "reason" character varying(1000) NOT NULL,
    "raised_at" timestamp with time zone NOT NULL,
    "status" character varying(40) NOT NULL,
    "decided_by_id" uuid NULL,
    "decided_by" character varying(200) NULL,
    "decision" character varying(1000) NULL,
    "decided_at" timestamp with time zone NULL,
    "from_team_id" uuid NULL,
    "from_account_id" uuid NULL,
    "to_team_id" uuid NULL,
    "to_account_id" uuid NULL
);

CREATE UNIQUE INDEX "IX_disputes_answer_id" ON "disputes" ("answer_id") WHERE status = 'open';

CREATE INDEX "IX_disputes_status_raised_at" ON "disputes" ("status", "raised_at");
