// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/json/json.h"
#include "core/store/capabilities.h"
#include "core/store/mapped/relation.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// The columns by which a table is known.
struct TableRule {
    std::string table = "*"; ///< a glob over the table's name
    std::vector<std::string> columns, absent;
    [[nodiscard]] bool matches(const Relation &relation) const;
};

/// Which column means what. Names of columns; empty: there is none.
struct EventColumns {
    std::string position;            ///< a number drawn by the server; none: only time orders streams
    std::vector<std::string> stream; ///< joined by `separator`
    std::string separator;
    std::string version, id, type, time, data, metadata;
};
struct SnapshotColumns {
    std::vector<std::string> stream;
    std::string separator;
    std::string version, time, state;
};

/// How events are appended; see LayoutMapping.
struct AppendRule {
    std::vector<std::string> unique; ///< columns; empty: nobody knows how to append
    int versionBase = 1;
    enum class Source : std::uint8_t { Correlation, Causation, User };
    struct Also {
        std::string column;
        Source source = Source::Correlation;
    };
    std::vector<Also> also;
};

/// How a layout of somebody else's is known and read: data, no code. It is one JSON document:
///
///     {"id": "shop", "title": "the shop's own",
///      "detect": {"all": [{"table": "*", "columns": ["stream_id", "version"], "absent": ["tags"]}],
///                 "variants": [{"when": {"column": "id", "type": "integer"},
///                               "set": {"fields": {"position": "id"}}}]},
///      "fields": {"position": "id", "stream": {"id": ["kind", "stream_id"], "separator": "-"}, "version": "version",
///                 "event": {"id": "event_id", "type": "event_type"}, "time": "created_at", "data": "data",
///                 "metadata": "metadata"},
///      "safety": {"class": "HOLES"},
///      "append": {"unique": ["stream_id", "version"], "versionBase": 1, "also": {"trace": "correlation"}},
///      "snapshots": {"detect": {...}, "fields": {"stream": ..., "version": ..., "time": ..., "state": ...}}}
///
/// Variants apply in their order: where the table has the column (of that type, when one is named), `set` is merged
/// over the document (RFC 7396). Types are "integer", "uuid", "text", "json", "time". The classes are "HOLES" (a
/// position is drawn before its commit) and "TIME" (there is no position). Statements are only ever built of it.
///
/// Who appends writes all columns under "fields" but the position, which is left to the server: the stream's name is
/// cut into its columns at the separators, versions are counted on from the stream's last one (from "versionBase" in an
/// empty table), the time is the server's. "unique" names the columns that no two events may share: the rule of the
/// database by which writers notice each other. "also" names more columns, and what of the metadata goes into them:
/// "correlation", "causation" or "user". Without "append" such tables are only read.
class LayoutMapping {
  public:
    /// Errors: Invalid (no JSON; a member is missing, unknown or of another kind, with its name).
    [[nodiscard]] static Result<LayoutMapping> parse(std::string_view json);

    [[nodiscard]] const std::string &id() const { return m_id; }
    [[nodiscard]] const std::string &title() const { return m_title; }

    struct Events {
        EventColumns columns;
        OrderKind order = OrderKind::Holes;
        AppendRule append;
    };
    /// Nothing when `relation` has another layout.
    [[nodiscard]] std::optional<Events> eventsIn(const Relation &relation) const;
    /// Nothing when `relation` holds no snapshots of this layout.
    [[nodiscard]] std::optional<SnapshotColumns> snapshotsIn(const Relation &relation) const;

  private:
    std::string m_id, m_title;
    Json m_document;
};

/// The layouts that come with the program, in the order in which they are tried.
[[nodiscard]] Result<std::vector<LayoutMapping>> builtInMappings();

} // namespace eventscope
