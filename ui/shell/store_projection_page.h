// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QObject>
#include <QPointer>

namespace eventscope::ui {

class Inspector;
class ProjectionsPage;
class StorePages;
class Theme;

/// The page of the projections of one open store, made when it is first wanted. GUI thread.
class StoreProjectionPage final : public QObject {
    Q_OBJECT

  public:
    /// All outlive it.
    StoreProjectionPage(Session &session, const Theme &theme, StorePages &pages, Inspector &inspector, QObject *parent);
    ~StoreProjectionPage() override;

    /// Null before it was wanted.
    [[nodiscard]] ProjectionsPage *page() const;
    void show();

  private:
    void make();
    void goTo(Position position);

    Session &m_session;
    const Theme &m_theme;
    StorePages &m_pages;
    Inspector &m_inspector;
    QPointer<ProjectionsPage> m_page;
};

} // namespace eventscope::ui
