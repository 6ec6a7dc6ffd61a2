// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/session/session.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace eventscope::ui {

class FilterEdit;
struct FilterCompletions;
class SaveFilterPanel;

/// The filter of the log: a line that says at once whether what is written can be read, and where it cannot; what the
/// search has found; the filters used before, and a way to save this one. Enter shows what matches.
class FilterBar final : public QWidget {
    Q_OBJECT

  public:
    /// What is wrong is shown over `parent`.
    FilterBar(Session &session, const Theme &theme, QWidget *parent);

    [[nodiscard]] FilterEdit *edit() const { return m_edit; }
    /// What is said beside the line.
    [[nodiscard]] QString status() const;
    /// The button with the filters used before.
    [[nodiscard]] QToolButton *usedButton() const { return m_used; }
    [[nodiscard]] QToolButton *saveButton() const { return m_save; }
    [[nodiscard]] SaveFilterPanel *savePanel() const { return m_panel; }

    /// Takes a small control to the end of the line.
    void addTool(QWidget *tool);
    /// Shows what matches `filter`.
    void apply(const QString &filter);
    /// Writes a filter into the line for the user to go on with.
    void prepare(const QString &filter);
    /// The text of the filter that is shown now.
    [[nodiscard]] QString applied() const;

  Q_SIGNALS:
    /// The user is done here.
    void leaveRequested();

  private:
    void layOut();
    void learn();
    [[nodiscard]] FilterCompletions complete(const QString &text, qsizetype cursor);
    void applyText();
    void showStatus();
    void say(Role role, const QString &text);
    void showMistake(const Error &mistake, bool isEntered);
    void addSaving();
    void addHistory();
    void fillHistory();
    void leave();

    Session &m_session;
    const Theme &m_theme;
    std::vector<SeenPath> m_seen;
    FilterEdit *m_edit;
    QHBoxLayout *m_row;
    QLabel *m_sign;    ///< of the status, as a shape
    QLabel *m_status;  ///< beside the line
    QLabel *m_mistake; ///< under the word that cannot be read
    QToolButton *m_save;
    QToolButton *m_used;
    SaveFilterPanel *m_panel;  ///< for the name to save by
    Job<QStringList> m_naming; ///< streams to offer; last two: their end is asked for first
    Job<std::vector<SeenPath>> m_learning;
};

} // namespace eventscope::ui
