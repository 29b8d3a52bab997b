CREATE TABLE notices (
    id             TEXT PRIMARY KEY,
    integration_id TEXT NOT NULL REFERENCES integrations (id) ON DELETE CASCADE,
    kind           TEXT NOT NULL,
    at             TEXT NOT NULL,
    facts          TEXT NOT NULL,              -- JSON object: what is told
    mail_at        TEXT NOT NULL,              -- "" when nothing is left to mail
    shown_at       TEXT NOT NULL               -- "" while no bubble was shown
) STRICT;

CREATE INDEX notices_by_integration ON notices (integration_id, at);
CREATE INDEX notices_to_mail ON notices (mail_at) WHERE mail_at <> '';
CREATE INDEX notices_to_show ON notices (shown_at) WHERE shown_at = '';

CREATE TABLE outbox (
    id             TEXT PRIMARY KEY,
    integration_id TEXT NOT NULL,              -- no reference: a mail outlives its integration
    address        TEXT NOT NULL,
    message_id     TEXT NOT NULL UNIQUE,
    subject        TEXT NOT NULL,
    body_text      TEXT NOT NULL,
    body_html      TEXT NOT NULL,
    created_at     TEXT NOT NULL,
    state          TEXT NOT NULL,              -- waiting, delivered, failed
    attempts       INTEGER NOT NULL,
    next_at        TEXT NOT NULL,
    give_up_at     TEXT NOT NULL,
    answer         TEXT NOT NULL,
    answered_at    TEXT NOT NULL,
    claimed_until  TEXT NOT NULL               -- one sender at a time, also of several workstations
) STRICT;

CREATE INDEX outbox_waiting ON outbox (next_at) WHERE state = 'waiting';
CREATE INDEX outbox_by_integration ON outbox (integration_id, created_at);
