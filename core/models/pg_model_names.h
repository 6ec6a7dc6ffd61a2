// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/models/model_rules.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace eventscope {

/// What things are called in a database: quoted, with their schema. REQUIRES: names as checkSchema() takes them.
struct PgModelNames {
    std::string schema;

    [[nodiscard]] static std::string quoted(std::string_view name) { return '"' + std::string(name) + '"'; }
    [[nodiscard]] std::string ours(std::string_view name) const { return quoted(schema) + '.' + quoted(name); }
    [[nodiscard]] std::string table(std::string_view model, ModelRole role) const {
        return ours(tableName(model, role));
    }
    [[nodiscard]] std::string models() const { return ours("_models"); }
    [[nodiscard]] std::string letters() const { return ours("_letters"); }
    [[nodiscard]] std::string skipped() const { return ours("_skipped"); }
    [[nodiscard]] std::string generations() const { return ours("_generations"); }
    /// The number under which the server keeps a lock of ours on `what`.
    [[nodiscard]] std::int64_t lockNumber(const std::string &what) const;
};

} // namespace eventscope
