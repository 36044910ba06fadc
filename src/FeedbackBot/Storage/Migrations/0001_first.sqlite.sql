-- The first schema. A test compares it with the model.
CREATE TABLE "accounts" (
    "id" TEXT NOT NULL CONSTRAINT "PK_accounts" PRIMARY KEY,
    "external_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "owner_id" TEXT NULL,
    "tier" TEXT NOT NULL,
    "relationship_level" TEXT NOT NULL,
    "annual_value_minor" INTEGER NULL,
    "potential_value_minor" INTEGER NULL,
    "currency" TEXT NULL,
    "customer_since" TEXT NULL,
    "order_count" INTEGER NULL,
    "region" TEXT NULL,
    "parent_id" TEXT NULL,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL
);

CREATE TABLE "answers" (
    "id" TEXT NOT NULL CONSTRAINT "PK_answers" PRIMARY KEY,
    "invitation_id" TEXT NULL,
    "metric" TEXT NOT NULL,
    "value" INTEGER NOT NULL,
    "scale_low" INTEGER NOT NULL,
    "scale_high" INTEGER NOT NULL,
    "reason" TEXT NULL,
    "contact_id" TEXT NULL,
    "ticket_number" INTEGER NULL,
    "account_id" TEXT NULL,
    "owner_id" TEXT NULL,
    "team_id" TEXT NULL,
    "agent_id" TEXT NULL,
    "tier" TEXT NULL,
    "kind" TEXT NULL,
    "topic" TEXT NULL,
    "listening_post" TEXT NOT NULL,
    "language" TEXT NULL,
    "source" TEXT NOT NULL,
    "answered_at" INTEGER NOT NULL
);

CREATE TABLE "api_keys" (
    "id" TEXT NOT NULL CONSTRAINT "PK_api_keys" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "expires_at" INTEGER NULL,
    "last_used_at" INTEGER NULL
);

CREATE TABLE "attachments" (
    "id" TEXT NOT NULL CONSTRAINT "PK_attachments" PRIMARY KEY,
    "conversation_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL
);

CREATE TABLE "calendars" (
    "id" TEXT NOT NULL CONSTRAINT "PK_calendars" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "hours" TEXT NOT NULL
);

CREATE TABLE "contacts" (
    "id" TEXT NOT NULL CONSTRAINT "PK_contacts" PRIMARY KEY,
    "external_id" TEXT NULL,
    "name" TEXT NULL,
    "email" TEXT NULL,
    "phone" TEXT NULL,
    "language" TEXT NULL,
    "time_zone" TEXT NULL,
    "account_id" TEXT NULL,
    "preferences" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL
);

CREATE TABLE "conversations" (
    "id" TEXT NOT NULL CONSTRAINT "PK_conversations" PRIMARY KEY,
    "channel" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "contact_id" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "state" TEXT NULL,
    "turn_owner" TEXT NOT NULL,
    "last_sequence" INTEGER NOT NULL,
    "ticket_count" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "last_message_at" INTEGER NOT NULL
);

CREATE TABLE "digests" (
    "id" TEXT NOT NULL CONSTRAINT "PK_digests" PRIMARY KEY,
    "owner_id" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "from" INTEGER NOT NULL,
    "to" INTEGER NOT NULL,
    "interim" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "outbox_id" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL
);

CREATE TABLE "idempotent_requests" (
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_idempotent_requests" PRIMARY KEY ("scope", "key")
);

CREATE TABLE "invitations" (
    "id" TEXT NOT NULL CONSTRAINT "PK_invitations" PRIMARY KEY,
    "metric" TEXT NOT NULL,
    "contact_id" TEXT NOT NULL,
    "conversation_id" TEXT NULL,
    "ticket_number" INTEGER NULL,
    "status" TEXT NOT NULL,
    "sent_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "closed_at" INTEGER NULL,
    "account_id" TEXT NULL,
    "account_name" TEXT NULL,
    "agent_id" TEXT NULL,
    "kind" TEXT NULL,
    "language" TEXT NULL,
    "listening_post" TEXT NOT NULL,
    "owner_id" TEXT NULL,
    "team_id" TEXT NULL,
    "tier" TEXT NULL,
    "topic" TEXT NULL
);

