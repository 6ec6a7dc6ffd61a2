// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/writable_event_store.h"

namespace eventscope::samples {

/// Gives the whole log of one store to the import of another, page by page. One thread.
class LogImportSource final : public ImportSource {
  public:
    /// Both must outlive it.
    LogImportSource(const EventStore &store, const JobControl &job) : m_store(store), m_job(job) {}
    [[nodiscard]] Result<bool> next(ImportEvent &event) override;

  private:
    const EventStore &m_store;
    const JobControl &m_job;
    BatchPtr m_page;
    std::size_t m_row = 0;
    Position m_last;
};

} // namespace eventscope::samples
