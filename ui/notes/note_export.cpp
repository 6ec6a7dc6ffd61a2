// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notes/note_export.h"

#include "core/lens/export_events.h"
#include "core/open/export_target.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/save_dialog.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>

#include <vector>

namespace eventscope::ui {

namespace {

constexpr NoteFormat kFormats[] = {NoteFormat::Markdown, NoteFormat::Csv, NoteFormat::JsonLines};

/// In the order of kFormats.
std::vector<FileForm> forms() {
    return {{NoteExport::tr("Markdown (*.md)"), QStringLiteral("md")},
            {NoteExport::tr("CSV, for spreadsheets (*.csv)"), QStringLiteral("csv")},
            {NoteExport::tr("JSON lines (*.jsonl)"), QStringLiteral("jsonl")}};
}

} // namespace

NoteExport::NoteExport(Session &session, Notes notes, QWidget *parent)
    : QObject(parent),
      m_session(session),
      m_notes(std::move(notes)),
      m_parent(parent),
      m_copying(session.workers()),
      m_writing(session.workers()) {}

void NoteExport::fill(QMenu &menu) {
    menu.addAction(tr("To a &file\u2026"), this, &NoteExport::exportToFile);
    menu.addSeparator();
    menu.addAction(tr("Copy as &Markdown"), this, [this] { copy(NoteFormat::Markdown); });
    menu.addAction(tr("Copy as &CSV"), this, [this] { copy(NoteFormat::Csv); });
    menu.addAction(tr("Copy as &JSON lines"), this, [this] { copy(NoteFormat::JsonLines); });
}

void NoteExport::copy(NoteFormat format) {
    std::vector<Note> notes = m_notes();
    const int count = static_cast<int>(notes.size());
    m_copying.start([notes = std::move(notes),
                     format](const JobControl &) -> Result<std::string> { return notesText(notes, format); },
                    [this, count](const Result<std::string> &text) {
                        if (!text)
                            return Q_EMIT told(Role::Error, shortened(describe(text.error()), kMessageCharacters));
                        QGuiApplication::clipboard()->setText(QString::fromStdString(*text));
                        Q_EMIT told(Role::Good, tr("%Ln note(s) copied", nullptr, count));
                    });
}

void NoteExport::exportToFile() {
    delete m_dialog;
    const auto write = [this](const QString &path, std::size_t form) { this->write(m_notes(), kFormats[form], path); };
    m_dialog = askForFile(*m_parent->window(), tr("Export the notes"), forms(), *this, write);
}

void NoteExport::write(std::vector<Note> notes, NoteFormat format, const QString &path) {
    const auto receive = [this, path](const Result<std::uint64_t> &written) {
        const QString shown = shortened(path.toStdString(), kMessageCharacters);
        if (!written) {
            return Q_EMIT told(Role::Error, tr("Nothing was written to %1: %2")
                                                .arg(shown, shortened(describe(written.error()), kMessageCharacters)));
        }
        Q_EMIT told(Role::Good, tr("%Ln note(s) exported to %1", nullptr, static_cast<int>(*written)).arg(shown));
    };
    auto call = [address = m_session.info().identity.address, notes = std::move(notes), format,
                 file = path.toStdString()](const JobControl &job) -> Result<std::uint64_t> {
        ES_TRY(checkExportTarget(address, file));
        const auto text = [&](const WriteText &out) -> Result<std::uint64_t> {
            ES_TRY(out(notesText(notes, format)));
            return notes.size();
        };
        return eventscope::exportToFile(file, text, job);
    };
    m_writing.start(std::move(call), receive);
}

} // namespace eventscope::ui
