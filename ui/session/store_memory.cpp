// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/store_memory.h"

#include <utility>

namespace eventscope::ui {

StoreMemory::StoreMemory(std::string path, StoreIdentity store, std::shared_ptr<const GuiThreadGuard> guard)
    : m_path(std::move(path)), m_store(std::move(store)), m_guard(std::move(guard)) {}

Result<std::shared_ptr<Workspace>> StoreMemory::workspace() {
    m_guard->entering("workspace");
    if (m_path.empty()) return fail(ErrorKind::Unsupported, "Nothing is remembered of this store");
    const std::scoped_lock lock(m_opening);
    if (!m_workspace) {
        ES_ASSIGN(opened, Workspace::open(m_path, m_store));
        m_workspace = std::move(opened);
    }
    return m_workspace;
}

void StoreMemory::change(Workers &workers, Change change, const QObject *context, Receive receive) {
    const std::scoped_lock lock(m_queue);
    m_pending.push_back(std::make_shared<Pending>(Pending{std::move(change), context, std::move(receive)}));
    if (std::exchange(m_changing, true)) return;
    workers.start([self = shared_from_this(), &workers] { self->makeChanges(workers); }, {});
}

void StoreMemory::makeChanges(Workers &workers) {
    for (;;) {
        std::shared_ptr<Pending> next;
        {
            const std::scoped_lock lock(m_queue);
            if (m_pending.empty()) {
                m_changing = false;
                return;
            }
            next = std::exchange(m_pending.front(), nullptr);
            m_pending.pop_front();
        }
        auto opened = workspace();
        Result<void> made = opened ? next->change(**opened) : fail(std::move(opened).error());
        // What the receiver holds ends on its own thread.
        workers.post([next = std::move(next), made = std::move(made)] {
            if (next->context && next->receive) next->receive(made);
        });
    }
}

} // namespace eventscope::ui
