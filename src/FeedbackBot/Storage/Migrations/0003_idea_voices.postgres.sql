-- Who joined whose suggestion, how many, and the suggestions of a language at hand for comparing.
ALTER TABLE tickets ADD COLUMN voices integer NOT NULL DEFAULT 0;

CREATE INDEX "IX_tickets_language_number" ON tickets (language, number) WHERE kind = 'suggestion';

CREATE TABLE idea_voices (
    ticket_number bigint NOT NULL,
    contact_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    words text,
    language character varying(10) NOT NULL,
    joined_at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_idea_voices" PRIMARY KEY (ticket_number, contact_id)
);

CREATE INDEX "IX_idea_voices_contact_id" ON idea_voices (contact_id);
