// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/used_filters.h"

#include "core/workspace/used_filters.h"

#include <QUndoStack>

#include <utility>

namespace eventscope::ui {

class UsedFilters::Clearing final : public QUndoCommand {
  public:
    explicit Clearing(UsedFilters &filters)
        : QUndoCommand(tr("Clear the filters used before")), m_filters(filters), m_cleared(filters.all()) {}
    void redo() override { m_filters.forget(); }
    void undo() override { m_filters.bringBack(m_cleared); }

  private:
    UsedFilters &m_filters;
    const QStringList m_cleared;
};

UsedFilters::UsedFilters(Workers &workers, std::shared_ptr<StoreMemory> memory, QUndoStack &undo)
    : m_workers(workers), m_memory(std::move(memory)), m_undo(undo), m_loading(workers) {
    m_loading.start(m_memory->call(usedFilters), [this](const Result<std::vector<std::string>> &kept) {
        if (!kept) {
            m_problem = kept.error();
            return;
        }
        // What was used meanwhile is later than all of them.
        for (const std::string &text : *kept) {
            const QString used = QString::fromStdString(text);
            if (!m_all.contains(used)) m_all += used;
        }
        Q_EMIT changed();
    });
}

UsedFilters::~UsedFilters() = default;

void UsedFilters::note(const QString &text) {
    if (!m_all.isEmpty() && m_all.first() == text) return;
    m_all.removeAll(text);
    m_all.prepend(text);
    m_all = m_all.mid(0, static_cast<qsizetype>(kUsedFiltersMax));
    keep([kept = text.toStdString()](Workspace &workspace) { return noteUsedFilter(workspace, kept); });
    Q_EMIT changed();
}

void UsedFilters::clear() {
    if (!m_all.isEmpty()) m_undo.push(new Clearing(*this));
}

/// Those used since are later than what comes back.
void UsedFilters::bringBack(const QStringList &used) {
    const QStringList since = std::exchange(m_all, {});
    for (const QStringList &each : {used, since})
        for (auto text = each.crbegin(); text != each.crend(); ++text)
            note(*text);
}

void UsedFilters::forget() {
    m_loading.drop(); // what is on its way is not wanted any more
    m_all.clear();
    keep(forgetUsedFilters);
    Q_EMIT changed();
}

void UsedFilters::keep(StoreMemory::Change change) {
    m_memory->change(m_workers, std::move(change), this, [this](const Result<void> &made) {
        m_problem = made ? std::nullopt : std::optional(made.error());
        Q_EMIT changed();
    });
}

} // namespace eventscope::ui
