-- Chats with people, from the wish to the end, and who of the staff has the console open;
-- copies of chats that wait for a link in an e-mail; words of ours that no customer has fetched yet.
CREATE TABLE agent_chats (
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    ticket_number bigint NOT NULL,
    language character varying(10) NOT NULL,
    state character varying(40) NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    waiting_since timestamp with time zone NOT NULL,
    urgent boolean NOT NULL,
    for_staff_id uuid,
    for_team_id uuid,
    passed_note text,
    passed_by character varying(200),
    agent_id uuid,
    agent_name character varying(200),
    accepted_at timestamp with time zone,
    awaits character varying(40) NOT NULL,
    silent_since timestamp with time zone,
    nudged_at timestamp with time zone,
    told_position integer,
    told_at timestamp with time zone,
    ended_at timestamp with time zone,
    ended_by character varying(20),
    ended_why character varying(40),
    version integer NOT NULL,
    CONSTRAINT "PK_agent_chats" PRIMARY KEY (id)
);

CREATE UNIQUE INDEX "IX_agent_chats_conversation_id" ON agent_chats (conversation_id) WHERE state <> 'ended';

CREATE INDEX "IX_agent_chats_state_waiting_since" ON agent_chats (state, waiting_since);

CREATE INDEX "IX_agent_chats_ticket_number" ON agent_chats (ticket_number);

CREATE INDEX "IX_agent_chats_accepted_at" ON agent_chats (accepted_at) WHERE accepted_at IS NOT NULL;

CREATE TABLE held_transcripts (
    id uuid NOT NULL,
    token_hash character varying(64) NOT NULL,
    email character varying(320) NOT NULL,
    conversation_id uuid NOT NULL,
    language character varying(10) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    CONSTRAINT "PK_held_transcripts" PRIMARY KEY (id)
);

CREATE UNIQUE INDEX "IX_held_transcripts_token_hash" ON held_transcripts (token_hash);

CREATE INDEX "IX_held_transcripts_email_created_at" ON held_transcripts (email, created_at);

CREATE INDEX "IX_held_transcripts_conversation_id" ON held_transcripts (conversation_id);

CREATE TABLE unseen_words (
    conversation_id uuid NOT NULL,
    from_sequence integer NOT NULL,
    last_sequence integer NOT NULL,
    since timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_unseen_words" PRIMARY KEY (conversation_id)
);

CREATE INDEX "IX_unseen_words_due_at" ON unseen_words (due_at);
