-- Reports that are kept, shared, and sent by themselves.
CREATE TABLE "saved_reports" (
    "id" uuid NOT NULL CONSTRAINT "PK_saved_reports" PRIMARY KEY,
    "owner_id" uuid NOT NULL,
    "name" character varying(60) NOT NULL,
    "kind" character varying(20) NOT NULL,
    "query" character varying(1000) NOT NULL,
    "is_shared" boolean NOT NULL,
    "schedule" character varying(40) NOT NULL,
    "format" character varying(40) NOT NULL,
    "sent_period" character varying(20) NULL,
    "created_at" timestamp with time zone NOT NULL
);

CREATE INDEX "IX_saved_reports_owner_id" ON "saved_reports" ("owner_id");
