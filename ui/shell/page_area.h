// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page_tabs.h"

#include <QHash>
#include <QSplitter>

#include <cstdint>
#include <optional>
#include <vector>

namespace eventscope::ui {

/// Where the pages of all open stores stand, behind one bar of tabs, or two side by side. One page is in front: that of
/// the side where the keyboard or a tab was used last. GUI thread.
class PageArea final : public QSplitter {
    Q_OBJECT

  public:
    /// `theme` outlives it.
    explicit PageArea(const Theme &theme, QWidget *parent = nullptr);
    ~PageArea() override;

    /// What a page that is made for add() has best as its parent, see ui/widgets/page_parent.h.
    [[nodiscard]] QWidget *pageParent() const;
    /// Takes a page in, behind the others of its owner. It is in front only where there was none.
    void add(QWidget *page, const QObject *owner, const PageLabel &label);
    [[nodiscard]] bool contains(const QWidget *page) const { return m_known.contains(page); }
    void setLabel(QWidget *page, const PageLabel &label);
    /// Puts the pages of these owners in their order, each owner's as they stood; those of others behind them.
    void arrange(const QList<const QObject *> &owners);
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
    /// Moves the page in front to the other side, which is made where there is none yet; the only page stays. A side
    /// without pages goes away.
    void moveAcross();
    [[nodiscard]] bool isSplit() const { return m_groups.size() > 1; }
    /// On which side a page stands; there is a right one only where isSplit().
    enum class Side : std::uint8_t { Left, Right };
    [[nodiscard]] Side sideOf(const QWidget *page) const;
    /// Brings a page back to the side where it stood; there are two as soon as pages were placed on both. What is in
    /// front stays. No longer once the user has moved a page.
    void place(QWidget *page, Side side, bool wasOnTop);
    /// All that were there are placed: brings those that were on top there again, where the user has not chosen others.
    void endPlacing();
    /// What is to be seen: the page in front, and that beside it.
    [[nodiscard]] QList<QWidget *> shown() const;
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
        std::optional<Side> placed = {}; ///< where place() wants it
        bool wasOnTop = false;           ///< there, until the user chooses another
    };

    [[nodiscard]] PageTabs *addGroup();
    [[nodiscard]] PageTabs *groupOf(const QWidget *page) const;
    void activate(PageTabs *group);
    void removeAll(const QList<QWidget *> &gone);
    void insert(PageTabs &group, QWidget *page);
    void dropEmptyGroup();
    void move(QWidget *page, PageTabs &to);
    [[nodiscard]] PageTabs *other(const PageTabs *group);
    void settlePlaces();
    void handleFocus(const QWidget *focused);
    void announce();

    const Theme &m_theme;
    std::vector<PageTabs *> m_groups;
    PageTabs *m_active;
    QHash<const QWidget *, Known> m_known;
    const QWidget *m_announced = nullptr; ///< the front that frontChanged() was about
    bool m_isRemoving = false;            ///< the front is not settled yet
    bool m_isArranged = false;            ///< by the user: nothing is placed any more
};

} // namespace eventscope::ui
