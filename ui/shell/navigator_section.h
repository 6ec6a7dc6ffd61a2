// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QToolButton;
class QTreeView;
class QVBoxLayout;

namespace eventscope::ui {

/// A part of the navigator below the streams: a title that folds what is under it, and a list with rows as high as
/// those of the streams.
class NavigatorSection : public QWidget {
    Q_OBJECT

  public:
    /// `name` is what a screen reader says, where the title alone would be too short.
    NavigatorSection(const QString &title, const QString &name, QWidget *parent);

    [[nodiscard]] QToolButton *title() const { return m_title; }
    [[nodiscard]] QTreeView *list() const { return m_list; }

  protected:
    /// Holds the title and the list.
    [[nodiscard]] QVBoxLayout *column() const { return m_column; }
    /// Makes the list as high as its rows, `rowsMax` at most; hides it where it has none or is folded.
    void fitList(int rowsMax);

  Q_SIGNALS:
    void folded(bool isOpen);

  private:
    QToolButton *m_title;
    QTreeView *m_list;
    QVBoxLayout *m_column;
    bool m_isOpen = true;
};

} // namespace eventscope::ui
