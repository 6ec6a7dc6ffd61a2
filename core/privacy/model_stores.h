// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job_control.h"
#include "core/base/result.h"
#include "core/store/read_model_store.h"

#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// A read model wherever it is.
struct ListedModel {
    ReadModelStore *store = nullptr;
    ModelInfo info;
    std::string title; ///< its name, its role where it is not the live one, and its place where there are several
};

/// Every place in which read models of one event store lie: the user's data folder, the store's own database. Refers to
/// them.
class ModelStores {
  public:
    ModelStores() = default;
    /// Null: none.
    ModelStores(ReadModelStore *one) { add(one); }
    void add(ReadModelStore *store) {
        if (store) m_stores.push_back(store);
    }
    [[nodiscard]] const std::vector<ReadModelStore *> &all() const { return m_stores; }

    /// Those of all places, one place after the other; no two have the same title. Errors: those of the places.
    [[nodiscard]] Result<std::vector<ListedModel>> list(const JobControl &job) const;

  private:
    std::vector<ReadModelStore *> m_stores;
};

/// Null: there is none of that title.
[[nodiscard]] const ListedModel *findModel(const std::vector<ListedModel> &models, std::string_view title);

} // namespace eventscope
