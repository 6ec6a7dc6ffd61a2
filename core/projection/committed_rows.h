// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/projection/projection.h"
#include "core/store/read_model_store.h"

namespace eventscope {

/// The rows of a table, for a run that carries it on. All must outlive it.
class CommittedRows final : public RowSource {
  public:
    CommittedRows(ReadModelStore &models, const ModelInfo &model, const JobControl &job)
        : m_models(models), m_model(model), m_job(job) {}
    [[nodiscard]] Result<std::vector<std::optional<ModelRow>>> rows(std::span<const std::string> keys) override {
        return m_models.rows(m_model, keys, m_job);
    }

  private:
    ReadModelStore &m_models;
    const ModelInfo &m_model;
    const JobControl &m_job;
};

} // namespace eventscope
