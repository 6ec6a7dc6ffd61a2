// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/pg_read_model_store.h"

#include "core/base/hash.h"
#include "core/base/no_memory.h"
#include "core/db/postgres/pg_read_pool.h"
#include "core/db/postgres/pg_transaction.h"
#include "core/models/pg_model_lock.h"
#include "core/models/pg_model_registry.h"
#include "core/models/pg_models_layout.h"
#include "core/store/pg/pg_turn.h"

#include <algorithm>
#include <atomic>

namespace eventscope {

namespace {

constexpr const char *kSchema = "eventscope_models";
constexpr const char *kLookAgain = "Look where the read model is before you go on";
constexpr std::size_t kSchemaBytesMax = 63;

/// How the transaction with this number ended: true when it was committed. Nothing: it did not write.
Result<std::optional<bool>> wasCommitted(PgConnection &connection, std::int64_t transaction) {
    ES_ASSIGN(found, connection.query("SELECT pg_catalog.txid_status($1)", PgParameters().number(transaction), {}));
    const std::string_view status = found.field(0, 0).bytes();
    if (status == "in progress") return fail(ErrorKind::Unavailable, "The transaction is still running");
    return status == "committed" ? std::optional(true) : std::nullopt;
}

class PgReadModelStore final : public ReadModelStore {
  public:
    PgReadModelStore(const PgAddress &address, std::string schema)
        : m_address(address),
          m_names{std::move(schema)},
          m_place("postgresql://" + address.get("host").value_or("") + '/' + address.get("dbname").value_or("") + " (" +
                  m_names.schema + ")"),
          m_readers(address),
          m_turn(address) {}

    const std::string &place() const override { return m_place; }

    Result<std::vector<ModelInfo>> list(const JobControl &job) override {
        using Infos = std::vector<ModelInfo>;
        return reading<Infos>(job, [&](const PgAsk &ask) -> Result<Infos> {
            ES_ASSIGN(isMade, isLaidOut(ask));
            return isMade ? orNothing(listModels(ask, m_names)) : Infos();
        });
    }

    Result<std::optional<ModelInfo>> find(std::string_view name, ModelRole role, const JobControl &job) override {
        using Info = std::optional<ModelInfo>;
        return reading<Info>(job, [&](const PgAsk &ask) -> Result<Info> {
            ES_ASSIGN(isMade, isLaidOut(ask));
            return isMade ? orNothing(findModel(ask, m_names, name, role)) : Info();
        });
    }

    Result<ModelInfo> create(const ModelSchema &schema, ModelRole role, const Fingerprint &fingerprint,
                             const JobControl &job) override {
        ES_TRY(checkSchema(schema));
        return writing<ModelInfo>(job, [&](PgConnection &connection) -> Result<ModelInfo> {
            ES_TRY(holdModels(connection, m_names, job));
            ES_TRY(makeModelsLayout(connection, m_names, job));
            ES_TRY(dropIn(connection, schema.name, role, job));
            ModelInfo info;
            info.schema = schema;
            info.role = role;
            info.fingerprint = fingerprint;
            ES_TRY(PgModelWriter(connection, m_names, info.schema, role).create(job));
            ES_TRY(PgModelRegistry(connection, m_names, job).add(info));
            return info;
        });
    }

    Result<void> drop(std::string_view name, ModelRole role, const JobControl &job) override {
        return changing(job, [&](PgConnection &connection) -> Result<bool> {
            ES_ASSIGN(info, held(connection, name, role, job));
            if (info) ES_TRY(dropIn(connection, name, role, job));
            return true;
        });
    }

    Result<std::unique_ptr<ModelLock>> lock(std::string_view name, ModelRole role, const JobControl &job) override {
        return withoutThrowing([&]() -> Result<std::unique_ptr<ModelLock>> {
            ES_TRY(checkSchema({std::string(name), {}}));
            if (job.stopRequested()) return cancelled();
            return lockPgModel(m_address, m_names, tableName(name, role), job);
        });
    }

    Result<bool> isLocked(std::string_view name, ModelRole role, const JobControl &job) override {
        return reading<bool>(job,
                             [&](const PgAsk &ask) { return isPgModelLocked(ask, m_names, tableName(name, role)); });
    }

    Result<std::vector<std::optional<ModelRow>>> rows(const ModelInfo &model, std::span<const std::string> keys,
                                                      const JobControl &job) override {
        return reading<std::vector<std::optional<ModelRow>>>(
            job, [&](const PgAsk &ask) { return PgModelReader(ask, m_names, model).rows(keys); },
            keys.size() > kPgRowsAtOnce);
    }

