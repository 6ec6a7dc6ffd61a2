// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_export.h"

#include "ui/log/selected_events.h"
#include "ui/widgets/format.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/save_dialog.h"

#include <QFileDialog>
#include <QMenu>
#include <QTableView>

#include <vector>

namespace eventscope::ui {

namespace {

constexpr FileFormat kFormats[] = {FileFormat::JsonLines, FileFormat::CloudEvents, FileFormat::Csv};

/// In the order of kFormats.
std::vector<FileForm> forms() {
    return {{LogExport::tr("JSON lines (*.jsonl)"), QStringLiteral("jsonl")},
            {LogExport::tr("CloudEvents, one a line (*.ndjson)"), QStringLiteral("ndjson")},
            {LogExport::tr("CSV, for spreadsheets (*.csv)"), QStringLiteral("csv")}};
}

} // namespace

LogExport::LogExport(Session &session, QTableView &table)
    : QObject(&table), m_session(session), m_table(table), m_job(session.workers()) {}

void LogExport::fill(QMenu &menu) {
    menu.addAction(tr("The &selected events\u2026"), this, &LogExport::exportSelected)
        ->setEnabled(m_table.selectionModel()->hasSelection());
    menu.addAction(tr("&All that is shown\u2026"), this, &LogExport::exportShown);
}

void LogExport::exportSelected() {
    const ChosenRows shown = m_session.filter().chosen();
    const ChosenRows selected = selectedRows(*m_table.selectionModel(), shown, shown.count());
    if (selected.count() > 0) ask(tr("Export the selected events"), EventChoice::of(selected, m_session.sharedIndex()));
}

void LogExport::exportShown() {
    const LogFilter &filter = m_session.filter();
    ask(tr("Export all that is shown"),
        EventChoice::matching(filter.filter(), filter.isSearching() ? 0 : filter.count()));
}

void LogExport::ask(const QString &title, EventChoice choice) {
    delete m_dialog;
    const auto write = [this, choice = std::move(choice)](const QString &path, std::size_t form) {
        this->write(choice, kFormats[form], path);
    };
    m_dialog = askForFile(*m_table.window(), title, forms(), *this, write);
}

void LogExport::write(EventChoice choice, FileFormat format, const QString &path) {
    const auto receive = [this, path](const Result<std::uint64_t> &events) {
        const QString shown = shortened(path.toStdString(), kMessageCharacters);
        if (events) {
            return Q_EMIT told(Role::Good,
                               tr("%Ln event(s) exported to %1", nullptr, static_cast<int>(*events)).arg(shown));
        }
        if (events.error().kind == ErrorKind::Cancelled)
            return Q_EMIT told(Role::Info, tr("The export was cancelled; nothing was written to %1").arg(shown));
        Q_EMIT told(
            Role::Error,
            tr("Nothing was written to %1: %2").arg(shown, shortened(describe(events.error()), kMessageCharacters)));
    };
    m_job.startListed(tr("Exporting"), m_session.exported(std::move(choice), format, path.toStdString()), receive);
}

} // namespace eventscope::ui
