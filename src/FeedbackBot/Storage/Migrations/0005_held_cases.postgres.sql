-- Cases that are filed only when the link in an e-mail is followed.
CREATE TABLE held_cases (
    id uuid NOT NULL,
    token_hash character varying(64) NOT NULL,
    email character varying(320) NOT NULL,
    conversation_id uuid NOT NULL,
    sequence integer NOT NULL,
    language character varying(10) NOT NULL,
    facts text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    ticket_number bigint,
    CONSTRAINT "PK_held_cases" PRIMARY KEY (id)
);

CREATE UNIQUE INDEX "IX_held_cases_token_hash" ON held_cases (token_hash);

CREATE INDEX "IX_held_cases_email_created_at" ON held_cases (email, created_at);

CREATE INDEX "IX_held_cases_conversation_id" ON held_cases (conversation_id);
