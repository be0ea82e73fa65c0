-- One line of the log an entry: canonical JSON with its signature. All else is read from it, so nothing can differ.
CREATE TABLE entry (
    number BIGINT NOT NULL PRIMARY KEY,
    line TEXT NOT NULL
);
