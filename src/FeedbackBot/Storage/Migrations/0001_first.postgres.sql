-- The first schema. A test compares it with the model.
CREATE TABLE accounts (
    id uuid NOT NULL,
    external_id character varying(200) NOT NULL,
    name character varying(200) NOT NULL,
    owner_id uuid,
    tier character varying(40) NOT NULL,
    relationship_level character varying(40) NOT NULL,
    annual_value_minor bigint,
    potential_value_minor bigint,
    currency character varying(3),
    customer_since date,
    order_count integer,
    region character varying(100),
    parent_id uuid,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_accounts" PRIMARY KEY (id)
);

CREATE TABLE answers (
    id uuid NOT NULL,
    invitation_id uuid,
    metric character varying(40) NOT NULL,
    value integer NOT NULL,
    scale_low integer NOT NULL,
    scale_high integer NOT NULL,
    reason text,
    contact_id uuid,
    ticket_number bigint,
    account_id uuid,
    owner_id uuid,
    team_id uuid,
    agent_id uuid,
    tier character varying(10),
    kind character varying(20),
    topic character varying(60),
    listening_post character varying(40) NOT NULL,
    language character varying(10),
    source character varying(20) NOT NULL,
    answered_at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_answers" PRIMARY KEY (id)
);

CREATE TABLE api_keys (
    id uuid NOT NULL,
    name character varying(100) NOT NULL,
    hash character varying(64) NOT NULL,
    scopes text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    last_used_at timestamp with time zone,
    CONSTRAINT "PK_api_keys" PRIMARY KEY (id)
);

CREATE TABLE attachments (
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    name character varying(255) NOT NULL,
    content_type character varying(100) NOT NULL,
    size bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_attachments" PRIMARY KEY (id)
);

CREATE TABLE calendars (
    id uuid NOT NULL,
    name character varying(100) NOT NULL,
    time_zone character varying(60) NOT NULL,
    hours text NOT NULL,
    CONSTRAINT "PK_calendars" PRIMARY KEY (id)
);

CREATE TABLE contacts (
    id uuid NOT NULL,
    external_id character varying(200),
    name character varying(200),
    email character varying(320),
    phone character varying(40),
    language character varying(10),
    time_zone character varying(60),
    account_id uuid,
    preferences text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_contacts" PRIMARY KEY (id)
);

CREATE TABLE conversations (
    id uuid NOT NULL,
    channel character varying(20) NOT NULL,
    key character varying(200) NOT NULL,
    contact_id uuid NOT NULL,
    locale character varying(10) NOT NULL,
    state text,
    turn_owner character varying(40) NOT NULL,
    last_sequence integer NOT NULL,
    ticket_count integer NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_message_at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_conversations" PRIMARY KEY (id)
);

CREATE TABLE digests (
    id uuid NOT NULL,
    owner_id uuid NOT NULL,
    period character varying(20) NOT NULL,
    "from" timestamp with time zone NOT NULL,
    "to" timestamp with time zone NOT NULL,
    interim boolean NOT NULL,
    language character varying(10) NOT NULL,
    outbox_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_digests" PRIMARY KEY (id)
);

CREATE TABLE idempotent_requests (
    scope character varying(200) NOT NULL,
    key character varying(200) NOT NULL,
    body_hash character varying(64) NOT NULL,
    status integer NOT NULL,
    body text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_idempotent_requests" PRIMARY KEY (scope, key)
);

CREATE TABLE invitations (
    id uuid NOT NULL,
    metric character varying(40) NOT NULL,
    contact_id uuid NOT NULL,
    conversation_id uuid,
    ticket_number bigint,
    status character varying(40) NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    account_id uuid,
    account_name character varying(200),
    agent_id uuid,
    kind character varying(20),
    language character varying(10),
    listening_post character varying(40) NOT NULL,
    owner_id uuid,
    team_id uuid,
    tier character varying(10),
    topic character varying(60),
    CONSTRAINT "PK_invitations" PRIMARY KEY (id)
);

CREATE TABLE messages (
    conversation_id uuid NOT NULL,
    sequence integer NOT NULL,
    speaker character varying(40) NOT NULL,
    type character varying(40) NOT NULL,
    text text NOT NULL,
    language character varying(10),
    key character varying(200),
    sender_id character varying(200),
    sender_name character varying(200),
    reply_to integer,
    flow character varying(60),
    step character varying(60),
    ticket character varying(20),
    ticket_number bigint,
    extras text,
    reading text,
    sent_at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_messages" PRIMARY KEY (conversation_id, sequence)
);

