-- By which ways owners hear of their accounts, and by which each digest went.
CREATE TABLE "digest_ways" (
    "staff_id" TEXT NOT NULL CONSTRAINT "PK_digest_ways" PRIMARY KEY,
    "email" INTEGER NOT NULL,
    "teams_url" TEXT NULL,
    "webhook_url" TEXT NULL,
    "webhook_secret" TEXT NULL,
    "file" INTEGER NOT NULL
);

CREATE TABLE "digest_deliveries" (
    "digest_id" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "outbox_id" TEXT NOT NULL,
    CONSTRAINT "PK_digest_deliveries" PRIMARY KEY ("digest_id", "way")
);

INSERT INTO "digest_deliveries" ("digest_id", "way", "outbox_id") SELECT "id", 'email', "outbox_id" FROM "digests";
