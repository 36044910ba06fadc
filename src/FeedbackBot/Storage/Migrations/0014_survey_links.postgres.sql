ALTER TABLE invitations ADD COLUMN delivery character varying(40) NOT NULL DEFAULT 'chat';
ALTER TABLE invitations ADD COLUMN token_hash character varying(64);
CREATE UNIQUE INDEX "IX_invitations_token_hash" ON invitations (token_hash) WHERE token_hash IS NOT NULL;