CREATE TABLE outbox (
    id uuid NOT NULL,
    kind character varying(20) NOT NULL,
    destination character varying(400) NOT NULL,
    payload text NOT NULL,
    status character varying(40) NOT NULL,
    attempts integer NOT NULL,
    next_attempt_at timestamp with time zone NOT NULL,
    last_error character varying(500),
    created_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    CONSTRAINT "PK_outbox" PRIMARY KEY (id)
);

CREATE TABLE promise_policies (
    id uuid NOT NULL,
    position integer NOT NULL,
    name character varying(100) NOT NULL,
    conditions text NOT NULL,
    targets text NOT NULL,
    calendar_id uuid NOT NULL,
    version integer NOT NULL,
    CONSTRAINT "PK_promise_policies" PRIMARY KEY (id)
);

CREATE TABLE routing_rules (
    id uuid NOT NULL,
    position integer NOT NULL,
    name character varying(100) NOT NULL,
    conditions text NOT NULL,
    team_id uuid NOT NULL,
    CONSTRAINT "PK_routing_rules" PRIMARY KEY (id)
);

CREATE TABLE sequences (
    name character varying(40) NOT NULL,
    value bigint NOT NULL,
    CONSTRAINT "PK_sequences" PRIMARY KEY (name)
);

CREATE TABLE staff (
    id uuid NOT NULL,
    email character varying(320) NOT NULL,
    name character varying(200) NOT NULL,
    roles integer NOT NULL,
    language character varying(10) NOT NULL,
    time_zone character varying(60) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_staff" PRIMARY KEY (id)
);

CREATE TABLE teams (
    id uuid NOT NULL,
    key character varying(60) NOT NULL,
    name text NOT NULL,
    CONSTRAINT "PK_teams" PRIMARY KEY (id)
);

CREATE TABLE ticket_links (
    from_number bigint NOT NULL,
    to_number bigint NOT NULL,
    type character varying(40) NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_ticket_links" PRIMARY KEY (from_number, to_number, type)
);

CREATE TABLE ticket_notes (
    id uuid NOT NULL,
    ticket_number bigint NOT NULL,
    text text NOT NULL,
    author_id uuid,
    author_name character varying(200),
    at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_ticket_notes" PRIMARY KEY (id)
);

CREATE TABLE tickets (
    number bigint NOT NULL,
    kind character varying(40),
    status character varying(40) NOT NULL,
    priority integer NOT NULL,
    subject character varying(200) NOT NULL,
    description text NOT NULL,
    summary text,
    topics text NOT NULL,
    sentiment_label character varying(40),
    sentiment_value double precision,
    flags integer NOT NULL,
    language character varying(10) NOT NULL,
    listening_post character varying(40) NOT NULL,
    channel character varying(20) NOT NULL,
    conversation_id uuid NOT NULL,
    first_sequence integer NOT NULL,
    contact_id uuid NOT NULL,
    account_id uuid,
    account_name character varying(200),
    account_tier character varying(40),
    owner_id uuid,
    team_id uuid,
    assignee_id uuid,
    routing_rule character varying(100) NOT NULL,
    routing_reason text NOT NULL,
    fields text NOT NULL,
    tags text NOT NULL,
    external_reference character varying(200),
    receipt_code character varying(64),
    reading text,
    cause text,
    remedy text,
    responsibility character varying(40),
    merged_into bigint,
    reopen_count integer NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    first_responded_at timestamp with time zone,
    resolved_at timestamp with time zone,
    survey_due_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT "PK_tickets" PRIMARY KEY (number)
);

CREATE TABLE ticket_clocks (
    ticket_number bigint NOT NULL,
    name character varying(40) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    stopped_at timestamp with time zone,
    policy character varying(100) NOT NULL,
    policy_version integer NOT NULL,
    calendar character varying(100) NOT NULL,
    time_zone character varying(60) NOT NULL,
    target_minutes integer NOT NULL,
    CONSTRAINT "PK_ticket_clocks" PRIMARY KEY (ticket_number, name),
    CONSTRAINT "FK_ticket_clocks_tickets_ticket_number" FOREIGN KEY (ticket_number) REFERENCES tickets (number) ON DELETE CASCADE
);

