-- Who joined whose suggestion, how many, and the suggestions of a language at hand for comparing.
ALTER TABLE "tickets" ADD COLUMN "voices" INTEGER NOT NULL DEFAULT 0;

CREATE INDEX "IX_tickets_language_number" ON "tickets" ("language", "number") WHERE kind = 'suggestion';

CREATE TABLE "idea_voices" (
    "ticket_number" INTEGER NOT NULL,
    "contact_id" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "words" TEXT NULL,
    "language" TEXT NOT NULL,
    "joined_at" INTEGER NOT NULL,
    CONSTRAINT "PK_idea_voices" PRIMARY KEY ("ticket_number", "contact_id")
);

CREATE INDEX "IX_idea_voices_contact_id" ON "idea_voices" ("contact_id");
