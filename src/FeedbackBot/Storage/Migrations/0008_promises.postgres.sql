-- Versions of policies and calendars, clocks that pause, warn, break and escalate, the ledger of pauses, the time of each team, alerts, and regulatory packs.
ALTER TABLE promise_policies ADD COLUMN alerts text;
ALTER TABLE promise_policies ADD COLUMN replaced_at timestamp with time zone;
UPDATE promise_policies SET targets = json_build_object(
    'firstResponse', json_build_object('amount', (targets::json ->> 'firstResponseMinutes')::int, 'unit', 'working_minutes', 'dayOff', 'stays'),
    'resolution', json_build_object('amount', (targets::json ->> 'resolutionMinutes')::int, 'unit', 'working_minutes', 'dayOff', 'stays'),
    'nextResponse', json_build_object('amount', (targets::json ->> 'firstResponseMinutes')::int, 'unit', 'working_minutes', 'dayOff', 'stays'))::text;

ALTER TABLE calendars ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE calendars ADD COLUMN replaced_at timestamp with time zone;

ALTER TABLE ticket_clocks RENAME COLUMN target_minutes TO target_amount;
ALTER TABLE ticket_clocks ADD COLUMN policy_id uuid;
ALTER TABLE ticket_clocks ADD COLUMN calendar_id uuid;
ALTER TABLE ticket_clocks ADD COLUMN unit character varying(40) NOT NULL DEFAULT 'working_minutes';
ALTER TABLE ticket_clocks ADD COLUMN day_off character varying(40) NOT NULL DEFAULT 'stays';
ALTER TABLE ticket_clocks ADD COLUMN extension integer NOT NULL DEFAULT 0;
ALTER TABLE ticket_clocks ADD COLUMN extension_reason character varying(1000);
ALTER TABLE ticket_clocks ADD COLUMN never_pauses boolean NOT NULL DEFAULT FALSE;
ALTER TABLE ticket_clocks ADD COLUMN paused_at timestamp with time zone;
ALTER TABLE ticket_clocks ADD COLUMN paused_why character varying(40);
ALTER TABLE ticket_clocks ADD COLUMN warn_minutes integer NOT NULL DEFAULT 0;
ALTER TABLE ticket_clocks ADD COLUMN warned_at timestamp with time zone;
ALTER TABLE ticket_clocks ADD COLUMN broken_at timestamp with time zone;
ALTER TABLE ticket_clocks ADD COLUMN escalated integer NOT NULL DEFAULT 0;
ALTER TABLE ticket_clocks ADD COLUMN acknowledged_at timestamp with time zone;
ALTER TABLE ticket_clocks ADD COLUMN acknowledged_by character varying(200);
ALTER TABLE ticket_clocks ADD COLUMN next_look_at timestamp with time zone;
UPDATE ticket_clocks SET never_pauses = TRUE WHERE name = 'first_response';
UPDATE ticket_clocks SET next_look_at = due_at WHERE stopped_at IS NULL;

CREATE TABLE clock_pauses (
    ticket_number bigint NOT NULL,
    clock character varying(40) NOT NULL,
    from_at timestamp with time zone NOT NULL,
    to_at timestamp with time zone NOT NULL,
    why character varying(40) NOT NULL,
    CONSTRAINT "PK_clock_pauses" PRIMARY KEY (ticket_number, clock, from_at)
);

CREATE TABLE team_stretches (
    id uuid NOT NULL,
    ticket_number bigint NOT NULL,
    team_id uuid NOT NULL,
    from_at timestamp with time zone NOT NULL,
    to_at timestamp with time zone,
    CONSTRAINT "PK_team_stretches" PRIMARY KEY (id)
);

CREATE TABLE pack_settings (
    pack character varying(60) NOT NULL,
    is_on boolean NOT NULL,
    conditions text NOT NULL,
    calendar_id uuid NOT NULL,
    CONSTRAINT "PK_pack_settings" PRIMARY KEY (pack)
);

CREATE INDEX "IX_ticket_clocks_next_look_at" ON ticket_clocks (next_look_at) WHERE next_look_at IS NOT NULL;

CREATE INDEX "IX_team_stretches_ticket_number" ON team_stretches (ticket_number);
