-- Cases that are filed only when the link in an e-mail is followed.
CREATE TABLE "held_cases" (
    "id" TEXT NOT NULL CONSTRAINT "PK_held_cases" PRIMARY KEY,
    "token_hash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "facts" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "confirmed_at" INTEGER NULL,
    "ticket_number" INTEGER NULL
);

CREATE UNIQUE INDEX "IX_held_cases_token_hash" ON "held_cases" ("token_hash");

CREATE INDEX "IX_held_cases_email_created_at" ON "held_cases" ("email", "created_at");

CREATE INDEX "IX_held_cases_conversation_id" ON "held_cases" ("conversation_id");
