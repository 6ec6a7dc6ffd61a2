// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/session/session.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/settings.h"
#include "ui/theme/theme.h"

#include <QMainWindow>

#include <functional>
#include <memory>
#include <optional>

class QDockWidget;
class QStackedWidget;

namespace eventscope::ui {

class Banner;
class Inspector;
class Navigator;
class PageTabs;
class StatusLine;
class TimelinePanel;
class TopBar;
class WelcomePage;

/// The frame: opens a store and hosts its pages, docks and bars; it knows what stands where and nothing else.
class MainWindow final : public QMainWindow {
    Q_OBJECT

  public:
    /// Opens the store at an address; blocks, for a Job.
    using Opener = std::function<Result<OpenedStore>(const std::string &address, const JobControl &job)>;
    /// Makes the sample store when it is not there, and answers its address; blocks, for a Job.
    using SampleMaker = std::function<Result<std::string>(const JobControl &job)>;
    struct Doors {
        Opener open;
        SampleMaker sample;
    };

    MainWindow(Workers &workers, Theme &theme, Settings &settings, Doors doors);
    ~MainWindow() override;

    /// Opens in the background; with `asOf` the cursor moves there when the log has been read.
    void open(const QString &address, std::optional<Position> asOf = std::nullopt);
    void openSample();
    void closeStore();
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

  Q_SIGNALS:
    void storeOpened();
    void openFailed(const QString &problem);

  protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

  private:
    void connectActions();
    void connectSchemes();
    [[nodiscard]] QDockWidget *addDock(const QString &title, QLatin1String toggle, Qt::DockWidgetArea area);
    void enableActions(bool isOpen);
    void layOut();
    void chooseFile();
    void adopt(OpenedStore opened, std::optional<Position> asOf);
    void fillDocks();
    void showProblem(const Error &error);
    void showFindings();
    void showTitle();
    void focusNextPane();
    void showAbout();

    Workers &m_workers;
    Theme &m_theme;
    Settings &m_settings;
    const Doors m_doors;
    ActionRegistry m_actions;
    TopBar *m_topBar = nullptr;
    Banner *m_banner = nullptr;
    QStackedWidget *m_stack = nullptr;
    WelcomePage *m_welcome = nullptr;
    StatusLine *m_status = nullptr;
    QDockWidget *m_left = nullptr;
    QDockWidget *m_right = nullptr;
    QDockWidget *m_bottom = nullptr;
    std::unique_ptr<Session> m_session;
    PageTabs *m_pages = nullptr;
    Inspector *m_inspector = nullptr;
    Navigator *m_navigator = nullptr;
    TimelinePanel *m_timeline = nullptr;
    QString m_address;
    Job<OpenedStore> m_opening; // last three: their end is asked for first
    Job<std::string> m_making;
    Job<EventDetailsPtr> m_finding;
};

} // namespace eventscope::ui
