// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/log_import_source.h"

namespace eventscope::samples {

namespace {

constexpr std::size_t kPageRows = 8192;

} // namespace

Result<bool> LogImportSource::next(ImportEvent &event) {
    if (!m_page || m_row == m_page->rows()) {
        Query query;
        query.after = m_last;
        query.fields = Fields::Id | Fields::Data | Fields::Metadata | Fields::ValidAt;
        query.rowsMax = kPageRows;
        ES_ASSIGN(page, m_store.page(query, m_job));
        if (page->rows() == 0) return false;
        m_page = std::move(page);
        m_row = 0;
    }
    const EventView view = (*m_page)[m_row++];
    m_last = view.position();
    event.stream.value.assign(view.stream());
    event.version = view.version();
    event.recordedAt = view.recordedAt();
    event.event.id = view.id();
    event.event.type.assign(view.type());
    event.event.schemaVersion = view.schemaVersion();
    event.event.dataEncoding = view.data().encoding;
    event.event.data.assign(view.data().bytes);
    event.event.metadataEncoding = view.metadata().encoding;
    event.event.metadata.assign(view.metadata().bytes);
    event.event.validAt = view.validAt();
    return true;
}

} // namespace eventscope::samples