    Result<std::vector<ModelRow>> page(const ModelInfo &model, std::string_view after, std::size_t rowsMax,
                                       const JobControl &job) override {
        return reading<std::vector<ModelRow>>(
            job, [&](const PgAsk &ask) { return PgModelReader(ask, m_names, model).page(after, rowsMax); },
            rowsMax > kPgRowsAtOnce);
    }

    Result<std::uint64_t> count(const ModelInfo &model, const JobControl &job) override {
        return reading<std::uint64_t>(job,
                                      [&](const PgAsk &ask) { return PgModelReader(ask, m_names, model).count(); });
    }

    Result<void> commit(const ModelInfo &model, const ModelCommit &commit, const JobControl &job) override {
        ES_TRY(checkChanges(model.schema, commit.changes));
        return changing(job, [&](PgConnection &connection) -> Result<bool> {
            PgModelRegistry registry(connection, m_names, job);
            ES_ASSIGN(position, registry.hold(model));
            if (position != commit.from) return movedOn(model, position, commit.from);
            ES_TRY(PgModelWriter(connection, m_names, model.schema, model.role).write(commit.changes, job));
            ES_TRY(registry.putLetters(model, commit.letters));
            ES_TRY(registry.putCheckpoint(model, commit.to));
            return true;
        });
    }

    Result<void> mend(const ModelInfo &model, Position at, std::span<const RowChange> changes,
                      std::span<const EventId> settled, const JobControl &job) override {
        ES_TRY(checkChanges(model.schema, changes));
        return changing(job, [&](PgConnection &connection) -> Result<bool> {
            PgModelRegistry registry(connection, m_names, job);
            ES_ASSIGN(position, registry.hold(model));
            if (position != at) return movedOn(model, position, at);
            ES_TRY(PgModelWriter(connection, m_names, model.schema, model.role).write(changes, job));
            ES_TRY(registry.settle(model, settled));
            return true;
        });
    }

    Result<void> swap(std::string_view name, bool keepOld, const JobControl &job) override {
        return changing(job, [&](PgConnection &connection) -> Result<bool> {
            ES_ASSIGN(shadow, held(connection, name, ModelRole::Shadow, job));
            if (!shadow) return noSuchModel(name, ModelRole::Shadow);
            ES_ASSIGN(live, held(connection, name, ModelRole::Live, job));
            if (live) {
                if (shadow->checkpoint.position < live->checkpoint.position)
                    return shadowBehind(name, shadow->checkpoint.position, live->checkpoint.position);
                ES_TRY(dropIn(connection, name, keepOld ? ModelRole::Old : ModelRole::Live, job));
                if (keepOld) ES_TRY(moveIn(connection, *live, ModelRole::Old, job));
            }
            ES_TRY(moveIn(connection, *shadow, ModelRole::Live, job));
            ES_TRY(PgModelRegistry(connection, m_names, job).putPaused(name, live && live->isPaused));
            return true;
        });
    }

    Result<void> setPaused(std::string_view name, bool paused, const JobControl &job) override {
        return changing(job, [&](PgConnection &connection) -> Result<bool> {
            ES_ASSIGN(live, held(connection, name, ModelRole::Live, job));
            if (!live) return noSuchModel(name, ModelRole::Live);
            ES_TRY(PgModelRegistry(connection, m_names, job).putPaused(name, paused));
            return true;
        });
    }

    Result<std::vector<DeadLetter>> letters(const ModelInfo &model, Position after, std::size_t lettersMax,
                                            const JobControl &job) override {
        return reading<std::vector<DeadLetter>>(
            job, [&](const PgAsk &ask) { return lettersAfter(ask, m_names, model, after, lettersMax); });
    }

    Result<void> skip(const ModelInfo &model, const EventId &event, const std::string &reason, Time now,
                      const JobControl &job) override {
        ES_TRY(checkSkipReason(reason));
        return changing(job, [&](PgConnection &connection) -> Result<bool> {
            PgModelRegistry registry(connection, m_names, job);
            ES_TRY(registry.hold(model));
            ES_ASSIGN(isSkipped, registry.putSkipped(model, event, plainText(reason), now));
            return isSkipped ? Result<bool>(true) : noSuchLetter(model, event);
        });
    }

  private:
    /// Runs `work(const PgAsk &)`, which asks once, or all in one snapshot.
    template <class T, class Work>
    Result<T> reading(const JobControl &job, Work &&work, bool asksOften = false) {
        return withoutThrowing([&]() -> Result<T> {
            if (job.stopRequested()) return cancelled();
            ES_ASSIGN(lease, m_readers.lease(job));
            if (!asksOften) {
                return work(PgAsk([&](const std::string &sql, const PgParameters &parameters) {
                    return (*lease).ask(sql, parameters, job);
                }));
            }
            ES_ASSIGN(snapshot, (*lease).snapshot(job));
            return work(PgAsk([&](const std::string &sql, const PgParameters &parameters) {
                return snapshot.query(sql, parameters, job);
            }));
        });
    }

