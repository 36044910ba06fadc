-- What people say about readings, and a case's urgency where people said it.
ALTER TABLE "tickets" ADD COLUMN "urgency" TEXT NULL;

CREATE TABLE "corrections" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_corrections" PRIMARY KEY AUTOINCREMENT,
    "ticket_number" INTEGER NOT NULL,
    "head" TEXT NOT NULL,
    "said" TEXT NULL,
    "corrected" TEXT NOT NULL,
    "confidence" REAL NULL,
    "abstained" INTEGER NOT NULL,
    "reader" TEXT NULL,
    "language" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "trade" TEXT NULL,
    "by_id" TEXT NULL,
    "at" INTEGER NOT NULL
);

CREATE INDEX "IX_corrections_at" ON "corrections" ("at");

CREATE INDEX "IX_corrections_ticket_number" ON "corrections" ("ticket_number");
