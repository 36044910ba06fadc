-- What contacts bought, as shops import it.
CREATE TABLE orders (
    id uuid NOT NULL,
    number character varying(100) NOT NULL,
    contact_id uuid NOT NULL,
    account_id uuid,
    product character varying(200),
    placed_at timestamp with time zone NOT NULL,
    amount_minor bigint,
    currency character varying(3),
    status character varying(40),
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT "PK_orders" PRIMARY KEY (id)
);

CREATE INDEX "IX_orders_contact_id_placed_at" ON orders (contact_id, placed_at);

CREATE UNIQUE INDEX "IX_orders_number" ON orders (number);

CREATE INDEX "IX_orders_placed_at" ON orders (placed_at);
