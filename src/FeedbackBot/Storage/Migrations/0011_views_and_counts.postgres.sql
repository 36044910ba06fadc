-- What the queue is ordered and counted by, saved views, things done to many cases at once, and words for search cut anew (the program fills it at its start).
ALTER TABLE tickets ADD COLUMN waiting_since timestamp with time zone;

ALTER TABLE tickets ADD COLUMN next_due_at timestamp with time zone;

ALTER TABLE tickets ADD COLUMN next_promise character varying(40);

UPDATE tickets SET
    waiting_since = CASE WHEN status IN ('new', 'open', 'on_hold') AND (first_responded_at IS NULL OR status = 'open') THEN created_at END,
    next_due_at = (SELECT min(due_at) FROM ticket_clocks c WHERE c.ticket_number = tickets.number AND c.stopped_at IS NULL),
    next_promise = (SELECT name FROM ticket_clocks c WHERE c.ticket_number = tickets.number AND c.stopped_at IS NULL ORDER BY due_at, name LIMIT 1)
WHERE status <> 'resolved' AND status <> 'closed';

CREATE INDEX "IX_tickets_all" ON tickets (number, status, kind, priority, sentiment_label, team_id, assignee_id, account_id, topics);

CREATE INDEX "IX_tickets_facets" ON tickets (kind, priority, sentiment_label, status, number, team_id, assignee_id, topics);

CREATE INDEX "IX_tickets_open" ON tickets (number, status, kind, priority, sentiment_label, team_id, assignee_id, account_id, topics) WHERE status NOT IN ('resolved', 'closed');

CREATE INDEX "IX_tickets_open_assignee" ON tickets (assignee_id, number) WHERE status NOT IN ('resolved', 'closed');

CREATE INDEX "IX_tickets_open_team" ON tickets (team_id, number) WHERE status NOT IN ('resolved', 'closed');

CREATE INDEX "IX_tickets_due" ON tickets (next_due_at, number, status, kind, priority, sentiment_label, team_id, assignee_id, account_id, topics) WHERE next_due_at IS NOT NULL;

CREATE INDEX "IX_tickets_waiting" ON tickets (waiting_since, number, status, kind, priority, sentiment_label, team_id, assignee_id, account_id, topics) WHERE waiting_since IS NOT NULL;

CREATE TABLE queue_counts (
    scope character varying(20) NOT NULL,
    key character varying(40) NOT NULL,
    shard integer NOT NULL,
    value bigint NOT NULL,
    CONSTRAINT "PK_queue_counts" PRIMARY KEY (scope, key, shard)
);

CREATE INDEX "IX_queue_counts_key" ON queue_counts (key);

INSERT INTO queue_counts (scope, key, shard, value)
SELECT 'view', 'open', 0, count(*) FROM tickets WHERE status <> 'resolved' AND status <> 'closed'
UNION ALL SELECT 'view', 'unassigned', 0, count(*) FROM tickets WHERE status <> 'resolved' AND status <> 'closed' AND assignee_id IS NULL
UNION ALL SELECT 'view', 'due', 0, count(*) FROM tickets WHERE status <> 'resolved' AND status <> 'closed' AND next_due_at IS NOT NULL
UNION ALL SELECT 'view', 'angry', 0, count(*) FROM tickets WHERE status <> 'resolved' AND status <> 'closed' AND sentiment_label = 'negative' AND waiting_since IS NOT NULL
UNION ALL SELECT 'view', 'waiting', 0, count(*) FROM tickets WHERE status = 'waiting_on_customer'
UNION ALL SELECT 'view', 'hold', 0, count(*) FROM tickets WHERE status = 'on_hold'
UNION ALL SELECT 'view', 'triage', 0, count(*) FROM tickets WHERE status <> 'resolved' AND status <> 'closed' AND kind IS NULL
UNION ALL SELECT 'view', 'resolved', 0, count(*) FROM tickets WHERE status = 'resolved'
UNION ALL SELECT 'team', upper(CAST(team_id AS text)), 0, count(*) FROM tickets WHERE status <> 'resolved' AND status <> 'closed' AND team_id IS NOT NULL GROUP BY team_id
UNION ALL SELECT 'person', upper(CAST(assignee_id AS text)), 0, count(*) FROM tickets WHERE status <> 'resolved' AND status <> 'closed' AND assignee_id IS NOT NULL GROUP BY assignee_id
UNION ALL SELECT 'account', upper(CAST(account_id AS text)), 0, count(*) FROM tickets WHERE status <> 'resolved' AND status <> 'closed' AND account_id IS NOT NULL GROUP BY account_id;

CREATE TABLE saved_views (
    id uuid NOT NULL,
    owner_id uuid NOT NULL,
    name character varying(60) NOT NULL,
    query character varying(1000) NOT NULL,
    shared_with character varying(60),
    is_pinned boolean NOT NULL,
    position integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_saved_views" PRIMARY KEY (id)
);

CREATE INDEX "IX_saved_views_owner_id" ON saved_views (owner_id);

CREATE TABLE bulk_actions (
    id uuid NOT NULL,
    staff_id uuid NOT NULL,
    "order" text NOT NULL,
    items text NOT NULL,
    at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    CONSTRAINT "PK_bulk_actions" PRIMARY KEY (id)
);

CREATE INDEX "IX_bulk_actions_staff_id_at" ON bulk_actions (staff_id, at);

TRUNCATE ticket_search;

CREATE INDEX "IX_tickets_voices_number" ON tickets (voices, number) WHERE kind = 'suggestion' AND merged_into IS NULL;

CREATE INDEX "IX_answers_contact_id_answered_at" ON answers (contact_id, answered_at) WHERE contact_id IS NOT NULL;

CREATE TABLE stale_searches (
    number bigint NOT NULL,
    mark bigint NOT NULL,
    CONSTRAINT "PK_stale_searches" PRIMARY KEY (number)
);
