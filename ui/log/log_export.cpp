// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_export.h"

#include "core/privacy/clear_export.h"
#include "core/vault/store_vault.h"
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

LogExport::LogExport(Session &session, const Theme &theme, QTableView &table)
    : QObject(&table), m_session(session), m_theme(theme), m_table(table), m_job(session.workers()) {}

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
    delete m_asking;
    delete m_dialog;
    const auto &vault = m_session.protection().vault;
    if (!vault || !vault->exists()) return askForPath(title, std::move(choice), std::nullopt);
    m_asking = new ExportDialog(m_session, m_theme, title, m_table.window());
    connect(m_asking, &QDialog::accepted, this, [this, title, choice = std::move(choice), asked = m_asking.get()] {
        askForPath(title, choice, asked->inClear());
    });
    m_asking->open();
}

void LogExport::askForPath(const QString &title, EventChoice choice, const InClear &words) {
    const auto write = [this, words, choice = std::move(choice)](const QString &path, std::size_t form) {
        this->write(choice, kFormats[form], words, path);
    };
    m_dialog = askForFile(*m_table.window(), title, forms(), *this, write);
}

void LogExport::write(EventChoice choice, FileFormat format, const InClear &words, const QString &path) {
    const std::string file = path.toStdString();
    Call<Exported> call;
    if (words) {
        call = [inClear = m_session.exportedInClear(std::move(choice), format, *words, file)](
                   const JobControl &job) -> Result<Exported> {
            ES_ASSIGN(made, inClear(job));
            return Exported{made.events, made.values};
        };
    } else {
        call = [asStored =
                    m_session.exported(std::move(choice), format, file)](const JobControl &job) -> Result<Exported> {
            ES_ASSIGN(events, asStored(job));
            return Exported{events};
        };
    }
    m_job.startListed(tr("Exporting"), std::move(call),
                      [this, path](const Result<Exported> &made) { handle(made, path); });
}

void LogExport::handle(const Result<Exported> &made, const QString &path) {
    const QString shown = shortened(path.toStdString(), kMessageCharacters);
    if (made) {
        const QString events = tr("%Ln event(s) exported to %1", nullptr, static_cast<int>(made->events)).arg(shown);
        if (made->values == 0) return Q_EMIT told(Role::Good, events);
        return Q_EMIT told(Role::Good,
                           tr("%1, with %2", "a sentence, then a number of values")
                               .arg(events, tr("%Ln value(s) in clear", nullptr, static_cast<int>(made->values))));
    }
    if (made.error().kind == ErrorKind::Cancelled)
        return Q_EMIT told(Role::Info, tr("The export was cancelled; nothing was written to %1").arg(shown));
    Q_EMIT told(Role::Error,
                tr("Nothing was written to %1: %2").arg(shown, shortened(describe(made.error()), kMessageCharacters)));
}

} // namespace eventscope::ui
