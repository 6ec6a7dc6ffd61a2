// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/note_export.h"
#include "ui/async/job.h"
#include "ui/session/session.h"
#include "ui/theme/theme.h"

#include <QFileDialog>
#include <QObject>
#include <QPointer>

#include <functional>
#include <vector>

class QMenu;

namespace eventscope::ui {

/// Hands out a list of notes: to a file, which appears whole or not at all, or to the clipboard. GUI thread.
class NoteExport final : public QObject {
    Q_OBJECT

  public:
    using Notes = std::function<std::vector<Note>()>;

    /// `notes` answers what there is to export when it is asked for.
    NoteExport(Session &session, Notes notes, QWidget *parent);

    void fill(QMenu &menu);
    void copy(NoteFormat format);
    /// Asks for a file and a form, then writes.
    void exportToFile();
    /// Null while nobody is asked.
    [[nodiscard]] QFileDialog *dialog() const { return m_dialog; }

  Q_SIGNALS:
    /// What came of it.
    void told(eventscope::ui::Role severity, const QString &text);

  private:
    void write(std::vector<Note> notes, NoteFormat format, const QString &path);

    Session &m_session;
    const Notes m_notes;
    QWidget *const m_parent;
    QPointer<QFileDialog> m_dialog;
    Job<std::string> m_copying;
    Job<std::uint64_t> m_writing;
};

} // namespace eventscope::ui