CREATE TABLE "messages" (
    "conversation_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "speaker" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "language" TEXT NULL,
    "key" TEXT NULL,
    "sender_id" TEXT NULL,
    "sender_name" TEXT NULL,
    "reply_to" INTEGER NULL,
    "flow" TEXT NULL,
    "step" TEXT NULL,
    "ticket" TEXT NULL,
    "ticket_number" INTEGER NULL,
    "extras" TEXT NULL,
    "reading" TEXT NULL,
    "sent_at" INTEGER NOT NULL,
    CONSTRAINT "PK_messages" PRIMARY KEY ("conversation_id", "sequence")
);

CREATE TABLE "outbox" (
    "id" TEXT NOT NULL CONSTRAINT "PK_outbox" PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "destination" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "next_attempt_at" INTEGER NOT NULL,
    "last_error" TEXT NULL,
    "created_at" INTEGER NOT NULL,
    "sent_at" INTEGER NULL
);

CREATE TABLE "promise_policies" (
    "id" TEXT NOT NULL CONSTRAINT "PK_promise_policies" PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "conditions" TEXT NOT NULL,
    "targets" TEXT NOT NULL,
    "calendar_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "routing_rules" (
    "id" TEXT NOT NULL CONSTRAINT "PK_routing_rules" PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "conditions" TEXT NOT NULL,
    "team_id" TEXT NOT NULL
);

CREATE TABLE "sequences" (
    "name" TEXT NOT NULL CONSTRAINT "PK_sequences" PRIMARY KEY,
    "value" INTEGER NOT NULL
);

CREATE TABLE "staff" (
    "id" TEXT NOT NULL CONSTRAINT "PK_staff" PRIMARY KEY,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "roles" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL
);

CREATE TABLE "teams" (
    "id" TEXT NOT NULL CONSTRAINT "PK_teams" PRIMARY KEY,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL
);

CREATE TABLE "ticket_links" (
    "from_number" INTEGER NOT NULL,
    "to_number" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_ticket_links" PRIMARY KEY ("from_number", "to_number", "type")
);

CREATE TABLE "ticket_notes" (
    "id" TEXT NOT NULL CONSTRAINT "PK_ticket_notes" PRIMARY KEY,
    "ticket_number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "author_id" TEXT NULL,
    "author_name" TEXT NULL,
    "at" INTEGER NOT NULL
);

