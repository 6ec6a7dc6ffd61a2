// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/postgres_layout.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

namespace eventscope {

namespace {

constexpr int kLayoutVersion = 1;

// Small columns come before the payloads, so that reading the header takes no payload apart. Names compare bytewise
// (collation "C"), as they do everywhere in Eventscope.
constexpr std::array kTables = {
    R"sql(CREATE TABLE eventscope.store_info (
    name  text PRIMARY KEY,
    value text NOT NULL
))sql",

    R"sql(CREATE TABLE eventscope.streams (
    stream_id         text COLLATE "C" PRIMARY KEY,
    stream_type       text COLLATE "C" NOT NULL, -- the category: the name up to its first '-'
    version           bigint NOT NULL,           -- of its last event, hence also the number of its events
    first_recorded_at timestamptz NOT NULL,
    last_recorded_at  timestamptz NOT NULL,
    last_position     bigint NOT NULL,
    chain_hash        bytea NOT NULL             -- of its last event
) WITH (fillfactor = 80))sql", // room for the next version of a row on the same page

    R"sql(CREATE TABLE eventscope.events (
    global_position   bigint NOT NULL,
    version           bigint NOT NULL,
    recorded_at       timestamptz NOT NULL,
    event_id          uuid NOT NULL,
    schema_version    integer NOT NULL,
    stream_id         text COLLATE "C" NOT NULL,
    event_type        text COLLATE "C" NOT NULL,
    stream_type       text COLLATE "C" NOT NULL,
    valid_at          timestamptz,
    content_hash      bytea NOT NULL, -- BLAKE2b-256 of type, schema version, payloads and valid time
    chain_hash        bytea NOT NULL, -- of the stream's chain up to this event, see eventscope.chain_link()
    data_encoding     text NOT NULL,  -- json, text or binary
    metadata_encoding text NOT NULL,
    metadata          json,
    metadata_raw      bytea,
    data              json,
    data_raw          bytea,
    CONSTRAINT events_one_data CHECK (num_nonnulls(data, data_raw) = 1),
    CONSTRAINT events_one_metadata CHECK (num_nonnulls(metadata, metadata_raw) = 1)
))sql",

    R"sql(CREATE TABLE eventscope.snapshots (
    stream_id       text COLLATE "C" NOT NULL,
    version         bigint NOT NULL,
    fold            text COLLATE "C" NOT NULL,
    fold_version    integer NOT NULL,
    global_position bigint NOT NULL,
    taken_at        timestamptz NOT NULL,
    state           text NOT NULL,
    PRIMARY KEY (stream_id, version, fold)
))sql",

    R"sql(CREATE TABLE eventscope.projection_checkpoints (
    projection      text PRIMARY KEY,
    global_position bigint NOT NULL,
    updated_at      timestamptz NOT NULL
))sql",
};

constexpr const char *kIdIndex = "CREATE UNIQUE INDEX events_by_id ON eventscope.events (event_id)";
constexpr std::array kOtherIndexes = {
    "CREATE UNIQUE INDEX events_by_position ON eventscope.events (global_position)",
    "CREATE UNIQUE INDEX events_by_stream ON eventscope.events (stream_id, version)",
};
constexpr std::array kDropIndexes = {
    "DROP INDEX eventscope.events_by_id",
    "DROP INDEX eventscope.events_by_position",
    "DROP INDEX eventscope.events_by_stream",
};

constexpr std::array kAllowDeleting = {"ALTER TABLE eventscope.events DISABLE TRIGGER events_never_change"};
constexpr std::array kForbidDeleting = {"ALTER TABLE eventscope.events ENABLE TRIGGER events_never_change"};

// The store's lock: "EvSt" in the upper half. Two numbers make a key of another kind, for the streams.
constexpr const char *kHoldLog = "SELECT pg_catalog.pg_advisory_xact_lock(5005279793550196736)";

constexpr std::array kFunctions = {
    R"sql(CREATE FUNCTION eventscope.hold_log() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM pg_advisory_xact_lock(5005279793550196736);
    RETURN NULL;
END $body$)sql",

    R"sql(CREATE FUNCTION eventscope.tell_events() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM pg_notify('eventscope_events', '');
    RETURN NULL;
END $body$)sql",

    R"sql(CREATE FUNCTION eventscope.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'events never change';
END $body$)sql",

    // What fixes an event's place, identity, content and recorded time, and by `previous` all events before it.
    R"sql(CREATE FUNCTION eventscope.chain_link(previous bytea, stream text, version bigint, id uuid, content bytea,
                                      recorded timestamptz) RETURNS bytea LANGUAGE sql STABLE AS $body$
    SELECT sha256(previous || content || uuid_send(id) || int8send(version) || timestamptz_send(recorded) ||
                  convert_to(stream, 'UTF8'))
