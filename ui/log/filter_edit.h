// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/filter_completions.h"

#include <QLineEdit>

#include <functional>

class QCompleter;
class QStandardItemModel;

namespace eventscope::ui {

/// A line for a filter that offers what could come next: as one writes, and on Ctrl+Space or Down at any time. Tab or
/// Enter take a choice, Enter without one leaves the line as it is.
class FilterEdit final : public QLineEdit {
    Q_OBJECT

  public:
    /// What goes on from a text at a cursor.
    using Complete = std::function<FilterCompletions(const QString &text, qsizetype cursor)>;

    explicit FilterEdit(Complete complete, QWidget *parent = nullptr);

    [[nodiscard]] QCompleter *offer() const { return m_completer; }
    /// Where a character of the text begins; outside of the line where it is not in sight.
    [[nodiscard]] int xOf(int character) const;

  Q_SIGNALS:
    /// Escape, when nothing is offered.
    void leaveRequested();
    /// Alt+Down: what was used before.
    void historyRequested();

  protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

  private:
    void offerChoices(bool isAsked);
    void take(const QModelIndex &choice);

    const Complete m_complete;
    QStandardItemModel *m_choices;
    QCompleter *m_completer;
    qsizetype m_from = 0;
};

} // namespace eventscope::ui
