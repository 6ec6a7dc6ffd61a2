// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"
#include "ui/shell/navigator_section.h"
#include "ui/shell/saved_filters_model.h"
#include "ui/theme/theme.h"

class QLabel;
class QMenu;
class QPushButton;

namespace eventscope::ui {

/// The part of the navigator with the saved filters; hidden as long as there are none. A click or Enter applies one, F2
/// renames, Delete deletes, which can be undone.
class SavedSection final : public NavigatorSection {
    Q_OBJECT

  public:
    SavedSection(Session &session, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] SavedFiltersModel *model() const { return m_model; }
    [[nodiscard]] QPushButton *undoButton() const { return m_undo; }
    /// What is said below the list.
    [[nodiscard]] QLabel *note() const { return m_note; }

  Q_SIGNALS:
    void applyRequested(const QString &filter);
    /// The user wants to change the filter.
    void prepareRequested(const QString &filter);

  protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

  private:
    void layOut();
    void showState();
    void showMenu(const QPoint &place);
    void fillMenu(QMenu &menu, const QModelIndex &at);
    void addProblem(QMenu &menu, int row);
    void apply(const QModelIndex &index);
    void copy(int row) const;
    void remove(int row);
    void say(const QString &text, bool isUndoable);

    Session &m_session;
    SavedFiltersModel *m_model;
    QLabel *m_note;
    QPushButton *m_undo;
    QString m_current;       ///< the name of the current one, while the list is made anew
    bool m_hasFocus = false; ///< then
    bool m_isProblemSaid = false;
};

} // namespace eventscope::ui
