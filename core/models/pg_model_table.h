// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/db/postgres/pg_connection.h"
#include "core/models/pg_model_names.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

// The table of one model in PostgreSQL.

/// Asks one question of a snapshot. A snapshot can be older than the table that a name means by the time it is read:
/// so each question about a model also says which table it is about, see PgModelReader.
using PgAsk = std::function<Result<PgResult>(const std::string &sql, const PgParameters &parameters)>;

/// Rows that one statement reads or writes at most.
inline constexpr std::size_t kPgRowsAtOnce = 5000;

/// Within a transaction of the caller's, who holds the model. Prepares no statements: one that a pooler has lost, or
/// that was stopped while it was prepared, would fail the transaction.
class PgModelWriter {
  public:
    /// All must outlive it.
    PgModelWriter(PgConnection &connection, const PgModelNames &names, const ModelSchema &schema, ModelRole role)
        : m_connection(connection), m_schema(schema), m_table(names.table(schema.name, role)) {}

    [[nodiscard]] Result<void> create(const JobControl &job);
    [[nodiscard]] Result<void> drop(const JobControl &job);
    [[nodiscard]] Result<void> rename(ModelRole to, const JobControl &job);
    /// REQUIRES: as checkChanges() says.
    [[nodiscard]] Result<void> write(std::span<const RowChange> changes, const JobControl &job);

  private:
    class Block;
    [[nodiscard]] std::string upsert() const;

    PgConnection &m_connection;
    const ModelSchema &m_schema;
    const std::string m_table;
};

/// Errors of all: NotFound (another table than `model` means, or none), Corrupt, and those of `ask`.
class PgModelReader {
  public:
    /// All must outlive it.
    PgModelReader(const PgAsk &ask, const PgModelNames &names, const ModelInfo &model)
        : m_ask(ask), m_names(names), m_model(model) {}

    [[nodiscard]] Result<std::vector<std::optional<ModelRow>>> rows(std::span<const std::string> keys);
    [[nodiscard]] Result<std::vector<ModelRow>> page(std::string_view after, std::size_t rowsMax);
    [[nodiscard]] Result<std::uint64_t> count();
    /// The answer to "SELECT columns FROM this very model, and `source` as t if it has any". Its parameters are those
    /// of `source`. REQUIRES: the first of the columns is not NULL in a row of `source`.
    [[nodiscard]] Result<PgResult> ask(const std::string &columns, const std::string &source, const std::string &order,
                                       const PgParameters &parameters);

  private:
    [[nodiscard]] std::string table() const { return m_names.table(m_model.schema.name, m_model.role); }
    [[nodiscard]] std::string columns() const;
    [[nodiscard]] Result<std::vector<ModelRow>> read(const PgResult &found) const;

    const PgAsk &m_ask;
    const PgModelNames &m_names;
    const ModelInfo &m_model;
};

} // namespace eventscope