$body$)sql",

    // In one stream, versions and positions grow together, so this is a search by halves.
    R"sql(CREATE FUNCTION eventscope.version_at(stream text, until bigint) RETURNS bigint LANGUAGE plpgsql STABLE
AS $body$
DECLARE
    low    bigint := 0;
    high   bigint;
    middle bigint;
BEGIN
    SELECT e.version, CASE WHEN e.global_position <= until THEN e.version ELSE 0 END INTO high, low
    FROM eventscope.events e WHERE e.stream_id = stream ORDER BY e.version DESC LIMIT 1;
    IF high IS NULL THEN RETURN 0; END IF;
    WHILE low < high LOOP
        middle := low + (high - low + 1) / 2;
        IF (SELECT e.global_position FROM eventscope.events e
            WHERE e.stream_id = stream AND e.version = middle) <= until THEN
            low := middle;
        ELSE
            high := middle - 1;
        END IF;
    END LOOP;
    RETURN low;
END $body$)sql",

    // Appends all events or none. Answers 'appended' with the stream's new last version and position; 'known' when one
    // of the ids is there already, 'wrong version' when the stream is not where it is expected, with its last version.
    // p_expected: 'any', 'none', 'exists', 'exact'.
    R"sql(CREATE FUNCTION eventscope.append_events(
    p_stream text, p_stream_type text, p_expected text, p_version bigint, p_now timestamptz,
    p_ids uuid[], p_types text[], p_schema_versions bigint[], p_valid_at timestamptz[], p_content_hashes bytea[],
    p_data_encodings text[], p_data text[], p_data_raw bytea[],
    p_metadata_encodings text[], p_metadata text[], p_metadata_raw bytea[],
    OUT outcome text, OUT last_version bigint, OUT last_position bigint) LANGUAGE plpgsql
    SET enable_seqscan = off -- a plan that was made while the tables were empty must not read them whole later
AS $body$
DECLARE
    tail       record;
    log        record;
    chain      bytea := decode(repeat('00', 32), 'hex');
    chains     bytea[] := '{}';
    first_time timestamptz;
    time_now   timestamptz;
    count      int := cardinality(p_ids);
BEGIN
    PERFORM pg_advisory_xact_lock(1165382516, hashtext(p_stream));
    PERFORM pg_advisory_xact_lock(5005279793550196736);
    SELECT s.version, s.chain_hash INTO tail FROM eventscope.streams s WHERE s.stream_id = p_stream;
    last_version := coalesce(tail.version, 0);
    last_position := 0;
    IF EXISTS (SELECT FROM eventscope.events e WHERE e.event_id = ANY(p_ids)) THEN
        outcome := 'known';
        RETURN;
    END IF;
    IF p_expected = 'none' AND last_version > 0 OR p_expected = 'exists' AND last_version = 0
        OR p_expected = 'exact' AND last_version <> p_version THEN
        outcome := 'wrong version';
        RETURN;
    END IF;
    SELECT e.global_position, e.recorded_at INTO log FROM eventscope.events e ORDER BY e.global_position DESC LIMIT 1;
    -- An import may have brought a later time than the last event has.
    SELECT greatest(p_now, log.recorded_at + interval '1 microsecond',
                    (SELECT i.value::timestamptz + interval '1 microsecond'
                     FROM eventscope.store_info i WHERE i.name = 'imported_until')) INTO first_time;
    chain := coalesce(tail.chain_hash, chain);
    FOR i IN 1..count LOOP
        time_now := first_time + (i - 1) * interval '1 microsecond';
        chain := eventscope.chain_link(chain, p_stream, last_version + i, p_ids[i], p_content_hashes[i], time_now);
        chains := chains || chain;
    END LOOP;
    INSERT INTO eventscope.events
        SELECT coalesce(log.global_position, 0) + n.i, last_version + n.i,
               first_time + (n.i - 1) * interval '1 microsecond', n.id, n.schema_version, p_stream, n.type,
               p_stream_type, n.valid_at, n.content_hash, n.chain_hash, n.data_encoding, n.metadata_encoding,
               n.metadata::json, n.metadata_raw, n.data::json, n.data_raw
        FROM unnest(p_ids, p_types, p_schema_versions, p_valid_at, p_content_hashes, chains, p_data_encodings, p_data,
                    p_data_raw, p_metadata_encodings, p_metadata, p_metadata_raw) WITH ORDINALITY
             AS n (id, type, schema_version, valid_at, content_hash, chain_hash, data_encoding, data, data_raw,
                   metadata_encoding, metadata, metadata_raw, i);
    outcome := 'appended';
    last_version := last_version + count;
    last_position := coalesce(log.global_position, 0) + count;
    INSERT INTO eventscope.streams AS s
        VALUES (p_stream, p_stream_type, last_version, first_time, time_now, last_position, chain)
        ON CONFLICT (stream_id) DO UPDATE SET version = excluded.version, last_recorded_at = excluded.last_recorded_at,
            last_position = excluded.last_position, chain_hash = excluded.chain_hash;
