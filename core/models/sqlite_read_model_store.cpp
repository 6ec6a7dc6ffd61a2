// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/sqlite_read_model_store.h"

#include "core/base/file_lock.h"
#include "core/base/lease_pool.h"
#include "core/base/no_memory.h"
#include "core/db/sqlite/sqlite_private_file.h"
#include "core/db/sqlite/sqlite_transaction.h"
#include "core/models/model_rules.h"
#include "core/models/sqlite_model_registry.h"
#include "core/models/sqlite_model_table.h"
#include "core/models/sqlite_models_layout.h"
#include "core/store/store_file_path.h"

#include <chrono>

namespace eventscope {

namespace {

using namespace std::chrono_literals;

/// A large commit of another program may take some seconds.
constexpr auto kBusyWait = 30s;
/// Pages in the -wal file from which on a commit puts them into the database: 32 MiB.
constexpr int kWalPagesMax = 8000;
/// The cache holds the tables' upper pages and what a commit writes; a -wal file that grew for a large one shrinks.
constexpr const char *kSettings = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                                  "PRAGMA secure_delete=ON; PRAGMA cache_size=-65536; "
                                  "PRAGMA journal_size_limit=67108864";

class Session {
  public:
    explicit Session(SqliteConnection connection) : m_connection(std::move(connection)) {}
    [[nodiscard]] SqliteConnection &connection() { return m_connection; }
    [[nodiscard]] bool isReusable() const { return !m_connection.inTransaction(); }

  private:
    SqliteConnection m_connection;
};

Result<std::unique_ptr<Session>> openSession(const std::string &path) {
    ES_ASSIGN(connection, openPrivateFile(path, readModelsFormat(), kSettings, kBusyWait));
    return std::make_unique<Session>(std::move(connection));
}

class HeldFile final : public ModelLock {
  public:
    explicit HeldFile(FileLock lock) : m_lock(std::move(lock)) {}

  private:
    FileLock m_lock;
};

class SqliteReadModelStore final : public ReadModelStore {
  public:
    SqliteReadModelStore(std::string path, std::unique_ptr<Session> first) : m_path(std::move(path)) {
        (void)LeasePool<Session>::Lease(m_sessions, std::move(first));
    }

    const std::string &place() const override { return m_path; }

    Result<std::vector<ModelInfo>> list(const JobControl &job) override {
        return inTransaction<std::vector<ModelInfo>>(Kind::Read, job, &listModels);
    }

    Result<std::optional<ModelInfo>> find(std::string_view name, ModelRole role, const JobControl &job) override {
        return inTransaction<std::optional<ModelInfo>>(
            Kind::Read, job, [&](SqliteConnection &connection) { return findModel(connection, name, role); });
    }

    Result<ModelInfo> create(const ModelSchema &schema, ModelRole role, const Fingerprint &fingerprint,
                             const JobControl &job) override {
        ES_TRY(checkSchema(schema));
        return inTransaction<ModelInfo>(Kind::Write, job, [&](SqliteConnection &connection) -> Result<ModelInfo> {
            ES_TRY(dropIn(connection, schema.name, role));
            ModelInfo info;
            info.schema = schema;
            info.role = role;
            info.fingerprint = fingerprint;
            ES_TRY(addModel(connection, info));
            ES_TRY(SqliteModelTable(connection, info.schema, role).create());
            return info;
        });
    }

    Result<void> drop(std::string_view name, ModelRole role, const JobControl &job) override {
        return inTransaction<void>(Kind::Write, job,
                                   [&](SqliteConnection &connection) { return dropIn(connection, name, role); });
    }

    Result<std::unique_ptr<ModelLock>> lock(std::string_view name, ModelRole role, const JobControl &job) override {
        return withoutThrowing([&]() -> Result<std::unique_ptr<ModelLock>> {
            ES_TRY(checkSchema({std::string(name), {}}));
            if (job.stopRequested()) return cancelled();
            ES_ASSIGN(lock, FileLock::acquire(lockPath(name, role), 0ms, job));
            return std::make_unique<HeldFile>(std::move(lock));
        });
    }

