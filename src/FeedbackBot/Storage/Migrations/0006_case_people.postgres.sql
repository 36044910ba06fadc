-- Who has to do with a case besides the one who has it: drafts, watchers, and those it is about.
CREATE TABLE ticket_drafts (
    ticket_number bigint NOT NULL,
    staff_id uuid NOT NULL,
    box character varying(20) NOT NULL,
    text text NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_ticket_drafts" PRIMARY KEY (ticket_number, staff_id, box)
);

CREATE TABLE ticket_watchers (
    ticket_number bigint NOT NULL,
    staff_id uuid NOT NULL,
    why character varying(20) NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_ticket_watchers" PRIMARY KEY (ticket_number, staff_id)
);

CREATE TABLE recusals (
    ticket_number bigint NOT NULL,
    staff_id uuid NOT NULL,
    reason character varying(20) NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_recusals" PRIMARY KEY (ticket_number, staff_id)
);

CREATE INDEX "IX_ticket_drafts_staff_id" ON ticket_drafts (staff_id);

CREATE INDEX "IX_ticket_watchers_staff_id" ON ticket_watchers (staff_id);

CREATE INDEX "IX_recusals_staff_id" ON recusals (staff_id);
