-- Who has to do with a case besides the one who has it: drafts, watchers, and those it is about.
CREATE TABLE "ticket_drafts" (
    "ticket_number" INTEGER NOT NULL,
    "staff_id" TEXT NOT NULL,
    "box" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "updated_at" INTEGER NOT NULL,
    CONSTRAINT "PK_ticket_drafts" PRIMARY KEY ("ticket_number", "staff_id", "box")
);

CREATE TABLE "ticket_watchers" (
    "ticket_number" INTEGER NOT NULL,
    "staff_id" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_ticket_watchers" PRIMARY KEY ("ticket_number", "staff_id")
);

CREATE TABLE "recusals" (
    "ticket_number" INTEGER NOT NULL,
    "staff_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_recusals" PRIMARY KEY ("ticket_number", "staff_id")
);

CREATE INDEX "IX_ticket_drafts_staff_id" ON "ticket_drafts" ("staff_id");

CREATE INDEX "IX_ticket_watchers_staff_id" ON "ticket_watchers" ("staff_id");

CREATE INDEX "IX_recusals_staff_id" ON "recusals" ("staff_id");
