// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/log/export_dialog.h"
#include "ui/session/session.h"
#include "ui/theme/theme.h"

#include <QFileDialog>
#include <QObject>
#include <QPointer>

#include <optional>

class QMenu;
class QTableView;

namespace eventscope::ui {

/// Exports the selected events, or all that the log shows, to a file, in the background. The file appears whole or not
/// at all. Where the store has a vault, it is asked first whether protected values are to be in clear.
class LogExport final : public QObject {
    Q_OBJECT

  public:
    /// All outlive it; `table` shows what the session's filter does.
    LogExport(Session &session, const Theme &theme, QTableView &table);

    void fill(QMenu &menu);
    /// \name Ask for a file and a form, then write
    /// @{
    void exportSelected();
    void exportShown();
    /// @}
    /// \name Null while nobody is asked
    /// @{
    [[nodiscard]] ExportDialog *clearDialog() const { return m_asking; }
    [[nodiscard]] QFileDialog *dialog() const { return m_dialog; }
    /// @}

  Q_SIGNALS:
    /// What came of it.
    void told(eventscope::ui::Role severity, const QString &text);

  private:
    using InClear = std::optional<ClearExportWords>; ///< nothing: as stored

    void ask(const QString &title, EventChoice choice);
    void askForPath(const QString &title, EventChoice choice, const InClear &words);
    void write(EventChoice choice, FileFormat format, const InClear &words, const QString &path);
    struct Exported {
        std::uint64_t events = 0, values = 0; ///< values that were opened
    };
    void handle(const Result<Exported> &made, const QString &path);

    Session &m_session;
    const Theme &m_theme;
    QTableView &m_table;
    QPointer<ExportDialog> m_asking;
    QPointer<QFileDialog> m_dialog;
    Job<Exported> m_job;
};

} // namespace eventscope::ui
