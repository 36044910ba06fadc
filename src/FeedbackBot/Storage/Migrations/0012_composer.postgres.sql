-- The agents' writing: replies held for undo, visits, canned replies, macros; what people are notified of; and files that are said in several chats.
ALTER TABLE ticket_drafts ADD COLUMN attachments text;

CREATE TABLE ticket_visits (
    ticket_number bigint NOT NULL,
    staff_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_ticket_visits" PRIMARY KEY (ticket_number, staff_id)
);

CREATE TABLE held_replies (
    id uuid NOT NULL,
    ticket_number bigint NOT NULL,
    conversation_id uuid NOT NULL,
    author_id uuid NOT NULL,
    author_name character varying(200) NOT NULL,
    text text NOT NULL,
    attachments text,
    took_turn boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_held_replies" PRIMARY KEY (id)
);

CREATE TABLE canned_replies (
    id uuid NOT NULL,
    title character varying(120) NOT NULL,
    shortcut character varying(40) NOT NULL,
    chinese_text text,
    english_text text,
    sharing character varying(40) NOT NULL,
    team_id uuid,
    owner_id uuid,
    uses integer NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_canned_replies" PRIMARY KEY (id)
);

CREATE TABLE macros (
    id uuid NOT NULL,
    name character varying(120) NOT NULL,
    steps text NOT NULL,
    sharing character varying(40) NOT NULL,
    team_id uuid,
    owner_id uuid,
    uses integer NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_macros" PRIMARY KEY (id)
);

CREATE TABLE news (
    id uuid NOT NULL,
    code character varying(40) NOT NULL,
    ticket_number bigint,
    arguments text NOT NULL,
    staff_id uuid,
    actor_id uuid,
    at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_news" PRIMARY KEY (id)
);

CREATE TABLE notifications (
    id uuid NOT NULL,
    staff_id uuid,
    address character varying(320),
    code character varying(40) NOT NULL,
    ticket_number bigint,
    arguments text NOT NULL,
    at timestamp with time zone NOT NULL,
    is_urgent boolean NOT NULL,
    is_shown boolean NOT NULL,
    read_at timestamp with time zone,
    email_due_at timestamp with time zone,
    emailed_at timestamp with time zone,
    teams_due_at timestamp with time zone,
    CONSTRAINT "PK_notifications" PRIMARY KEY (id)
);

CREATE TABLE notification_choices (
    staff_id uuid NOT NULL,
    code character varying(40) NOT NULL,
    console boolean NOT NULL,
    email boolean NOT NULL,
    teams boolean NOT NULL,
    CONSTRAINT "PK_notification_choices" PRIMARY KEY (staff_id, code)
);

CREATE TABLE notification_addresses (
    owner_id uuid NOT NULL,
    teams_url character varying(400),
    quiet_hours character varying(10),
    CONSTRAINT "PK_notification_addresses" PRIMARY KEY (owner_id)
);

CREATE TABLE notification_paces (
    recipient character varying(320) NOT NULL,
    emailed_at timestamp with time zone,
    posted_at timestamp with time zone,
    CONSTRAINT "PK_notification_paces" PRIMARY KEY (recipient)
);

CREATE INDEX "IX_ticket_visits_staff_id" ON ticket_visits (staff_id);

CREATE INDEX "IX_held_replies_due_at" ON held_replies (due_at);

CREATE INDEX "IX_held_replies_ticket_number" ON held_replies (ticket_number);

CREATE INDEX "IX_news_at" ON news (at);

CREATE INDEX "IX_notifications_staff_id_at" ON notifications (staff_id, at);

CREATE INDEX "IX_notifications_unread" ON notifications (staff_id) WHERE read_at IS NULL;

CREATE INDEX "IX_notifications_ticket_number" ON notifications (ticket_number) WHERE read_at IS NULL;

CREATE INDEX "IX_notifications_email_due_at" ON notifications (email_due_at) WHERE email_due_at IS NOT NULL;

CREATE INDEX "IX_notifications_teams_due_at" ON notifications (teams_due_at) WHERE teams_due_at IS NOT NULL;

ALTER TABLE attachments DROP CONSTRAINT "PK_attachments";

ALTER TABLE attachments ADD CONSTRAINT "PK_attachments" PRIMARY KEY (id, conversation_id);
