-- The life of a case: promises made at closing, what a merge moved, who was told of a cause, and where a matter that goes on began.
ALTER TABLE "tickets" ADD COLUMN "started_at" INTEGER NULL;

ALTER TABLE "tickets" ADD COLUMN "last_sequence" INTEGER NULL;

ALTER TABLE "tickets" ADD COLUMN "declined" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "commitments" (
    "id" TEXT NOT NULL CONSTRAINT "PK_commitments" PRIMARY KEY,
    "ticket_number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "amount" INTEGER NULL,
    "currency" TEXT NULL,
    "due_at" INTEGER NOT NULL,
    "owner_id" TEXT NULL,
    "is_promised" INTEGER NOT NULL,
    "made_at" INTEGER NOT NULL,
    "made_by_name" TEXT NULL,
    "done_at" INTEGER NULL,
    "done_by_name" TEXT NULL,
    "broken_at" INTEGER NULL,
    "reminded_at" INTEGER NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "merge_records" (
    "id" TEXT NOT NULL CONSTRAINT "PK_merge_records" PRIMARY KEY,
    "source_number" INTEGER NOT NULL,
    "target_number" INTEGER NOT NULL,
    "previous_status" TEXT NOT NULL,
    "moved" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "by_name" TEXT NULL,
    "undone_at" INTEGER NULL
);

CREATE TABLE "told_customers" (
    "parent_number" INTEGER NOT NULL,
    "contact_id" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "ticket_number" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_told_customers" PRIMARY KEY ("parent_number", "contact_id", "words")
);

CREATE INDEX "IX_tickets_merged_into" ON "tickets" ("merged_into") WHERE merged_into IS NOT NULL;

CREATE INDEX "IX_tickets_resolved_at" ON "tickets" ("resolved_at") WHERE status = 'resolved';

CREATE INDEX "IX_ticket_links_to_number" ON "ticket_links" ("to_number");

CREATE INDEX "IX_commitments_ticket_number" ON "commitments" ("ticket_number");

CREATE INDEX "IX_commitments_due_at" ON "commitments" ("due_at") WHERE done_at IS NULL;

CREATE INDEX "IX_commitments_owner_id_due_at" ON "commitments" ("owner_id", "due_at") WHERE done_at IS NULL;

CREATE INDEX "IX_merge_records_source_number" ON "merge_records" ("source_number");
