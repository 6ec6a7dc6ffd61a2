// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page_tabs.h"

#include <QHash>
#include <QSplitter>

#include <vector>

namespace eventscope::ui {

/// Where the pages of all open stores stand, behind one bar of tabs. One page is in front: that of the tab
/// that was chosen last. GUI thread.
class PageArea final : public QSplitter {
    Q_OBJECT

  public:
    /// `theme` outlives it.
    explicit PageArea(const Theme &theme, QWidget *parent = nullptr);
    ~PageArea() override;

    /// Takes a page in, behind the others of its owner. It is in front only where there was none.
    void add(QWidget *page, const QObject *owner, const PageLabel &label);
    [[nodiscard]] bool contains(const QWidget *page) const { return m_known.contains(page); }
    void setLabel(QWidget *page, const PageLabel &label);
    /// Brings a page of this area to the front.
    void show(QWidget *page);
    /// Takes pages out, which are not deleted. Front is then one that stood next to it.
    void remove(QWidget *page);
    void removeAllOf(const QObject *owner);
    /// Null: there is none.
    [[nodiscard]] QWidget *front() const;
    /// Who added it; null: it is not here.
    [[nodiscard]] const QObject *ownerOf(const QWidget *page) const { return m_known.value(page).owner; }
    /// From left to right.
    [[nodiscard]] QList<QWidget *> pages() const;
    /// The bar with the page in front.
    [[nodiscard]] PageTabs *tabs() const { return m_active; }
    /// Brings the next page of the bar to the front, or the one before; goes round.
    void step(int by);

  Q_SIGNALS:
    void frontChanged();
    /// The user wants a page closed.
    void closeRequested(QWidget *page);
    /// Pages came, went or changed places.
    void pagesChanged();

  private:
    struct Known {
        const QObject *owner = nullptr;
        PageLabel label;
    };

    [[nodiscard]] PageTabs *addGroup();
    [[nodiscard]] PageTabs *groupOf(const QWidget *page) const;
    void activate(PageTabs *group);
    void announce();

    const Theme &m_theme;
    std::vector<PageTabs *> m_groups;
    PageTabs *m_active;
    QHash<const QWidget *, Known> m_known;
    const QWidget *m_announced = nullptr; ///< the front that frontChanged() was about
    bool m_isRemoving = false;            ///< the front is not settled yet
};

} // namespace eventscope::ui
