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
/// Enter take a choice, Enter without one leaves the line as it is. Whatever changes its text is undone by Ctrl+Z.
class FilterEdit final : public QLineEdit {
    Q_OBJECT

  public:
    /// What goes on from a text at a cursor. Where that takes longer (FilterCompletions::stream), setOffered() follows.
    using Complete = std::function<FilterCompletions(const QString &text, qsizetype cursor)>;

    explicit FilterEdit(Complete complete, QWidget *parent = nullptr);

    [[nodiscard]] QCompleter *offer() const { return m_completer; }
    /// Offers what was found for the text as it is now.
    void setOffered(const FilterCompletions &found);
    /// Takes another text, without offering what could come next.
    void replaceText(const QString &text);
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
    bool m_isAsked = false;     ///< for what is offered
    bool m_isReplacing = false; ///< the text is not from the user
};

} // namespace eventscope::ui
