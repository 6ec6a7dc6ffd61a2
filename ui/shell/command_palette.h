// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/shell/command.h"
#include "ui/shell/palette_finds.h"
#include "ui/shell/palette_places.h"
#include "ui/theme/theme.h"

#include <QFrame>
#include <QPointer>

class QLabel;
class QLineEdit;
class QListView;

namespace eventscope::ui {

class ActionRegistry;
class CommandList;
class PaletteModel;

/// One line to go anywhere and do anything, over the middle of the window: a position, a time, a stream, an event id,
/// or words of whatever can be done here and now. Arrows choose, Enter runs, Escape or a click elsewhere closes; then
/// the keyboard is where it was before. GUI thread.
class CommandPalette final : public QFrame {
    Q_OBJECT

  public:
    /// Lists what `window` and its registry offer at the moment of opening. All outlive it.
    CommandPalette(const ActionRegistry &actions, const Theme &theme, QWidget *window);
    ~CommandPalette() override;

    /// `session`: the store in front, to find places in; null: none is open.
    void open(Session *session);
    /// Says why there was nowhere to go; opens again for that, with what was typed.
    void showProblem(const QString &problem);
    void close();
    /// What gives the stores that can be opened by name, whenever the palette opens.
    void setOpenings(std::function<Commands(const TakeText &open)> openings) { m_listOpenings = std::move(openings); }
    [[nodiscard]] QLineEdit *edit() const { return m_edit; }
    [[nodiscard]] QListView *list() const { return m_list; }
    [[nodiscard]] QString problem() const;

  Q_SIGNALS:
    void targetRequested(const QString &text);
    /// A store is to be opened: an address, a path, or a connection as "@NAME".
    void openRequested(const QString &name);
    /// What matches is to be shown.
    void filterRequested(const QString &filter);
    /// A filter is to be completed by the user.
    void filterPrepared(const QString &beginning);

  protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

  private:
    void layOut();
    void place();
    void fill();
    void learnPaths();
    [[nodiscard]] Commands finds(const QString &text);
    void run();
    void sayCurrent();
    void say(const QString &text, Role role);

    const ActionRegistry &m_actions;
    const Theme &m_theme;
    QWidget *const m_window;
    QLineEdit *m_edit;
    QListView *m_list;
    QLabel *m_note;
    PaletteModel *m_model;
    QPointer<Session> m_session;
    QPointer<QWidget> m_before;              ///< who had the keyboard
    std::unique_ptr<CommandList> m_commands; ///< while it is open
    std::function<Commands(const TakeText &)> m_listOpenings;
    Commands m_openings; ///< while it is open
    std::unique_ptr<Job<std::vector<SeenPath>>> m_learning;
    std::vector<SeenPath> m_seen; ///< of m_session
    QStringList m_recent;
};

} // namespace eventscope::ui
