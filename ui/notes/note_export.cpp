// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notes/note_export.h"

#include "core/connections/store_address.h"
#include "core/lens/export_events.h"
#include "core/open/export_target.h"
#include "ui/widgets/safe_text.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>

#include <array>

namespace eventscope::ui {

namespace {

struct Form {
    NoteFormat format;
    QString words;
    QString suffix;
};

std::array<Form, 3> forms() {
    return {Form{NoteFormat::Markdown, NoteExport::tr("Markdown (*.md)"), QStringLiteral("md")},
            Form{NoteFormat::Csv, NoteExport::tr("CSV, for spreadsheets (*.csv)"), QStringLiteral("csv")},
            Form{NoteFormat::JsonLines, NoteExport::tr("JSON lines (*.jsonl)"), QStringLiteral("jsonl")}};
}

const Form &formOf(const std::array<Form, 3> &all, const QString &words) {
    const auto *found = std::ranges::find(all, words, &Form::words);
    return found == all.end() ? all.front() : *found;
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
    m_dialog = new QFileDialog(m_parent->window(), tr("Export the notes"));
    m_dialog->setAcceptMode(QFileDialog::AcceptSave);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    QStringList names;
    for (const Form &form : forms())
        names += form.words;
    m_dialog->setNameFilters(names);
    m_dialog->setDefaultSuffix(forms().front().suffix);
    connect(m_dialog, &QFileDialog::filterSelected, m_dialog,
            [this](const QString &words) { m_dialog->setDefaultSuffix(formOf(forms(), words).suffix); });
    connect(m_dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        write(m_notes(), formOf(forms(), m_dialog->selectedNameFilter()).format, path);
    });
    connect(m_dialog, &QObject::destroyed, this, [this] { m_dialog = nullptr; });
    m_dialog->open();
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
        // A store in memory has no address that could be a file.
        if (parseStoreAddress(address)) ES_TRY(checkExportTarget(address, file));
        const auto text = [&](const WriteText &out) -> Result<std::uint64_t> {
            ES_TRY(out(notesText(notes, format)));
            return notes.size();
        };
        return eventscope::exportToFile(file, text, job);
    };
    m_writing.start(std::move(call), receive);
}

} // namespace eventscope::ui
