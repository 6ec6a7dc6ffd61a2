// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/session/session.h"
#include "ui/theme/theme.h"

#include <QModelIndex>
#include <QObject>

#include <string>

class QMenu;
class QTableView;

namespace eventscope::ui {

class EventTableModel;

/// Copies the selected events of the log in many forms: whole, as tables, as a filter, as a command line. What needs
/// payloads is read in the background and is on the clipboard a moment later.
class EventCopyMenu final : public QObject {
    Q_OBJECT

  public:
    /// More than anybody pastes; of more events the first are copied, and that is said.
    static constexpr std::size_t kEventsMax = 10'000;

    /// All outlive it; `table` shows `model`.
    EventCopyMenu(Session &session, const EventTableModel &model, QTableView &table);

    /// Adds the lines; "the value" is that of `cell`.
    void fill(QMenu &menu, const QModelIndex &cell);
    /// At once, the rows as they are shown, one a line.
    void copyRows() const;
    /// The menu by itself, at the current row.
    void show();

  Q_SIGNALS:
    /// Something to tell the user.
    void told(eventscope::ui::Role severity, const QString &text);

  private:
    void addForms(QMenu &menu);
    void addTexts(QMenu &menu);
    void copyValue(const QModelIndex &cell);
    void copyEvents(FileFormat format);
    [[nodiscard]] std::string filterOfSelected();
    [[nodiscard]] ChosenRows selected() const;
    void start(Call<std::string> text);

    Session &m_session;
    const EventTableModel &m_model;
    QTableView &m_table;
    Job<std::string> m_job;
};

} // namespace eventscope::ui
