-- Reports that are kept, shared, and sent by themselves.
CREATE TABLE "saved_reports" (
    "id" TEXT NOT NULL CONSTRAINT "PK_saved_reports" PRIMARY KEY,
    "owner_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "is_shared" INTEGER NOT NULL,
    "schedule" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "sent_period" TEXT NULL,
    "created_at" INTEGER NOT NULL
);

CREATE INDEX "IX_saved_reports_owner_id" ON "saved_reports" ("owner_id");
