// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/help/help_pages.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QLineEdit;
class QListWidget;

namespace eventscope::ui {

class HelpBrowser;

/// The help beside the window: its pages at the left, one of them at the right; back, forward, and a search over all of
/// them. GUI thread.
class HelpWindow final : public QDialog {
    Q_OBJECT

  public:
    explicit HelpWindow(const Theme &theme, QWidget *parent = nullptr);

    /// See HelpPages. Before the first page is shown.
    void setPart(const QString &name, const QString &markdown);
    void showPage(const QString &name);
    [[nodiscard]] HelpBrowser *browser() const { return m_browser; }
    [[nodiscard]] QListWidget *list() const { return m_list; }
    [[nodiscard]] QLineEdit *search() const { return m_search; }

  private:
    void layOut();
    void listPages();
    void findNext();
    void selectShown();

    HelpPages m_pages;
    HelpBrowser *m_browser;
    QListWidget *m_list;
    QLineEdit *m_search;
};

} // namespace eventscope::ui
