// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/model_stores.h"

#include <algorithm>

namespace eventscope {

namespace {

std::string titleOf(const ModelInfo &model) {
    if (model.role == ModelRole::Live) return model.schema.name;
    return model.schema.name + " (" + std::string(name(model.role)) + ")";
}

} // namespace

Result<std::vector<ListedModel>> ModelStores::list(const JobControl &job) const {
    std::vector<ListedModel> models;
    for (ReadModelStore *store : m_stores) {
        ES_ASSIGN(infos, store->list(job));
        for (ModelInfo &info : infos) {
            std::string title = titleOf(info);
            if (store != m_stores.front()) title += " in " + store->place();
            models.push_back({store, std::move(info), std::move(title)});
        }
    }
    return models;
}

const ListedModel *findModel(const std::vector<ListedModel> &models, std::string_view title) {
    const auto found = std::ranges::find(models, title, &ListedModel::title);
    return found == models.end() ? nullptr : &*found;
}

} // namespace eventscope