    Result<bool> isLocked(std::string_view name, ModelRole role, const JobControl &job) override {
        return withoutThrowing([&]() -> Result<bool> {
            ES_TRY(checkSchema({std::string(name), {}}));
            if (job.stopRequested()) return cancelled();
            return FileLock::isHeld(lockPath(name, role));
        });
    }

    Result<std::vector<std::optional<ModelRow>>> rows(const ModelInfo &model, std::span<const std::string> keys,
                                                      const JobControl &job) override {
        return ofModel<std::vector<std::optional<ModelRow>>>(
            model, job, [&](SqliteModelTable &table) { return table.rows(keys, job); });
    }

    Result<std::vector<ModelRow>> page(const ModelInfo &model, std::string_view after, std::size_t rowsMax,
                                       const JobControl &job) override {
        return ofModel<std::vector<ModelRow>>(model, job,
                                              [&](SqliteModelTable &table) { return table.page(after, rowsMax, job); });
    }

    Result<std::uint64_t> count(const ModelInfo &model, const JobControl &job) override {
        return ofModel<std::uint64_t>(model, job, [&](SqliteModelTable &table) { return table.count(); });
    }

    Result<void> commit(const ModelInfo &model, const ModelCommit &commit, const JobControl &job) override {
        ES_TRY(checkChanges(model.schema, commit.changes));
        return inTransaction<void>(Kind::Write, job, [&](SqliteConnection &connection) -> Result<void> {
            ES_ASSIGN(position, positionOf(connection, model));
            if (position != commit.from) return movedOn(model, position, commit.from);
            ES_TRY(SqliteModelTable(connection, model.schema, model.role).write(commit.changes, job));
            ES_TRY(putLetters(connection, model, commit.letters));
            return putCheckpoint(connection, model, commit.to);
        });
    }

    Result<void> mend(const ModelInfo &model, Position at, std::span<const RowChange> changes,
                      std::span<const EventId> settled, const JobControl &job) override {
        ES_TRY(checkChanges(model.schema, changes));
        return inTransaction<void>(Kind::Write, job, [&](SqliteConnection &connection) -> Result<void> {
            ES_ASSIGN(position, positionOf(connection, model));
            if (position != at) return movedOn(model, position, at);
            ES_TRY(SqliteModelTable(connection, model.schema, model.role).write(changes, job));
            return settleLetters(connection, model, settled);
        });
    }

    Result<void> swap(std::string_view name, bool keepOld, const JobControl &job) override {
        return inTransaction<void>(Kind::Write, job,
                                   [&](SqliteConnection &connection) { return swapIn(connection, name, keepOld); });
    }

    Result<void> setPaused(std::string_view name, bool paused, const JobControl &job) override {
        return inTransaction<void>(Kind::Write, job, [&](SqliteConnection &connection) -> Result<void> {
            ES_ASSIGN(live, findModel(connection, name, ModelRole::Live));
            if (!live) return noSuchModel(name, ModelRole::Live);
            return putPaused(connection, name, paused);
        });
    }

    Result<std::vector<DeadLetter>> letters(const ModelInfo &model, Position after, std::size_t lettersMax,
                                            const JobControl &job) override {
        return inTransaction<std::vector<DeadLetter>>(
            Kind::Read, job, [&](SqliteConnection &connection) -> Result<std::vector<DeadLetter>> {
                ES_TRY(positionOf(connection, model));
                return lettersAfter(connection, model, after, lettersMax);
            });
    }

    Result<void> skip(const ModelInfo &model, const EventId &event, const std::string &reason, Time now,
                      const JobControl &job) override {
        ES_TRY(checkSkipReason(reason));
        return inTransaction<void>(Kind::Write, job, [&](SqliteConnection &connection) -> Result<void> {
            ES_TRY(positionOf(connection, model));
            ES_ASSIGN(isSkipped, putSkipped(connection, model, event, plainText(reason), now));
            return isSkipped ? Result<void>() : noSuchLetter(model, event);
        });
    }

