// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace eventscope::ui {

/// The line to search in what is shown: a text, "3 of 12", previous, next, close. Hidden until open(). GUI thread.
class SearchBar final : public QWidget {
    Q_OBJECT

  public:
    explicit SearchBar(QWidget *parent = nullptr);

    /// Shows it with the keyboard in it.
    void open();
    void close();
    [[nodiscard]] QString text() const;
    void setText(const QString &text);
    /// `current` counts from 1; 0: none of them. `isPart`: there are more.
    void showCount(std::size_t current, std::size_t count, bool isPart);
    [[nodiscard]] QString countText() const;

  Q_SIGNALS:
    void textChanged();
    void nextRequested();
    void previousRequested();
    void closed();

  private:
    QLineEdit *m_text;
    QLabel *m_count;
    QToolButton *m_previous, *m_next;
};

} // namespace eventscope::ui