END $body$)sql",
};

struct Trigger {
    const char *name;
    const char *sql;
};
constexpr std::array kTriggers = {
    Trigger{"events_hold_log", "CREATE TRIGGER events_hold_log BEFORE INSERT ON eventscope.events FOR EACH STATEMENT "
                               "EXECUTE FUNCTION eventscope.hold_log()"},
    Trigger{"events_are_told", "CREATE TRIGGER events_are_told AFTER INSERT ON eventscope.events FOR EACH STATEMENT "
                               "EXECUTE FUNCTION eventscope.tell_events()"},
    Trigger{"events_never_change",
            "CREATE TRIGGER events_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON eventscope.events "
            "FOR EACH STATEMENT EXECUTE FUNCTION eventscope.refuse_change()"},
};

/// Every column that is read or written, as format_type() writes its type.
constexpr const char *kColumns =
    "events.global_position bigint, events.version bigint, events.recorded_at timestamp with time zone, "
    "events.event_id uuid, events.schema_version integer, events.stream_id text, events.event_type text, "
    "events.stream_type text, events.valid_at timestamp with time zone, events.content_hash bytea, "
    "events.chain_hash bytea, events.data_encoding text, events.metadata_encoding text, events.metadata json, "
    "events.metadata_raw bytea, events.data json, events.data_raw bytea, "
    "projection_checkpoints.projection text, projection_checkpoints.global_position bigint, "
    "projection_checkpoints.updated_at timestamp with time zone, "
    "snapshots.stream_id text, snapshots.version bigint, snapshots.fold text, snapshots.fold_version integer, "
    "snapshots.global_position bigint, snapshots.taken_at timestamp with time zone, snapshots.state text, "
    "store_info.name text, store_info.value text, "
    "streams.stream_id text, streams.stream_type text, streams.version bigint, "
    "streams.first_recorded_at timestamp with time zone, streams.last_recorded_at timestamp with time zone, "
    "streams.last_position bigint, streams.chain_hash bytea";

/// 0 when that is no number.
int layoutOf(std::string_view text) {
    int version = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
    return error == std::errc() && end == text.data() + text.size() ? version : 0;
}

/// An empty schema is taken as it is: the owner of the database may have made it for a role that may not.
Result<void> makeSchema(PgConnection &connection, const JobControl &job) {
    ES_ASSIGN(found, connection.query("SELECT count(d.objid) FROM pg_catalog.pg_namespace n LEFT JOIN "
                                      "pg_catalog.pg_depend d ON d.refclassid = 'pg_catalog.pg_namespace'::regclass "
                                      "AND d.refobjid = n.oid WHERE n.nspname = 'eventscope' GROUP BY n.oid",
                                      job));
    if (found.rows() == 0) {
        ES_TRY(connection.query("CREATE SCHEMA eventscope", job));
        return {};
    }
    ES_ASSIGN(things, found.number(0, 0));
    if (things == 0) return {};
    return fail(ErrorKind::Refused,
                "There is a schema \"eventscope\" already, and it is no store of ours (" + connection.where() + ")",
                "Use another database, or rename that schema");
}

Result<void> runAll(PgConnection &connection, std::span<const char *const> statements, const JobControl &job) {
    for (const char *sql : statements)
        ES_TRY(connection.query(sql, job));
    return {};
}

} // namespace

Result<int> postgresLayoutVersion(PgSnapshot &snapshot, const JobControl &job) {
    ES_ASSIGN(found, snapshot.query("SELECT pg_catalog.to_regclass('eventscope.store_info') IS NOT NULL, "
                                    "pg_catalog.current_setting('server_encoding')",
                                    job));
    ES_ASSIGN(isThere, found.flag(0, 0));
    ES_ASSIGN(encoding, found.text(0, 1));
    if (encoding != "UTF8") {
        return fail(ErrorKind::Unsupported,
                    "The database keeps text as " + std::string(encoding) + ", which cannot hold every character (" +
                        snapshot.where() + ")",
                    "Use a database with encoding UTF8");
    }
    if (!isThere) return 0;
    ES_ASSIGN(format, snapshot.query("SELECT value FROM eventscope.store_info WHERE name = 'layout'", job));
    const int version = format.rows() == 1 ? layoutOf(format.field(0, 0).bytes()) : 0;
    if (version < 1) {
        return fail(ErrorKind::Corrupt,
                    "The schema \"eventscope\" does not say which layout it has (" + snapshot.where() + ")",
                    "It may have been made by another program; restore it from a backup if it was a store");
    }
    if (version > kLayoutVersion) {
        return fail(ErrorKind::Unsupported,
                    "The store has layout " + std::to_string(version) + ", this program knows up to " +
                        std::to_string(kLayoutVersion) + " (" + snapshot.where() + ")",
                    "Use a newer Eventscope");
    }
    return version;
}

