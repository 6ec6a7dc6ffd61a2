// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/environment.h"
#include "ui/session/session.h"
#include "ui/theme/theme.h"

#include <QTabWidget>

namespace eventscope::ui {

class LogPage;
class StreamPage;

/// The pages of one open store: the log, which stays, and a tab for each stream that was opened.
class PageTabs final : public QTabWidget {
    Q_OBJECT

  public:
    PageTabs(Session &session, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] LogPage *log() const { return m_log; }
    /// The page of the stream, opened if need be, in front. With `position` the cursor moves there.
    StreamPage *openStream(const StreamId &stream, std::optional<Position> position = std::nullopt);
    void showLog();
    /// The log, with the keyboard in its filter.
    void showFilter();
    /// What matches a filter, in the log; or the filter, to go on writing.
    void showMatching(const QString &filter);
    void prepareFilter(const QString &filter);
    /// Marks every tab as one of this environment, also those that come later.
    void setEnvironment(Environment environment);
    /// The log stays open.
    void closeCurrent();

  Q_SIGNALS:
    /// The event that the page in front is about.
    void eventSelected(eventscope::Position position);

  private:
    void addCloseButton(QWidget *page, int tab);
    void closeTab(int tab);
    void announceFront();

    Session &m_session;
    const Theme &m_theme;
    LogPage *m_log;
    Environment m_environment = Environment::Unmarked; ///< of the store behind these pages
    QHash<QWidget *, Position> m_selected;             ///< of each page, to come back to
};

} // namespace eventscope::ui
