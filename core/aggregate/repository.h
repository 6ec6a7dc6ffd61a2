// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/command_context.h"
#include "core/aggregate/event_decoder.h"
#include "core/aggregate/loaded_stream.h"
#include "core/aggregate/state_json.h"
#include "core/store/writable_event_store.h"

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace eventscope {

struct RepositoryOptions {
    SnapshotPolicy snapshots = {};
    LensPtr lens = nullptr; ///< upcasts what older releases wrote; null: everything as stored
    /// The store seals personal values: what a snapshot keeps is made of what was stored, with `lens`, and not of what
    /// the commands said.
    bool isSealed = false;
    int attemptsMax = 5;     ///< of a command that meets a concurrent append each time
    std::size_t warmMax = 0; ///< aggregates kept in memory between commands; beyond it all are forgotten. 0: none
};

/// What a command did.
struct Executed {
    std::vector<EventId> ids;             ///< of the events made; empty: the command had nothing to do
    Appended appended;                    ///< meaningful when there are ids
    std::optional<Error> snapshotFailure; ///< a snapshot was due and could not be kept; the command stands all the same
};

/// Loads aggregates and carries out commands on them. One thread.
template <Aggregate A>
class Repository {
  public:
    struct Loaded {
        typename A::State state;
        LoadedStream stream;
    };

    /// The store, the clock and the ids must outlive it. `clock` times loads and snapshots; events are timed by the
    /// store.
    Repository(WritableEventStore &store, Clock &clock, EventIdSource &ids, RepositoryOptions options = {})
        : m_store(store), m_clock(clock), m_ids(ids), m_options(std::move(options)) {}

    /// The aggregate from its latest usable snapshot and what follows it; a stream without events gives the first
    /// state. A warm aggregate is given as this repository saw it last. Valid until the next call. Errors: as
    /// EventStore::scan; Corrupt (an event of a known type cannot be folded).
    [[nodiscard]] Result<const Loaded *> load(const StreamId &stream, const JobControl &job) {
        return obtain(stream, job);
    }

    /// Decides `command` on the aggregate's state and appends the events it makes, expecting the version it decided on.
    /// When somebody else appended meanwhile the aggregate is loaded again and the command decided anew, at most
    /// `attemptsMax` times. Errors: Refused (the aggregate says no; nothing was written), WrongVersion (every attempt
    /// met another append), those of load() and of WritableEventStore::append.
    template <CommandOf<A> Command>
    [[nodiscard]] Result<Executed> execute(const StreamId &stream, const Command &command,
                                           const CommandContext &context, const JobControl &job) {
        for (int attempt = 1;; ++attempt) {
            const bool warm = m_options.warmMax > 0 && m_warm.contains(stream);
            ES_ASSIGN(loaded, obtain(stream, job));
            auto events = A::decide(loaded->state, command);
            if (!events) {
                if (!warm) return refusedBy(stream, std::move(events).error());
                forget(stream); // a warm state may be old: only a fresh one may refuse
                continue;
            }
            if (events->empty()) return Executed{};
            pack(*events, context);
            auto appended = m_store.append(stream, Expected::exactly(loaded->stream.version), m_batch, job);
            if (appended) return finish(stream, *loaded, *events, *appended, job);
            forget(stream);
            if (appended.error().kind != ErrorKind::WrongVersion || attempt >= m_options.attemptsMax) {
                return fail(std::move(appended).error());
            }
        }
    }

    /// Drops a warm aggregate: the next look loads it again.
    void forget(const StreamId &stream) { m_warm.erase(stream); }

  private:
    [[nodiscard]] Result<Loaded *> obtain(const StreamId &stream, const JobControl &job) {
        if (m_options.warmMax == 0) m_warm.clear();
        const auto found = m_warm.find(stream);
        if (found != m_warm.end()) return &found->second;
        ES_ASSIGN(loaded, fetch(stream, job));
        if (m_warm.size() >= m_options.warmMax) m_warm.clear();
        return &m_warm.emplace(stream, std::move(loaded)).first->second;
    }

    [[nodiscard]] Result<Loaded> fetch(const StreamId &stream, const JobControl &job) {
        const EventStore &reader = m_store.reader();
        const Time begun = m_clock.now();
        Loaded loaded{{}, emptyStream(reader.info())};
        ES_ASSIGN(snapshot, latestSnapshot(reader, stream, A::kName, A::kFoldVersion, job));
        if (snapshot) {
            auto state = stateFromText<typename A::State>(snapshot->state);
            // One that cannot be read is as good as none: the events hold everything.
            if (state) loaded = {*std::move(state), streamAt(*snapshot, reader.info())};
        }
        const auto onBatch = [&](const ReadableBatch &batch) { return fold(batch, loaded.state); };
        ES_TRY(readOn(reader, stream, m_options.lens, loaded.stream, onBatch, job));
        loaded.stream.loadTook = m_clock.now() - begun;
        return loaded;
    }

    [[nodiscard]] Result<void> fold(const ReadableBatch &batch, typename A::State &state) {
        for (std::size_t row = 0; row < batch.rows(); ++row) {
            const StepOutcome outcome = m_decoder.apply(batch, row, state);
            if (outcome.kind == StepOutcome::Kind::Failed) return cannotLoad(batch[row], outcome.reason);
        }
        return {};
    }

    void pack(const std::vector<typename A::Event> &events, const CommandContext &context) {
        m_batch.resize(events.size());
        for (NewEvent &event : m_batch)
            event.id = m_ids.next();
        const std::string metadata = printMetadata(context, m_batch.front().id);
        for (std::size_t i = 0; i < events.size(); ++i) {
            NewEvent &event = m_batch[i];
            event.metadata = metadata;
            event.data.clear();
            std::visit(
                [&]<class E>(const E &made) {
                    event.type = E::kType;
                    event.schemaVersion = E::kSchemaVersion;
                    printValue(event.data, made);
                },
                events[i]);
        }
    }

    [[nodiscard]] Executed finish(const StreamId &stream, Loaded &loaded, const std::vector<typename A::Event> &events,
                                  const Appended &appended, const JobControl &job) {
        Executed done;
        done.appended = appended;
        for (const NewEvent &event : m_batch)
            done.ids.push_back(event.id);
        for (const auto &event : events)
            applyEvent<A>(loaded.state, event);
        if (loaded.stream.events == 0) loaded.stream.since = m_clock.now();
        loaded.stream.version = appended.last;
        loaded.stream.events += static_cast<std::int64_t>(events.size());
        if (auto kept = keepSnapshot(stream, loaded, appended.position, job); !kept) {
            done.snapshotFailure = std::move(kept).error();
        }
        loaded.stream.loadTook = Duration(0);
        return done;
    }

    [[nodiscard]] Result<void> keepSnapshot(const StreamId &stream, Loaded &loaded, Position position,
                                            const JobControl &job) {
        LoadedStream &at = loaded.stream;
        const Time now = m_clock.now();
        if (!m_options.snapshots.isDue({at.events, at.snapshotEvents, at.since, now, at.loadTook})) return {};
        ES_ASSIGN(state, textToKeep(stream, loaded, job));
        if (!state) return {}; // somebody has appended meanwhile: the next one is due as well
        ES_TRY(m_store.putSnapshot(
            {stream, at.version, position, now, std::string(A::kName), A::kFoldVersion, *std::move(state)}, job));
        at.snapshotEvents = at.events;
        at.since = now;
        return {};
    }

    /// Nothing: what is stored is another version by now.
    [[nodiscard]] Result<std::optional<std::string>> textToKeep(const StreamId &stream, const Loaded &loaded,
                                                                const JobControl &job) {
        if (!m_options.isSealed) return std::optional(printRecord(loaded.state));
        ES_ASSIGN(stored, fetch(stream, job));
        if (stored.stream.version != loaded.stream.version) return std::optional<std::string>();
        return std::optional(printRecord(stored.state));
    }

    [[nodiscard]] static Failure refusedBy(const StreamId &stream, Error error) {
        error.message = stream.value + ": " + error.message;
        return fail(std::move(error));
    }

    WritableEventStore &m_store;
    Clock &m_clock;
    EventIdSource &m_ids;
    const RepositoryOptions m_options;
    EventDecoder<A> m_decoder;
    std::vector<NewEvent> m_batch; // reused from command to command
    std::unordered_map<StreamId, Loaded> m_warm;
};

} // namespace eventscope
