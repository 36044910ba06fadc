-- Changes of settings: when, who, what.
CREATE TABLE "audit_entries" (
    "sequence" INTEGER NOT NULL CONSTRAINT "PK_audit_entries" PRIMARY KEY AUTOINCREMENT,
    "at" INTEGER NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NULL,
    "actor_name" TEXT NULL,
    "code" TEXT NOT NULL,
    "arguments" TEXT NOT NULL
);

CREATE INDEX "IX_audit_entries_at" ON "audit_entries" ("at");
