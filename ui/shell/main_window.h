// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/session/session.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/settings.h"
#include "ui/shell/store_opener.h"
#include "ui/theme/theme.h"

#include <QMainWindow>

#include <memory>
#include <optional>

class QDockWidget;
class QStackedWidget;

namespace eventscope::ui {

class Connections;
class ConnectionsDialog;
class EnvironmentBadge;
class Inspector;
class Navigator;
class PageTabs;
class StatusLine;
class StoreBanners;
class TimelinePanel;
class TopBar;
class WelcomePage;

/// The frame: opens a store and hosts its pages, docks and bars; it knows what stands where and nothing else.
class MainWindow final : public QMainWindow {
    Q_OBJECT

  public:
    /// All references outlive it.
    MainWindow(Workers &workers, Theme &theme, Settings &settings, Connections &connections, Doors doors);
    ~MainWindow() override;

    /// Opens an address, or a connection as "@NAME", in the background; with `asOf` the cursor moves there when the log
    /// has been read.
    void open(const QString &name, std::optional<Position> asOf = std::nullopt);
    void openSample();
    void closeStore();
    /// The manager of connections; it is there until it is closed.
    ConnectionsDialog *showConnections();
    /// Goes where the text of the go-to box says.
    void goTo(const QString &text);

    /// Null while no store is open. So in all below.
    [[nodiscard]] Session *session() const { return m_session.get(); }
    [[nodiscard]] PageTabs *pages() const { return m_pages; }
    [[nodiscard]] Inspector *inspector() const { return m_inspector; }
    [[nodiscard]] Navigator *navigator() const { return m_navigator; }
    [[nodiscard]] TimelinePanel *timeline() const { return m_timeline; }
    [[nodiscard]] TopBar *topBar() const { return m_topBar; }
    [[nodiscard]] const ActionRegistry &actions() const { return m_actions; }
    [[nodiscard]] StoreOpener &opener() { return m_opener; }
    [[nodiscard]] Workers &workers() const { return m_workers; }

  Q_SIGNALS:
    void storeOpened();
    void openFailed(const QString &problem);

  protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

  private:
    void connectActions();
    void connectWelcome();
    [[nodiscard]] QDockWidget *addDock(const QString &title, QLatin1String toggle, Qt::DockWidgetArea area);
    void enableActions(bool isOpen);
    void layOut();
    void chooseFile();
    void adopt(OpenedStore opened, const OpenTarget &target);
    void fillDocks();
    void showProblem(const Error &error);
    void showEnvironment();
    void showTitle();
    void focusNextPane();
    void showAbout();

    Workers &m_workers;
    Theme &m_theme;
    Settings &m_settings;
    Connections &m_connections;
    ActionRegistry m_actions;
    TopBar *m_topBar = nullptr;
    StoreBanners *m_banners = nullptr;
    QStackedWidget *m_stack = nullptr;
    WelcomePage *m_welcome = nullptr;
    StatusLine *m_status = nullptr;
    EnvironmentBadge *m_badge = nullptr; ///< in the status bar
    QDockWidget *m_left = nullptr;
    QDockWidget *m_right = nullptr;
    QDockWidget *m_bottom = nullptr;
    std::unique_ptr<Session> m_session;
    PageTabs *m_pages = nullptr;
    Inspector *m_inspector = nullptr;
    Navigator *m_navigator = nullptr;
    TimelinePanel *m_timeline = nullptr;
    std::optional<Position> m_asOf; ///< where to go when what is being opened has been read
    StoreOpener m_opener;
    Job<EventDetailsPtr> m_finding; // last: its end is asked for first
};

} // namespace eventscope::ui