Result<void> createPostgresLayout(PgConnection &connection, const std::string &domain, const JobControl &job) {
    ES_TRY(makeSchema(connection, job));
    ES_TRY(runAll(connection, kTables, job));
    ES_TRY(connection.query(kIdIndex, job));
    ES_TRY(runAll(connection, kOtherIndexes, job));
    ES_TRY(runAll(connection, kFunctions, job));
    for (const Trigger &trigger : kTriggers)
        ES_TRY(connection.query(trigger.sql, job));
    ES_TRY(connection.query("INSERT INTO eventscope.store_info VALUES ('layout', $1::text), "
                            "('store_id', replace(gen_random_uuid()::text, '-', ''))",
                            PgParameters().text(std::to_string(kLayoutVersion)), job));
    if (domain.empty()) return {};
    ES_TRY(
        connection.query("INSERT INTO eventscope.store_info VALUES ('domain', $1)", PgParameters().text(domain), job));
    return {};
}

Result<void> dropPostgresLayout(PgConnection &connection, const JobControl &job) {
    ES_TRY(connection.query("DROP SCHEMA eventscope CASCADE", job));
    return {};
}

Result<void> checkPostgresLayout(PgSnapshot &snapshot, const JobControl &job) {
    ES_ASSIGN(missing,
              snapshot.query("SELECT wanted FROM unnest(string_to_array($1, ', ')) AS wanted EXCEPT "
                             "SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) "
                             "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid "
                             "WHERE c.relnamespace = 'eventscope'::regnamespace AND c.relkind IN ('r', 'p') "
                             "AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1 LIMIT 1",
                             PgParameters().text(kColumns), job));
    if (missing.rows() == 0) return {};
    return fail(ErrorKind::Corrupt,
                "The schema \"eventscope\" does not have the layout of an Eventscope store: it lacks \"" +
                    std::string(missing.field(0, 0).bytes()) + "\" (" + snapshot.where() + ")",
                "Restore it from a backup, or import its events into a new store");
}

Result<void> checkPostgresTriggers(PgSnapshot &snapshot, const JobControl &job) {
    ES_ASSIGN(found, snapshot.query("SELECT tgname::text, tgenabled IN ('O', 'A') FROM pg_catalog.pg_trigger "
                                    "WHERE tgrelid = 'eventscope.events'::regclass AND NOT tgisinternal ORDER BY 1",
                                    job));
    const auto refused = [&](const std::string &what, std::string hint) {
        return fail(ErrorKind::Refused, "The store is not written: " + what + " (" + snapshot.where() + ")",
                    std::move(hint));
    };
    std::size_t ours = 0;
    for (std::size_t row = 0; row < found.rows(); ++row) {
        ES_ASSIGN(name, found.text(row, 0));
        ES_ASSIGN(isOn, found.flag(row, 1));
        const bool isOurs = std::ranges::any_of(kTriggers, [&](const Trigger &one) { return one.name == name; });
        if (!isOurs)
            return refused("its events have a trigger that is not ours, " + std::string(name),
                           "Remove it, then open the store again; reading works as it is");
        if (!isOn)
            return refused("its trigger " + std::string(name) + " is switched off",
                           "Switch it on: ALTER TABLE eventscope.events ENABLE TRIGGER " + std::string(name));
        ++ours;
    }
    if (ours == kTriggers.size()) return {};
    return refused("its events lack a trigger that keeps them as they are", "Restore it from a backup");
}

Result<void> holdPostgresLog(PgConnection &connection, const JobControl &job) {
    auto held = connection.query(kHoldLog, job);
    if (held) return {};
    if (connection.sqlState() != "55P03") return fail(std::move(held).error());
    return fail(ErrorKind::Refused, "Another writer holds the store (" + connection.where() + ")",
                "Wait until it is done");
}

Result<void> allowPostgresDeleting(PgConnection &connection, const JobControl &job) {
    return runAll(connection, kAllowDeleting, job);
}
Result<void> forbidPostgresDeleting(PgConnection &connection, const JobControl &job) {
    return runAll(connection, kForbidDeleting, job);
}

Result<void> dropPostgresIndexes(PgConnection &connection, const JobControl &job) {
    return runAll(connection, kDropIndexes, job);
}
Result<void> buildPostgresIdIndex(PgConnection &connection, const JobControl &job) {
    ES_TRY(connection.query(kIdIndex, job));
    return {};
}
Result<void> buildOtherPostgresIndexes(PgConnection &connection, const JobControl &job) {
    return runAll(connection, kOtherIndexes, job);
}

} // namespace eventscope
