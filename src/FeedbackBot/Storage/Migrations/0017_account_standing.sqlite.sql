-- Tiers and their moves, deputies of owners, how accounts stand, what owners mean to do about them, and how often they want a digest.
CREATE TABLE "account_tier_moves" (
    "id" TEXT NOT NULL CONSTRAINT "PK_account_tier_moves" PRIMARY KEY,
    "account_id" TEXT NOT NULL,
    "from_tier" TEXT NOT NULL,
    "to_tier" TEXT NOT NULL,
    "share" REAL NULL,
    "at" INTEGER NOT NULL
);

CREATE INDEX "IX_account_tier_moves_account_id_at" ON "account_tier_moves" ("account_id", "at");

CREATE TABLE "account_deputies" (
    "account_id" TEXT NOT NULL,
    "staff_id" TEXT NOT NULL,
    "since" INTEGER NOT NULL,
    CONSTRAINT "PK_account_deputies" PRIMARY KEY ("account_id", "staff_id"),
    CONSTRAINT "FK_account_deputies_accounts_account_id" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON DELETE CASCADE
);

CREATE INDEX "IX_account_deputies_staff_id" ON "account_deputies" ("staff_id");

CREATE INDEX "IX_accounts_parent_id" ON "accounts" ("parent_id") WHERE parent_id IS NOT NULL;

CREATE TABLE "account_standings" (
    "account_id" TEXT NOT NULL CONSTRAINT "PK_account_standings" PRIMARY KEY,
    "at" INTEGER NOT NULL,
    "csat_n" INTEGER NOT NULL,
    "csat" REAL NULL,
    "csat_low" REAL NULL,
    "csat_high" REAL NULL,
    "before_n" INTEGER NOT NULL,
    "before" REAL NULL,
    "before_low" REAL NULL,
    "before_high" REAL NULL,
    "trend" TEXT NOT NULL,
    "nps_n" INTEGER NOT NULL,
    "nps_mean" REAL NULL,
    "complaints" INTEGER NOT NULL,
    "open_complaints" INTEGER NOT NULL,
    "overdue_complaints" INTEGER NOT NULL,
    "last_contact_at" INTEGER NULL,
    "loyalty" REAL NULL,
    "quadrant" TEXT NULL,
    "value_cell" TEXT NULL,
    "reasons" INTEGER NOT NULL,
    "watched_since" INTEGER NULL
);

CREATE INDEX "IX_account_standings_watched_since" ON "account_standings" ("watched_since") WHERE watched_since IS NOT NULL;

CREATE TABLE "account_actions" (
    "id" TEXT NOT NULL CONSTRAINT "PK_account_actions" PRIMARY KEY,
    "account_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "digest_id" TEXT NULL,
    "text" TEXT NOT NULL,
    "due_on" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "done_at" INTEGER NULL,
    "outcome" TEXT NULL
);

CREATE INDEX "IX_account_actions_account_id_created_at" ON "account_actions" ("account_id", "created_at");

CREATE TABLE "nightly_runs" (
    "name" TEXT NOT NULL CONSTRAINT "PK_nightly_runs" PRIMARY KEY,
    "begun_at" INTEGER NULL,
    "ended_at" INTEGER NULL
);

ALTER TABLE "digests" ADD COLUMN "watched" TEXT NOT NULL DEFAULT '{}';
ALTER TABLE "digests" ADD COLUMN "acknowledged_at" INTEGER NULL;
ALTER TABLE "digests" ADD COLUMN "acknowledged_by_id" TEXT NULL;
ALTER TABLE "staff" ADD COLUMN "digest_rhythm" TEXT NOT NULL DEFAULT 'weekly';
