-- By which ways owners hear of their accounts, and by which each digest went.
CREATE TABLE digest_ways (
    staff_id uuid NOT NULL,
    email boolean NOT NULL,
    teams_url character varying(400),
    webhook_url character varying(400),
    webhook_secret character varying(64),
    file boolean NOT NULL,
    CONSTRAINT "PK_digest_ways" PRIMARY KEY (staff_id)
);

CREATE TABLE digest_deliveries (
    digest_id uuid NOT NULL,
    way character varying(40) NOT NULL,
    outbox_id uuid NOT NULL,
    CONSTRAINT "PK_digest_deliveries" PRIMARY KEY (digest_id, way)
);

INSERT INTO digest_deliveries (digest_id, way, outbox_id) SELECT id, 'email', outbox_id FROM digests;