CREATE TABLE "tickets" (
    "number" INTEGER NOT NULL CONSTRAINT "PK_tickets" PRIMARY KEY,
    "kind" TEXT NULL,
    "status" TEXT NOT NULL,
    "priority" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "summary" TEXT NULL,
    "topics" TEXT NOT NULL,
    "sentiment_label" TEXT NULL,
    "sentiment_value" REAL NULL,
    "flags" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "listening_post" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "first_sequence" INTEGER NOT NULL,
    "contact_id" TEXT NOT NULL,
    "account_id" TEXT NULL,
    "account_name" TEXT NULL,
    "account_tier" TEXT NULL,
    "owner_id" TEXT NULL,
    "team_id" TEXT NULL,
    "assignee_id" TEXT NULL,
    "routing_rule" TEXT NOT NULL,
    "routing_reason" TEXT NOT NULL,
    "fields" TEXT NOT NULL,
    "tags" TEXT NOT NULL,
    "external_reference" TEXT NULL,
    "receipt_code" TEXT NULL,
    "reading" TEXT NULL,
    "cause" TEXT NULL,
    "remedy" TEXT NULL,
    "responsibility" TEXT NULL,
    "merged_into" INTEGER NULL,
    "reopen_count" INTEGER NOT NULL,
    "occurred_at" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "first_responded_at" INTEGER NULL,
    "resolved_at" INTEGER NULL,
    "survey_due_at" INTEGER NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "ticket_clocks" (
    "ticket_number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "started_at" INTEGER NOT NULL,
    "due_at" INTEGER NOT NULL,
    "stopped_at" INTEGER NULL,
    "policy" TEXT NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "calendar" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "target_minutes" INTEGER NOT NULL,
    CONSTRAINT "PK_ticket_clocks" PRIMARY KEY ("ticket_number", "name"),
    CONSTRAINT "FK_ticket_clocks_tickets_ticket_number" FOREIGN KEY ("ticket_number") REFERENCES "tickets" ("number") ON DELETE CASCADE
);

CREATE TABLE "ticket_events" (
    "sequence" INTEGER NOT NULL CONSTRAINT "PK_ticket_events" PRIMARY KEY AUTOINCREMENT,
    "id" TEXT NOT NULL,
    "ticket_number" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "arguments" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NULL,
    "actor_name" TEXT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "FK_ticket_events_tickets_ticket_number" FOREIGN KEY ("ticket_number") REFERENCES "tickets" ("number") ON DELETE CASCADE
);

CREATE UNIQUE INDEX "IX_accounts_external_id" ON "accounts" ("external_id");

CREATE INDEX "IX_accounts_owner_id" ON "accounts" ("owner_id");

CREATE INDEX "IX_answers_account_id_metric_answered_at" ON "answers" ("account_id", "metric", "answered_at");

CREATE UNIQUE INDEX "IX_answers_invitation_id" ON "answers" ("invitation_id") WHERE invitation_id IS NOT NULL;

CREATE INDEX "IX_answers_metric_answered_at" ON "answers" ("metric", "answered_at");

CREATE INDEX "IX_answers_owner_id_answered_at" ON "answers" ("owner_id", "answered_at");

CREATE UNIQUE INDEX "IX_api_keys_hash" ON "api_keys" ("hash");

CREATE INDEX "IX_attachments_conversation_id" ON "attachments" ("conversation_id");

CREATE INDEX "IX_contacts_account_id" ON "contacts" ("account_id");

CREATE UNIQUE INDEX "IX_contacts_external_id" ON "contacts" ("external_id");

CREATE UNIQUE INDEX "IX_conversations_channel_key" ON "conversations" ("channel", "key");

CREATE INDEX "IX_conversations_contact_id" ON "conversations" ("contact_id");

CREATE UNIQUE INDEX "IX_digests_owner_id_period_interim" ON "digests" ("owner_id", "period", "interim");

CREATE INDEX "IX_idempotent_requests_at" ON "idempotent_requests" ("at");

CREATE INDEX "IX_invitations_contact_id" ON "invitations" ("contact_id");

CREATE INDEX "IX_invitations_conversation_id" ON "invitations" ("conversation_id");

CREATE INDEX "IX_invitations_metric_sent_at" ON "invitations" ("metric", "sent_at");

CREATE INDEX "IX_invitations_ticket_number" ON "invitations" ("ticket_number");

CREATE UNIQUE INDEX "IX_messages_conversation_id_key" ON "messages" ("conversation_id", "key") WHERE key IS NOT NULL;

CREATE INDEX "IX_outbox_status_next_attempt_at" ON "outbox" ("status", "next_attempt_at");

CREATE INDEX "IX_promise_policies_position" ON "promise_policies" ("position");

CREATE INDEX "IX_routing_rules_position" ON "routing_rules" ("position");

CREATE UNIQUE INDEX "IX_staff_email" ON "staff" ("email");

CREATE UNIQUE INDEX "IX_teams_key" ON "teams" ("key");

CREATE INDEX "IX_ticket_clocks_due_at" ON "ticket_clocks" ("due_at") WHERE stopped_at IS NULL;

CREATE INDEX "IX_ticket_events_ticket_number_sequence" ON "ticket_events" ("ticket_number", "sequence");

CREATE INDEX "IX_ticket_notes_ticket_number" ON "ticket_notes" ("ticket_number");

CREATE INDEX "IX_tickets_account_id_number" ON "tickets" ("account_id", "number");

CREATE INDEX "IX_tickets_assignee_id_status_number" ON "tickets" ("assignee_id", "status", "number");

CREATE INDEX "IX_tickets_contact_id_number" ON "tickets" ("contact_id", "number");

CREATE INDEX "IX_tickets_conversation_id" ON "tickets" ("conversation_id");

CREATE INDEX "IX_tickets_external_reference" ON "tickets" ("external_reference");

CREATE INDEX "IX_tickets_status_number" ON "tickets" ("status", "number");

CREATE INDEX "IX_tickets_survey_due_at" ON "tickets" ("survey_due_at") WHERE survey_due_at IS NOT NULL;

CREATE INDEX "IX_tickets_team_id_status_number" ON "tickets" ("team_id", "status", "number");

CREATE INDEX "IX_tickets_updated_at_number" ON "tickets" ("updated_at", "number");

-- What search looks through: a case's words, Chinese cut into single characters, under the case's number.
CREATE VIRTUAL TABLE "ticket_search" USING fts5("words", content='', contentless_delete=1, tokenize='unicode61');