  private:
    [[nodiscard]] std::string lockPath(std::string_view name, ModelRole role) const {
        return m_path + '.' + std::string(name) + '.' + std::string(eventscope::name(role)) + ".lock";
    }
    using Kind = SqliteTransaction::Kind;

    /// Runs `work(SqliteConnection &)`, which answers Result<T>, and commits what it wrote unless it failed.
    template <class T, class Work>
    Result<T> inTransaction(Kind kind, const JobControl &job, Work &&work) {
        return withoutThrowing([&]() -> Result<T> {
            if (job.stopRequested()) return cancelled();
            ES_ASSIGN(lease, m_sessions.lease([&] { return openSession(m_path); }));
            SqliteConnection &connection = (*lease).connection();
            const SqliteInterrupt interrupt(connection, job);
            auto begun = SqliteTransaction::begin(connection, kind);
            if (!begun) return fail(beginError(std::move(begun).error(), job));
            SqliteTransaction transaction = *std::move(begun);
            auto result = work(connection);
            if (!result || kind == Kind::Read) return result;
            ES_TRY(transaction.commit());
            // What stays in the -wal file is moved by the next commit.
            if (connection.walPages() > kWalPagesMax) (void)connection.checkpoint();
            return result;
        });
    }

    /// Runs `work(SqliteModelTable &)` on the very table that is meant.
    template <class T, class Work>
    Result<T> ofModel(const ModelInfo &model, const JobControl &job, Work &&work) {
        return inTransaction<T>(Kind::Read, job, [&](SqliteConnection &connection) -> Result<T> {
            ES_TRY(positionOf(connection, model));
            SqliteModelTable table(connection, model.schema, model.role);
            return work(table);
        });
    }

    /// Refused means something else here: that a checkpoint is elsewhere.
    static Error beginError(Error error, const JobControl &job) {
        if (error.kind == ErrorKind::Refused) error.kind = ErrorKind::Unavailable;
        return job.stopRequested() ? cancelled().value() : error;
    }

    static Result<void> dropIn(SqliteConnection &connection, std::string_view name, ModelRole role) {
        ES_ASSIGN(model, findModel(connection, name, role));
        if (!model) return {};
        ES_TRY(SqliteModelTable(connection, model->schema, role).drop());
        return removeModel(connection, *model);
    }

    static Result<void> moveIn(SqliteConnection &connection, const ModelInfo &model, ModelRole to) {
        ES_TRY(SqliteModelTable(connection, model.schema, model.role).rename(to));
        return moveModel(connection, model, to);
    }

    static Result<void> swapIn(SqliteConnection &connection, std::string_view name, bool keepOld) {
        ES_ASSIGN(shadow, findModel(connection, name, ModelRole::Shadow));
        if (!shadow) return noSuchModel(name, ModelRole::Shadow);
        ES_ASSIGN(live, findModel(connection, name, ModelRole::Live));
        if (live) {
            if (shadow->checkpoint.position < live->checkpoint.position)
                return shadowBehind(name, shadow->checkpoint.position, live->checkpoint.position);
            ES_TRY(dropIn(connection, name, keepOld ? ModelRole::Old : ModelRole::Live));
            if (keepOld) ES_TRY(moveIn(connection, *live, ModelRole::Old));
        }
        ES_TRY(moveIn(connection, *shadow, ModelRole::Live));
        return putPaused(connection, name, live && live->isPaused);
    }

    const std::string m_path;
    LeasePool<Session> m_sessions;
};

} // namespace

Result<std::string> readModelsPath(const StoreIdentity &store, const std::string &dataFolder) {
    return storeFilePath(store, dataFolder, kReadModelsSuffix);
}

Result<std::unique_ptr<ReadModelStore>> openSqliteReadModels(const std::string &path) {
    return withoutThrowing([&]() -> Result<std::unique_ptr<ReadModelStore>> {
        ES_ASSIGN(session, openSession(path));
        const std::string full = session->connection().path();
        return std::make_unique<SqliteReadModelStore>(full, std::move(session));
    });
}

} // namespace eventscope
