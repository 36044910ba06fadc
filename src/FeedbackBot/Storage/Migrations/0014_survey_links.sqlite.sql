ALTER TABLE "invitations" ADD COLUMN "delivery" TEXT NOT NULL DEFAULT 'chat';
ALTER TABLE "invitations" ADD COLUMN "token_hash" TEXT NULL;
CREATE UNIQUE INDEX "IX_invitations_token_hash" ON "invitations" ("token_hash") WHERE token_hash IS NOT NULL;