CREATE TABLE ticket_events (
    sequence bigint GENERATED BY DEFAULT AS IDENTITY,
    id uuid NOT NULL,
    ticket_number bigint NOT NULL,
    code character varying(40) NOT NULL,
    arguments text NOT NULL,
    actor_kind character varying(20) NOT NULL,
    actor_id uuid,
    actor_name character varying(200),
    at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_ticket_events" PRIMARY KEY (sequence),
    CONSTRAINT "FK_ticket_events_tickets_ticket_number" FOREIGN KEY (ticket_number) REFERENCES tickets (number) ON DELETE CASCADE
);

CREATE UNIQUE INDEX "IX_accounts_external_id" ON accounts (external_id);

CREATE INDEX "IX_accounts_owner_id" ON accounts (owner_id);

CREATE INDEX "IX_answers_account_id_metric_answered_at" ON answers (account_id, metric, answered_at);

CREATE UNIQUE INDEX "IX_answers_invitation_id" ON answers (invitation_id) WHERE invitation_id IS NOT NULL;

CREATE INDEX "IX_answers_metric_answered_at" ON answers (metric, answered_at);

CREATE INDEX "IX_answers_owner_id_answered_at" ON answers (owner_id, answered_at);

CREATE UNIQUE INDEX "IX_api_keys_hash" ON api_keys (hash);

CREATE INDEX "IX_attachments_conversation_id" ON attachments (conversation_id);

CREATE INDEX "IX_contacts_account_id" ON contacts (account_id);

CREATE UNIQUE INDEX "IX_contacts_external_id" ON contacts (external_id);

CREATE UNIQUE INDEX "IX_conversations_channel_key" ON conversations (channel, key);

CREATE INDEX "IX_conversations_contact_id" ON conversations (contact_id);

CREATE UNIQUE INDEX "IX_digests_owner_id_period_interim" ON digests (owner_id, period, interim);

CREATE INDEX "IX_idempotent_requests_at" ON idempotent_requests (at);

CREATE INDEX "IX_invitations_contact_id" ON invitations (contact_id);

CREATE INDEX "IX_invitations_conversation_id" ON invitations (conversation_id);

CREATE INDEX "IX_invitations_metric_sent_at" ON invitations (metric, sent_at);

CREATE INDEX "IX_invitations_ticket_number" ON invitations (ticket_number);

CREATE UNIQUE INDEX "IX_messages_conversation_id_key" ON messages (conversation_id, key) WHERE key IS NOT NULL;

CREATE INDEX "IX_outbox_status_next_attempt_at" ON outbox (status, next_attempt_at);

CREATE INDEX "IX_promise_policies_position" ON promise_policies (position);

CREATE INDEX "IX_routing_rules_position" ON routing_rules (position);

CREATE UNIQUE INDEX "IX_staff_email" ON staff (email);

CREATE UNIQUE INDEX "IX_teams_key" ON teams (key);

CREATE INDEX "IX_ticket_clocks_due_at" ON ticket_clocks (due_at) WHERE stopped_at IS NULL;

CREATE INDEX "IX_ticket_events_ticket_number_sequence" ON ticket_events (ticket_number, sequence);

CREATE INDEX "IX_ticket_notes_ticket_number" ON ticket_notes (ticket_number);

CREATE INDEX "IX_tickets_account_id_number" ON tickets (account_id, number);

CREATE INDEX "IX_tickets_assignee_id_status_number" ON tickets (assignee_id, status, number);

CREATE INDEX "IX_tickets_contact_id_number" ON tickets (contact_id, number);

CREATE INDEX "IX_tickets_conversation_id" ON tickets (conversation_id);

CREATE INDEX "IX_tickets_external_reference" ON tickets (external_reference);

CREATE INDEX "IX_tickets_status_number" ON tickets (status, number);

CREATE INDEX "IX_tickets_survey_due_at" ON tickets (survey_due_at) WHERE survey_due_at IS NOT NULL;

CREATE INDEX "IX_tickets_team_id_status_number" ON tickets (team_id, status, number);

CREATE INDEX "IX_tickets_updated_at_number" ON tickets (updated_at, number);

-- What search looks through: a case's words, Chinese cut into single characters, under the case's number.
CREATE TABLE ticket_search (number bigint NOT NULL CONSTRAINT "PK_ticket_search" PRIMARY KEY, words tsvector NOT NULL);
CREATE INDEX "IX_ticket_search_words" ON ticket_search USING gin (words);
CREATE SEQUENCE ticket_numbers;
