// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/session/store_memory.h"

#include <QObject>
#include <QStringList>

#include <memory>
#include <optional>
#include <string>
#include <vector>

class QUndoStack;

namespace eventscope::ui {

/// The filters that were last used in a store, also before the program was started. What is used now is in the list at
/// once, whether or not it can be kept. GUI thread.
class UsedFilters final : public QObject {
    Q_OBJECT

  public:
    /// `undo` outlives it.
    UsedFilters(Workers &workers, std::shared_ptr<StoreMemory> memory, QUndoStack &undo);
    ~UsedFilters() override;

    /// Each once, the latest first.
    [[nodiscard]] const QStringList &all() const { return m_all; }
    void note(const QString &text);
    /// Forgets all of them, which can be undone.
    void clear();
    /// Why nothing is kept beyond the end of the program.
    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }

  Q_SIGNALS:
    void changed();

  private:
    class Clearing;

    void forget();
    void bringBack(const QStringList &used);
    void keep(StoreMemory::Change change);

    Workers &m_workers;
    const std::shared_ptr<StoreMemory> m_memory;
    QUndoStack &m_undo;
    QStringList m_all;
    std::optional<Error> m_problem;
    Job<std::vector<std::string>> m_loading; // last: its end is asked for first
};

} // namespace eventscope::ui
