-- Charges and refunds asked of a payment provider. The key is kept before anything is sent; only the state, with what
-- the provider says, moves on. No token is here: it is read from the method when it is needed.
CREATE TABLE payment_attempt (
    id           INTEGER PRIMARY KEY,
    key          TEXT NOT NULL UNIQUE CHECK (length(key) BETWEEN 8 AND 255),
    invoice      INTEGER NOT NULL REFERENCES invoice (id),
    run          INTEGER NOT NULL CHECK (run > 0),   -- one asking, which may try several methods
    place        INTEGER NOT NULL CHECK (place > 0), -- order of being tried
    kind         TEXT NOT NULL CHECK (kind IN ('charge', 'refund')),
    provider     TEXT NOT NULL,
    method       TEXT NOT NULL, -- the payment method's name; it may have been deleted since
    label        TEXT NOT NULL, -- as shown to people: Visa ···· 4242
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    refunds      INTEGER REFERENCES payment_attempt (id), -- the charge that a refund gives back
    note         TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN
                     ('planned', 'sent', 'succeeded', 'declined', 'not_taken', 'unknown', 'skipped')),
    reference    TEXT, -- the provider's name for it
    UNIQUE (invoice, run, place),
    CHECK ((kind = 'refund') = (refunds IS NOT NULL)),
    CHECK (state <> 'succeeded' OR reference IS NOT NULL)
) STRICT;
-- While money may be moving, nothing else of the invoice is sent, whatever a program does.
CREATE UNIQUE INDEX one_under_way ON payment_attempt (invoice) WHERE state IN ('sent', 'unknown');
CREATE INDEX payment_attempt_open ON payment_attempt (state) WHERE state IN ('planned', 'sent', 'unknown');

-- Every state an attempt has had; never rewritten.
CREATE TABLE payment_attempt_step (
    attempt     INTEGER NOT NULL REFERENCES payment_attempt (id),
    n           INTEGER NOT NULL CHECK (n > 0),
    state       TEXT NOT NULL,
    at          TEXT NOT NULL,
    who         TEXT NOT NULL,
    reference   TEXT,
    reason_code TEXT,
    reason      TEXT,
    payment     INTEGER UNIQUE REFERENCES invoice_payment (id), -- the record of the invoice that this step made
    PRIMARY KEY (attempt, n),
    CHECK ((reason_code IS NULL) = (reason IS NULL))
) STRICT, WITHOUT ROWID;

-- Where money came from and where it went, for every payment and refund that succeeded: the legs sum to 0.
CREATE TABLE money_leg (
    payment      INTEGER NOT NULL REFERENCES invoice_payment (id),
    ledger       TEXT NOT NULL, -- receivable, outside, provider:NAME
    amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0),
    currency     TEXT NOT NULL CHECK (length(currency) = 3),
    PRIMARY KEY (payment, ledger)
) STRICT, WITHOUT ROWID;

-- What was written down before came and went outside every provider.
INSERT INTO money_leg (payment, ledger, amount_minor, currency)
    SELECT payment.id, 'receivable',
           CASE payment.kind WHEN 'payment' THEN -payment.amount_minor ELSE payment.amount_minor END, invoice.currency
    FROM invoice_payment AS payment JOIN invoice ON invoice.id = payment.invoice
    WHERE payment.outcome = 'succeeded';
INSERT INTO money_leg (payment, ledger, amount_minor, currency)
    SELECT payment, 'outside', -amount_minor, currency FROM money_leg WHERE ledger = 'receivable';

CREATE TRIGGER payment_attempt_is_fixed BEFORE UPDATE OF
    id, key, invoice, run, place, kind, provider, method, label, amount_minor, refunds, note ON payment_attempt
BEGIN SELECT RAISE(ABORT, 'of an attempt only the state moves on'); END;
CREATE TRIGGER payment_attempt_has_ended BEFORE UPDATE OF state, reference ON payment_attempt
    WHEN OLD.state IN ('succeeded', 'declined', 'not_taken', 'skipped')
BEGIN SELECT RAISE(ABORT, 'an attempt that has ended never changes'); END;
CREATE TRIGGER payment_attempt_is_kept BEFORE DELETE ON payment_attempt
BEGIN SELECT RAISE(ABORT, 'an attempt is never deleted'); END;
CREATE TRIGGER payment_attempt_step_stays BEFORE UPDATE ON payment_attempt_step
BEGIN SELECT RAISE(ABORT, 'a step of an attempt never changes'); END;
CREATE TRIGGER payment_attempt_step_is_kept BEFORE DELETE ON payment_attempt_step
BEGIN SELECT RAISE(ABORT, 'a step of an attempt never changes'); END;
CREATE TRIGGER money_leg_stays BEFORE UPDATE ON money_leg
BEGIN SELECT RAISE(ABORT, 'a movement of money never changes'); END;
CREATE TRIGGER money_leg_is_kept BEFORE DELETE ON money_leg
BEGIN SELECT RAISE(ABORT, 'a movement of money never changes'); END;
