-- Webhooks: who listens, what is told, and how it gets there.
CREATE TABLE webhook_subscriptions (
    id uuid NOT NULL,
    url character varying(400) NOT NULL,
    types text NOT NULL,
    description character varying(200),
    enabled boolean NOT NULL,
    includes_restricted boolean NOT NULL,
    secret text NOT NULL,
    previous_secret text,
    previous_until timestamp with time zone,
    disabled_because character varying(40),
    failures_in_a_row integer NOT NULL,
    held_until timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT "PK_webhook_subscriptions" PRIMARY KEY (id)
);

CREATE TABLE webhook_events (
    id uuid NOT NULL,
    type character varying(40) NOT NULL,
    subject character varying(200) NOT NULL,
    ticket_number bigint,
    body text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_webhook_events" PRIMARY KEY (id)
);
CREATE INDEX "IX_webhook_events_at" ON webhook_events (at);

CREATE TABLE webhook_deliveries (
    id uuid NOT NULL,
    event_id uuid NOT NULL,
    subscription_id uuid NOT NULL,
    status character varying(40) NOT NULL,
    attempts integer NOT NULL,
    since timestamp with time zone NOT NULL,
    next_attempt_at timestamp with time zone NOT NULL,
    last_status integer,
    last_error character varying(500),
    created_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    CONSTRAINT "PK_webhook_deliveries" PRIMARY KEY (id)
);
CREATE INDEX "IX_webhook_deliveries_subscription_id_status_next_attempt_at" ON webhook_deliveries (subscription_id, status, next_attempt_at);
CREATE INDEX "IX_webhook_deliveries_subscription_id_id" ON webhook_deliveries (subscription_id, id);
CREATE INDEX "IX_webhook_deliveries_event_id" ON webhook_deliveries (event_id);
