-- The table and the indexes of a store of ours, as a program without hashes, triggers and checks would keep them.
PRAGMA page_size = 8192;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE events (
    global_position INTEGER PRIMARY KEY, stream_id TEXT NOT NULL, stream_type TEXT NOT NULL, version INTEGER NOT NULL,
    event_type TEXT NOT NULL, schema_version INTEGER NOT NULL, event_id TEXT NOT NULL, recorded_at INTEGER NOT NULL,
    valid_at INTEGER, content_hash TEXT NOT NULL, chain_hash TEXT NOT NULL, stream_no INTEGER NOT NULL,
    type_no INTEGER NOT NULL, data_encoding TEXT NOT NULL, metadata_encoding TEXT NOT NULL, metadata TEXT NOT NULL,
    data TEXT NOT NULL);
CREATE UNIQUE INDEX events_by_id ON events (event_id);
CREATE UNIQUE INDEX events_by_stream ON events (stream_no, version);
CREATE INDEX events_header ON events (global_position, stream_no, type_no, version, recorded_at, valid_at);
