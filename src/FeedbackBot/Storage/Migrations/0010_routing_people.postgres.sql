-- Who works where, on what, and when; what rules ask of people; and when a case last changed hands.
ALTER TABLE staff ADD COLUMN skills text NOT NULL DEFAULT '[]';
ALTER TABLE staff ADD COLUMN speaks text NOT NULL DEFAULT '[]';
ALTER TABLE staff ADD COLUMN presence character varying(40) NOT NULL DEFAULT 'available';
ALTER TABLE staff ADD COLUMN presence_since timestamp with time zone;
ALTER TABLE staff ADD COLUMN last_beat_at timestamp with time zone;
ALTER TABLE staff ADD COLUMN last_assigned_at timestamp with time zone;
ALTER TABLE staff ADD COLUMN chat_capacity integer NOT NULL DEFAULT 3;
ALTER TABLE staff ADD COLUMN case_capacity integer NOT NULL DEFAULT 25;
ALTER TABLE staff ADD COLUMN absent_from date;
ALTER TABLE staff ADD COLUMN absent_until date;
ALTER TABLE staff ADD COLUMN replacement_id uuid;
ALTER TABLE teams ADD COLUMN pushes boolean NOT NULL DEFAULT true;
ALTER TABLE teams ADD COLUMN away_minutes integer DEFAULT 15;
ALTER TABLE teams ADD COLUMN idle_minutes integer;
ALTER TABLE routing_rules ADD COLUMN skills text NOT NULL DEFAULT '[]';
ALTER TABLE tickets ADD COLUMN handed_at timestamp with time zone;

CREATE TABLE team_members (
    team_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    line integer NOT NULL,
    is_lead boolean NOT NULL,
    CONSTRAINT "PK_team_members" PRIMARY KEY (team_id, staff_id)
);

CREATE INDEX "IX_team_members_staff_id" ON team_members (staff_id);

CREATE INDEX "IX_tickets_team_id_priority_number" ON tickets (team_id, priority, number) WHERE assignee_id IS NULL;
