-- How staff sign in: the tables of ASP.NET Core Identity, without roles, which stand on the member of staff.
CREATE TABLE "staff_logins" (
    "id" TEXT NOT NULL CONSTRAINT "PK_staff_logins" PRIMARY KEY,
    "must_change_password" INTEGER NOT NULL,
    "user_name" TEXT NULL,
    "normalized_user_name" TEXT NULL,
    "email" TEXT NULL,
    "normalized_email" TEXT NULL,
    "email_confirmed" INTEGER NOT NULL,
    "password_hash" TEXT NULL,
    "security_stamp" TEXT NULL,
    "concurrency_stamp" TEXT NULL,
    "phone_number" TEXT NULL,
    "phone_number_confirmed" INTEGER NOT NULL,
    "two_factor_enabled" INTEGER NOT NULL,
    "lockout_end" TEXT NULL,
    "lockout_enabled" INTEGER NOT NULL,
    "access_failed_count" INTEGER NOT NULL
);

CREATE TABLE "staff_login_claims" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_staff_login_claims" PRIMARY KEY AUTOINCREMENT,
    "user_id" TEXT NOT NULL,
    "claim_type" TEXT NULL,
    "claim_value" TEXT NULL,
    CONSTRAINT "FK_staff_login_claims_staff_logins_user_id" FOREIGN KEY ("user_id") REFERENCES "staff_logins" ("id") ON DELETE CASCADE
);

CREATE TABLE "staff_external_logins" (
    "login_provider" TEXT NOT NULL,
    "provider_key" TEXT NOT NULL,
    "provider_display_name" TEXT NULL,
    "user_id" TEXT NOT NULL,
    CONSTRAINT "PK_staff_external_logins" PRIMARY KEY ("login_provider", "provider_key"),
    CONSTRAINT "FK_staff_external_logins_staff_logins_user_id" FOREIGN KEY ("user_id") REFERENCES "staff_logins" ("id") ON DELETE CASCADE
);

CREATE TABLE "staff_login_tokens" (
    "user_id" TEXT NOT NULL,
    "login_provider" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "value" TEXT NULL,
    CONSTRAINT "PK_staff_login_tokens" PRIMARY KEY ("user_id", "login_provider", "name"),
    CONSTRAINT "FK_staff_login_tokens_staff_logins_user_id" FOREIGN KEY ("user_id") REFERENCES "staff_logins" ("id") ON DELETE CASCADE
);

CREATE UNIQUE INDEX "UserNameIndex" ON "staff_logins" ("normalized_user_name");

CREATE INDEX "EmailIndex" ON "staff_logins" ("normalized_email");

CREATE INDEX "IX_staff_login_claims_user_id" ON "staff_login_claims" ("user_id");

CREATE INDEX "IX_staff_external_logins_user_id" ON "staff_external_logins" ("user_id");
