ALTER TABLE answers ADD COLUMN case_number bigint;
ALTER TABLE answers ADD COLUMN recovers_id uuid;
CREATE INDEX "IX_answers_case_number" ON answers (case_number) WHERE case_number IS NOT NULL;
CREATE INDEX "IX_answers_recovers_id" ON answers (recovers_id) WHERE recovers_id IS NOT NULL;

ALTER TABLE invitations ADD COLUMN recovers_id uuid;
ALTER TABLE invitations ADD COLUMN remind_at timestamp with time zone;
ALTER TABLE invitations ADD COLUMN reminded_at timestamp with time zone;
ALTER TABLE invitations ADD COLUMN reminder_token_hash character varying(64);
CREATE UNIQUE INDEX "IX_invitations_reminder_token_hash" ON invitations (reminder_token_hash) WHERE reminder_token_hash IS NOT NULL;
CREATE INDEX "IX_invitations_remind_at" ON invitations (remind_at) WHERE remind_at IS NOT NULL;
CREATE INDEX "IX_invitations_expires_at" ON invitations (expires_at) WHERE status = 'sent';

CREATE TABLE survey_skips (
    id uuid NOT NULL,
    contact_id uuid NOT NULL,
    ticket_number bigint,
    metric character varying(40) NOT NULL,
    kind character varying(40) NOT NULL,
    reason character varying(40) NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_survey_skips" PRIMARY KEY (id)
);

CREATE INDEX "IX_survey_skips_at" ON survey_skips (at);

CREATE INDEX "IX_survey_skips_contact_id_at" ON survey_skips (contact_id, at);
