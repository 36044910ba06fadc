-- Campaigns: one question put to an audience by e-mail, and who of it was drawn.
ALTER TABLE invitations ADD COLUMN campaign_id uuid;
CREATE UNIQUE INDEX "IX_invitations_campaign_id_contact_id" ON invitations (campaign_id, contact_id) WHERE campaign_id IS NOT NULL;

CREATE TABLE campaigns (
    id uuid NOT NULL,
    name character varying(100) NOT NULL,
    metric character varying(40) NOT NULL,
    audience text NOT NULL,
    sample_percent integer NOT NULL,
    start_day date NOT NULL,
    most_per_day integer NOT NULL,
    time_zone character varying(60) NOT NULL,
    status character varying(40) NOT NULL,
    created_by character varying(200) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    drawn_at timestamp with time zone,
    drawn_up_to uuid,
    is_drawn boolean NOT NULL,
    audience_size integer NOT NULL,
    sent_on date,
    sent_today integer NOT NULL,
    CONSTRAINT "PK_campaigns" PRIMARY KEY (id)
);

CREATE INDEX "IX_campaigns_status" ON campaigns (status);

CREATE TABLE campaign_contacts (
    campaign_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    state character varying(40) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    reason character varying(40),
    CONSTRAINT "PK_campaign_contacts" PRIMARY KEY (campaign_id, contact_id)
);

CREATE INDEX "IX_campaign_contacts_campaign_id_state_due_at" ON campaign_contacts (campaign_id, state, due_at);
