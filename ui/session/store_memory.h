// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/workspace.h"
#include "ui/async/job.h"
#include "ui/session/guarded_store.h"

#include <QObject>
#include <QPointer>

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <type_traits>

namespace eventscope::ui {

/// What Eventscope remembers of an open store: its workspace, opened when it is first asked for. The store itself is
/// never written to.
///
/// A workspace that cannot be opened is an error of each question, which is asked anew the next time; the window goes
/// on without. Held by whatever call uses it, hence it may outlive the session. Threads: any, but it blocks: use it in
/// calls only.
class StoreMemory final : public std::enable_shared_from_this<StoreMemory> {
  public:
    /// An empty `path`: nothing is remembered, and all questions answer Unsupported.
    StoreMemory(std::string path, StoreIdentity store, std::shared_ptr<const GuiThreadGuard> guard);

    /// Errors: those of Workspace::open.
    [[nodiscard]] Result<std::shared_ptr<Workspace>> workspace();

    /// Asks the workspace: `ask` is a Result of something from a Workspace &. GUI thread.
    template <class Ask>
    [[nodiscard]] auto call(Ask ask) {
        using Answer = std::invoke_result_t<Ask &, Workspace &>;
        return Call<typename Answer::value_type>(
            [self = shared_from_this(), ask = std::move(ask)](const JobControl &) mutable -> Answer {
                ES_ASSIGN(workspace, self->workspace());
                return ask(*workspace);
            });
    }

    using Change = std::function<Result<void>(Workspace &)>;
    using Receive = std::function<void(const Result<void> &)>;
    /// Makes a change on a worker, after all those asked for before; it is made even when who asked is gone by then or
    /// the program ends. `receive` (may be null) is told unless `context` is gone. GUI thread.
    void change(Workers &workers, Change change, const QObject *context, Receive receive);

  private:
    struct Pending {
        Change change;
        QPointer<const QObject> context;
        Receive receive;
    };
    void makeChanges(Workers &workers);

    const std::string m_path;
    const StoreIdentity m_store;
    const std::shared_ptr<const GuiThreadGuard> m_guard;
    std::mutex m_opening;
    std::shared_ptr<Workspace> m_workspace; // guarded by m_opening; null until it could be opened
    std::mutex m_queue;
    std::deque<std::shared_ptr<Pending>> m_pending; // guarded by m_queue
    bool m_changing = false;                        // guarded by m_queue
};

} // namespace eventscope::ui
