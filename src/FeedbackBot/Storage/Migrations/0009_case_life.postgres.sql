-- The life of a case: promises made at closing, what a merge moved, who was told of a cause, and where a matter that goes on began.
ALTER TABLE tickets ADD COLUMN started_at timestamp with time zone;

ALTER TABLE tickets ADD COLUMN last_sequence integer;

ALTER TABLE tickets ADD COLUMN declined boolean NOT NULL DEFAULT FALSE;

CREATE TABLE commitments (
    id uuid NOT NULL,
    ticket_number bigint NOT NULL,
    kind character varying(40) NOT NULL,
    text text NOT NULL,
    amount bigint,
    currency character varying(3),
    due_at timestamp with time zone NOT NULL,
    owner_id uuid,
    is_promised boolean NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by_name character varying(200),
    done_at timestamp with time zone,
    done_by_name character varying(200),
    broken_at timestamp with time zone,
    reminded_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT "PK_commitments" PRIMARY KEY (id)
);

CREATE TABLE merge_records (
    id uuid NOT NULL,
    source_number bigint NOT NULL,
    target_number bigint NOT NULL,
    previous_status character varying(40) NOT NULL,
    moved text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_name character varying(200),
    undone_at timestamp with time zone,
    CONSTRAINT "PK_merge_records" PRIMARY KEY (id)
);

CREATE TABLE told_customers (
    parent_number bigint NOT NULL,
    contact_id uuid NOT NULL,
    words character varying(64) NOT NULL,
    ticket_number bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_told_customers" PRIMARY KEY (parent_number, contact_id, words)
);

CREATE INDEX "IX_tickets_merged_into" ON tickets (merged_into) WHERE merged_into IS NOT NULL;

CREATE INDEX "IX_tickets_resolved_at" ON tickets (resolved_at) WHERE status = 'resolved';

CREATE INDEX "IX_ticket_links_to_number" ON ticket_links (to_number);

CREATE INDEX "IX_commitments_ticket_number" ON commitments (ticket_number);

CREATE INDEX "IX_commitments_due_at" ON commitments (due_at) WHERE done_at IS NULL;

CREATE INDEX "IX_commitments_owner_id_due_at" ON commitments (owner_id, due_at) WHERE done_at IS NULL;

CREATE INDEX "IX_merge_records_source_number" ON merge_records (source_number);
