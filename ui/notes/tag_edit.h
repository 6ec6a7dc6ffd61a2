// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

#include <functional>

class QCompleter;
class QStringListModel;

namespace eventscope::ui {

/// A line for tags, apart by blanks or commas, that offers those in use that begin as the word at the cursor does.
class TagEdit final : public QLineEdit {
    Q_OBJECT

  public:
    /// Answers the tags to offer, best first.
    using Known = std::function<QStringList()>;

    explicit TagEdit(Known known, QWidget *parent = nullptr);

    [[nodiscard]] QCompleter *completions() const { return m_completer; }

  Q_SIGNALS:
    /// The user is done here.
    void leaveRequested();

  protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

  private:
    /// Where the word at the cursor begins.
    [[nodiscard]] int wordBegin() const;
    void offer(bool isAsked);
    void take(const QString &tag);

    const Known m_known;
    QStringListModel *m_choices;
    QCompleter *m_completer;
};

} // namespace eventscope::ui