    /// Runs `work(PgConnection &)`, which answers Result<T>, in a transaction, and commits it unless it failed.
    template <class T, class Work>
    Result<T> writing(const JobControl &job, Work &&work) {
        bool hadTurn = false;
        auto result = m_turn.take<T>(job, [&](PgConnection &connection) -> Result<T> {
            hadTurn = true;
            ES_ASSIGN(transaction, PgTransaction::begin(connection, PgTransaction::Kind::Write, job));
            ES_ASSIGN(begun, connection.query("SELECT pg_catalog.txid_current()", job));
            ES_ASSIGN(number, begun.number(0, 0));
            auto done = work(connection);
            if (!done) return done;
            auto committed = transaction.commit();
            if (committed) return done;
            if (committed.error().kind != ErrorKind::OutcomeUnknown) return fail(std::move(committed).error());
            return m_turn
                .settle<bool>(std::move(committed).error(), kLookAgain, job,
                              [&](PgConnection &again) { return wasCommitted(again, number); })
                .and_then([&](bool) { return done; });
        });
        // Refused means something else here: that a checkpoint is elsewhere.
        if (!result && !hadTurn && result.error().kind == ErrorKind::Refused)
            result.error().kind = ErrorKind::Unavailable;
        return result;
    }

    template <class Work>
    Result<void> changing(const JobControl &job, Work &&work) {
        return writing<bool>(job, std::forward<Work>(work)).map([](bool) {});
    }

    Result<bool> isLaidOut(const PgAsk &ask) {
        if (m_isLaidOut) return true;
        ES_ASSIGN(found, ask("SELECT " + hasModelsLayout(m_names), {}));
        ES_ASSIGN(isThere, found.flag(0, 0));
        if (isThere) m_isLaidOut = true;
        return isThere;
    }

    /// Somebody may have dropped the schema since.
    template <class T>
    static Result<T> orNothing(Result<T> found) {
        return found || found.error().kind != ErrorKind::NotFound ? std::move(found) : T();
    }

    /// The model as nobody else can change it until the transaction ends. Waits first for those who swap tables, then
    /// for who commits to this one: in the order in which all do.
    Result<std::optional<ModelInfo>> held(PgConnection &connection, std::string_view name, ModelRole role,
                                          const JobControl &job) {
        ES_TRY(holdModels(connection, m_names, job));
        const PgAsk ask = [&](const std::string &sql, const PgParameters &parameters) {
            return connection.query(sql, parameters, job);
        };
        ES_ASSIGN(isMade, isLaidOut(ask));
        if (!isMade) return std::optional<ModelInfo>();
        ES_ASSIGN(first, findModel(ask, m_names, name, role));
        if (!first) return first;
        ES_TRY(PgModelRegistry(connection, m_names, job).hold(*first));
        return findModel(ask, m_names, name, role); // it may have moved on meanwhile
    }

    /// Also of what was restored from a dump.
    Result<void> dropIn(PgConnection &connection, std::string_view name, ModelRole role, const JobControl &job) {
        const ModelSchema schema{std::string(name), {}};
        ES_TRY(PgModelRegistry(connection, m_names, job).remove(name, role));
        return PgModelWriter(connection, m_names, schema, role).drop(job);
    }

    Result<void> moveIn(PgConnection &connection, const ModelInfo &model, ModelRole to, const JobControl &job) {
        ES_TRY(PgModelRegistry(connection, m_names, job).move(model, to));
        return PgModelWriter(connection, m_names, model.schema, model.role).rename(to, job);
    }

    const PgAddress m_address;
    const PgModelNames m_names;
    const std::string m_place;
    PgReadPool m_readers;
    PgTurn m_turn;
    std::atomic<bool> m_isLaidOut = false;
};

bool isSchemaName(std::string_view name) {
    return !name.empty() && name.size() <= kSchemaBytesMax && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

} // namespace

std::string readModelsSchema(const StoreInfo &store) {
    if (store.layout.starts_with("eventscope-postgresql")) return kSchema;
    return std::string(kSchema) + '_' + toHex(hashOf(store.identity.id).bytes).substr(0, 16);
}

Result<std::unique_ptr<ReadModelStore>> openPgReadModels(const PgAddress &address, const std::string &schema) {
    if (!isSchemaName(schema)) {
        return fail(ErrorKind::Invalid, "This cannot be the name of a schema for read models",
                    "Take 1 to 63 small letters, digits and \"_\"");
    }
    return std::make_unique<PgReadModelStore>(address, schema);
}

} // namespace eventscope
