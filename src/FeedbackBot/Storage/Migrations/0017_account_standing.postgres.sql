-- Tiers and their moves, deputies of owners, how accounts stand, what owners mean to do about them, and how often they want a digest.
CREATE TABLE account_tier_moves (
    id uuid NOT NULL CONSTRAINT "PK_account_tier_moves" PRIMARY KEY,
    account_id uuid NOT NULL,
    from_tier character varying(40) NOT NULL,
    to_tier character varying(40) NOT NULL,
    share double precision,
    at timestamp with time zone NOT NULL
);

CREATE INDEX "IX_account_tier_moves_account_id_at" ON account_tier_moves (account_id, at);

CREATE TABLE account_deputies (
    account_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    since timestamp with time zone NOT NULL,
    CONSTRAINT "PK_account_deputies" PRIMARY KEY (account_id, staff_id),
    CONSTRAINT "FK_account_deputies_accounts_account_id" FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE
);

CREATE INDEX "IX_account_deputies_staff_id" ON account_deputies (staff_id);

CREATE INDEX "IX_accounts_parent_id" ON accounts (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE account_standings (
    account_id uuid NOT NULL CONSTRAINT "PK_account_standings" PRIMARY KEY,
    at timestamp with time zone NOT NULL,
    csat_n bigint NOT NULL,
    csat double precision,
    csat_low double precision,
    csat_high double precision,
    before_n bigint NOT NULL,
    before double precision,
    before_low double precision,
    before_high double precision,
    trend character varying(40) NOT NULL,
    nps_n bigint NOT NULL,
    nps_mean double precision,
    complaints integer NOT NULL,
    open_complaints integer NOT NULL,
    overdue_complaints integer NOT NULL,
    last_contact_at timestamp with time zone,
    loyalty double precision,
    quadrant character varying(40),
    value_cell character varying(40),
    reasons integer NOT NULL,
    watched_since timestamp with time zone
);

CREATE INDEX "IX_account_standings_watched_since" ON account_standings (watched_since) WHERE watched_since IS NOT NULL;

CREATE TABLE account_actions (
    id uuid NOT NULL CONSTRAINT "PK_account_actions" PRIMARY KEY,
    account_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    digest_id uuid,
    text character varying(500) NOT NULL,
    due_on date NOT NULL,
    created_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    outcome character varying(500)
);

CREATE INDEX "IX_account_actions_account_id_created_at" ON account_actions (account_id, created_at);

CREATE TABLE nightly_runs (
    name character varying(60) NOT NULL CONSTRAINT "PK_nightly_runs" PRIMARY KEY,
    begun_at timestamp with time zone,
    ended_at timestamp with time zone
);

ALTER TABLE digests ADD COLUMN watched text NOT NULL DEFAULT '{}';
ALTER TABLE digests ADD COLUMN acknowledged_at timestamp with time zone NULL;
ALTER TABLE digests ADD COLUMN acknowledged_by_id uuid NULL;
ALTER TABLE staff ADD COLUMN digest_rhythm character varying(40) NOT NULL DEFAULT 'weekly';
