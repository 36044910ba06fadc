-- What contacts bought, as shops import it.
CREATE TABLE "orders" (
    "id" TEXT NOT NULL CONSTRAINT "PK_orders" PRIMARY KEY,
    "number" TEXT NOT NULL,
    "contact_id" TEXT NOT NULL,
    "account_id" TEXT NULL,
    "product" TEXT NULL,
    "placed_at" INTEGER NOT NULL,
    "amount_minor" INTEGER NULL,
    "currency" TEXT NULL,
    "status" TEXT NULL,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL
);

CREATE INDEX "IX_orders_contact_id_placed_at" ON "orders" ("contact_id", "placed_at");

CREATE UNIQUE INDEX "IX_orders_number" ON "orders" ("number");

CREATE INDEX "IX_orders_placed_at" ON "orders" ("placed_at");
