// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/guarded_store.h"

namespace eventscope::ui {

void GuiThreadGuard::entering(const char *call) const {
    if (QThread::currentThread() != m_guiThread) return;
    qWarning("Store call on the GUI thread: %s", call);
    const std::lock_guard lock(m_mutex);
    m_caught += QString::fromLatin1(call);
}

QStringList GuiThreadGuard::caught() const {
    const std::lock_guard lock(m_mutex);
    return m_caught;
}

Result<Head> GuardedStore::head(const JobControl &job) const {
    m_guard->entering("head");
    return m_store->head(job);
}

Result<BatchPtr> GuardedStore::page(const Query &query, const JobControl &job) const {
    m_guard->entering("page");
    return m_store->page(query, job);
}

Result<ScanEnd> GuardedStore::scan(const Query &query, BatchSink &sink, const JobControl &job) const {
    m_guard->entering("scan");
    return m_store->scan(query, sink, job);
}

Result<ScanEnd> GuardedStore::follow(const Query &query, BatchSink &sink, const JobControl &job) const {
    m_guard->entering("follow");
    return m_store->follow(query, sink, job);
}

Result<Catalogue> GuardedStore::catalogue(const CatalogueQuery &query, const JobControl &job) const {
    m_guard->entering("catalogue");
    return m_store->catalogue(query, job);
}

Result<std::vector<EventGroup>> GuardedStore::groups(const GroupQuery &query, const JobControl &job) const {
    m_guard->entering("groups");
    return m_store->groups(query, job);
}

Result<SnapshotList> GuardedStore::snapshots(const StreamId &stream, const JobControl &job) const {
    m_guard->entering("snapshots");
    return m_store->snapshots(stream, job);
}

} // namespace eventscope::ui
