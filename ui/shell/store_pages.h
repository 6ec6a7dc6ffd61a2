// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/environment.h"
#include "ui/session/session.h"
#include "ui/shell/page_tabs.h"
#include "ui/theme/theme.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QWidget>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace eventscope::ui {

class LogPage;
class PageArea;
class StreamPage;

/// The pages of one open store: the log, which stays, and a page for each stream that was opened. They stand in the
/// area among those of other stores. GUI thread.
class StorePages final : public QObject {
    Q_OBJECT

  public:
    /// The pages' owner in the area is `parent`. All references outlive it. The log comes with addLog() or
    /// showLog().
    StorePages(Session &session, const Theme &theme, PageArea &area, QObject *parent);
    ~StorePages() override;

    [[nodiscard]] LogPage *log() const { return m_log; }
    /// The one of these pages that is in front, or was last.
    [[nodiscard]] QWidget *currentWidget() const { return m_current; }
    /// The page of the stream, opened if need be, in front. With `position` the cursor moves there.
    StreamPage *openStream(const StreamId &stream, std::optional<Position> position = std::nullopt);
    /// The stream of the current page; nothing: it is no stream's.
    [[nodiscard]] std::optional<StreamId> currentStream() const;
    /// \name Pages from one start to the next, by keys: "log", "stream:NAME", and what a guest is called
    /// @{
    /// Of a page of these.
    [[nodiscard]] std::string keyOf(const QWidget *page) const;
    /// The page of this key, which is opened behind what is in front if need be; null: there can be none.
    QWidget *addPage(const std::string &key);
    /// Makes a page the current one without bringing it to the front.
    void setCurrent(QWidget *page) { m_current = page; }
    /// @}
    /// The event that was selected last in the log.
    [[nodiscard]] std::optional<Position> selectedInLog() const;
    /// Gives the log its tab, behind what is in front.
    void addLog();
    void showLog();
    /// The log, with the keyboard in its filter.
    void showFilter();
    /// The log with or without its statistics; where another page is in front, with them.
    void toggleStatistics();
    /// What matches a filter, in the log; or the filter, to go on writing.
    void showMatching(const QString &filter);
    void prepareFilter(const QString &filter);
    /// \name A page that belongs to someone else, who takes it away before it goes
    /// Closing only takes it from the area.
    /// @{
    void setGuest(QWidget *page, const std::string &key, const PageLabel &label);
    /// Who makes the guest of this key, by setGuest(), when its page is wanted and there is none yet.
    void setGuestMaker(const std::string &key, std::function<void()> make) { m_makers[key] = std::move(make); }
    void showGuest(QWidget *page);
    void removeGuest(QWidget *page);
    /// The event that it is about by now.
    void select(QWidget *page, Position position);
    /// @}
    /// The page that was last in front.
    void showCurrent();
    /// Marks every tab as one of this environment and, unless it is empty, of the store of this name; also those that
    /// come later.
    void mark(Environment environment, const QString &store);
    /// A page of these; the log stays open.
    void close(QWidget *page);

  Q_SIGNALS:
    /// The event that the current page is about.
    void eventSelected(eventscope::Position position);

  private:
    [[nodiscard]] StreamPage *pageOf(const StreamId &stream) const;
    StreamPage *makePage(const StreamId &stream);
    void add(QWidget *page);
    void show(QWidget *page);
    [[nodiscard]] PageLabel label(const QWidget *page) const;
    void handleFront();
    void handleClosed(QWidget *page);

    Session &m_session;
    const Theme &m_theme;
    PageArea &m_area;
    LogPage *m_log;
    std::vector<StreamPage *> m_streams; ///< in the order in which they were opened
    QList<QPointer<QWidget>> m_closed;   ///< which may be in use until the events under way are done
    struct Guest {
        std::string key;
        PageLabel label;
    };
    QHash<QWidget *, Guest> m_guests;
    std::map<std::string, std::function<void()>> m_makers; ///< by key
    QWidget *m_current;
    Environment m_environment = Environment::Unmarked; ///< of the store behind these pages
    QString m_store;                                   ///< its name, where the tabs say it
    QHash<QWidget *, Position> m_selected;             ///< of each page, to come back to
};

} // namespace eventscope::ui
