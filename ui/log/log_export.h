// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/session/session.h"
#include "ui/theme/theme.h"

#include <QFileDialog>
#include <QObject>
#include <QPointer>

class QMenu;
class QTableView;

namespace eventscope::ui {

/// Exports the selected events, or all that the log shows, to a file, in the background. The file appears whole or not
/// at all.
class LogExport final : public QObject {
    Q_OBJECT

  public:
    /// Both outlive it; `table` shows what the session's filter does.
    LogExport(Session &session, QTableView &table);

    void fill(QMenu &menu);
    /// \name Ask for a file and a form, then write
    /// @{
    void exportSelected();
    void exportShown();
    /// @}
    /// Null while nobody is asked.
    [[nodiscard]] QFileDialog *dialog() const { return m_dialog; }

  Q_SIGNALS:
    /// What came of it.
    void told(eventscope::ui::Role severity, const QString &text);

  private:
    void ask(const QString &title, EventChoice choice);
    void write(EventChoice choice, FileFormat format, const QString &path);

    Session &m_session;
    QTableView &m_table;
    QPointer<QFileDialog> m_dialog;
    Job<std::uint64_t> m_job;
};

} // namespace eventscope::ui
