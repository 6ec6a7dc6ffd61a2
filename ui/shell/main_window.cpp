// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "ui/connections/connection_model.h"
#include "ui/connections/connections.h"
#include "ui/connections/connections_dialog.h"
#include "ui/connections/welcome_page.h"
#include "ui/log/filter_menu.h"
#include "ui/log/inspector.h"
#include "ui/log/log_export.h"
#include "ui/log/log_follow.h"
#include "ui/log/log_page.h"
#include "ui/session/go_to.h"
#include "ui/shell/action_ids.h"
#include "ui/shell/go_to_box.h"
#include "ui/shell/jobs_strip.h"
#include "ui/shell/main_actions.h"
#include "ui/shell/navigator.h"
#include "ui/shell/page_tabs.h"
#include "ui/shell/scheme_menu.h"
#include "ui/shell/status_line.h"
#include "ui/shell/store_banners.h"
#include "ui/shell/store_button.h"
#include "ui/shell/time_menu.h"
#include "ui/shell/top_bar.h"
#include "ui/stream/stream_page.h"
#include "ui/theme/metrics.h"
#include "ui/timeline/timeline_panel.h"
#include "ui/widgets/environment_badge.h"
#include "ui/widgets/environment_words.h"
#include "ui/widgets/safe_text.h"

#include <QApplication>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr int kLayoutVersion = 1;
constexpr QSize kSmallest(1024, 640);
constexpr QSize kUsual(1280, 800);

/// The connection says more than the store itself does.
StoreMark markOf(const StoreInfo &info, const OpenTarget &target) {
    StoreMark mark;
    mark.name = QString::fromStdString(target.connection ? target.connection->name : info.identity.name);
    mark.id = info.identity.id;
    mark.address = info.identity.address;
    if (target.connection) mark.given = target.connection->environment;
    const auto unproven = std::ranges::find_if(info.readOnly.evidence,
                                               [](const Evidence &rung) { return rung.rung == "tls" && !rung.holds; });
    if (target.connection) mark.exception = exceptionWords(target.connection->tls);
    if (mark.exception.isEmpty() && unproven != info.readOnly.evidence.end())
        mark.exception = shortened(unproven->statement, kMessageCharacters);
    return mark;
}

} // namespace

MainWindow::MainWindow(Workers &workers, Theme &theme, Settings &settings, Connections &connections, Doors doors)
    : m_workers(workers),
      m_theme(theme),
      m_settings(settings),
      m_connections(connections),
      m_actions(this),
      m_opener(workers, theme, connections, std::move(doors),
               {[this](OpenedStore opened, const OpenTarget &target) { adopt(std::move(opened), target); },
                [this](const Error &error) { showProblem(error); }},
               this),
      m_finding(workers) {
    addMainActions(m_actions);
    fillMenus(*menuBar(), m_actions);
    new TimeMenu(m_actions, settings, this);
    m_topBar = new TopBar(m_actions, theme, settings, this);
    addToolBar(Qt::TopToolBarArea, m_topBar);

    auto *centre = new QWidget(this);
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_banners = new StoreBanners(theme, centre);
    m_stack = new QStackedWidget(centre);
    m_welcome = new WelcomePage(connections, theme, m_stack);
    m_stack->addWidget(m_welcome);
    column->addWidget(m_banners);
    column->addWidget(m_stack, 1);
    setCentralWidget(centre);

    m_left = addDock(tr("Navigator"), actions::kNavigator, Qt::LeftDockWidgetArea);
    m_right = addDock(tr("Inspector"), actions::kInspector, Qt::RightDockWidgetArea);
    m_bottom = addDock(tr("Timeline"), actions::kTimeline, Qt::BottomDockWidgetArea);
    m_status = new StatusLine(this);
    m_badge = new EnvironmentBadge(theme, this);
    statusBar()->addWidget(m_badge);
    statusBar()->addWidget(m_status, 1);
    statusBar()->addPermanentWidget(new JobsStrip(workers.jobs(), this));
    statusBar()->setSizeGripEnabled(false);

    setMinimumSize(kSmallest);
    setAcceptDrops(true);
    connectActions();
    new SchemeMenu(m_actions, settings, this);
    if (!restoreGeometry(settings.windowGeometry())) resize(kUsual);
    closeStore();
}

MainWindow::~MainWindow() { closeStore(); }

QDockWidget *MainWindow::addDock(const QString &title, QLatin1String toggle, Qt::DockWidgetArea area) {
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName(toggle);
    auto *noTitle = new QWidget(dock); // its content says what it is
    (new QHBoxLayout(noTitle))->setContentsMargins(0, 0, 0, 0);
    dock->setTitleBarWidget(noTitle);
    dock->setFeatures(QDockWidget::DockWidgetClosable);
    addDockWidget(area, dock);
    QAction *action = m_actions.action(toggle);
    action->setCheckable(true);
    connect(action, &QAction::triggered, dock, &QWidget::setVisible);
    connect(dock->toggleViewAction(), &QAction::toggled, action, &QAction::setChecked);
    return dock;
}

void MainWindow::connectActions() {
    using namespace actions;
    const auto on = [this](QLatin1String id, auto slot) {
        connect(m_actions.action(id), &QAction::triggered, this, slot);
    };
    const auto withStore = [this, on](QLatin1String id, auto slot) {
        on(id, [this, slot] {
            if (m_session) slot();
        });
    };
    on(kOpenFile, &MainWindow::chooseFile);
    on(kOpenSample, &MainWindow::openSample);
    on(kConnections, &MainWindow::showConnections);
    on(kNewConnection, [this] { showConnections()->addNew(); });
    on(kCloseStore, &MainWindow::closeStore);
    on(kQuit, &MainWindow::close);
    withStore(kExport, [this] { m_pages->log()->exporting()->exportShown(); });
    withStore(kExportSelected, [this] { m_pages->log()->exporting()->exportSelected(); });
    withStore(kBack, [this] { m_session->cursor().back(); });
    withStore(kForward, [this] { m_session->cursor().forward(); });
    withStore(kHead, [this] { m_session->cursor().returnToHead(); });
    withStore(kGoTo, [this] {
        m_topBar->goTo()->setFocus(Qt::ShortcutFocusReason);
        m_topBar->goTo()->selectAll();
    });
    withStore(kShowLog, [this] { m_pages->showLog(); });
    withStore(kFilter, [this] { m_pages->showFilter(); });
    connect(m_actions.action(kPause), &QAction::toggled, this, [this](bool isPaused) {
        if (m_session) m_pages->log()->follow()->setPaused(isPaused);
    });
    withStore(kCloseTab, [this] { m_pages->closeCurrent(); });
    withStore(kNextPane, [this] { focusNextPane(); });
    withStore(kEvidence, [this] { m_topBar->showEvidence(); });
    withStore(kDefaultLayout, [this] { layOut(); });
    connect(m_actions.action(kFullScreen), &QAction::toggled, this,
            [this](bool full) { full ? showFullScreen() : showNormal(); });
    on(kAbout, &MainWindow::showAbout);
    connect(m_topBar->goTo(), &GoToBox::targetRequested, this, &MainWindow::goTo);
    connect(m_topBar->store(), &StoreButton::environmentChanged, this, &MainWindow::showEnvironment);
    connect(m_topBar->store(), &StoreButton::editRequested, this, &MainWindow::showConnections);
    connectWelcome();
}

void MainWindow::connectWelcome() {
    connect(m_welcome, &WelcomePage::connectionsRequested, this, &MainWindow::showConnections);
    connect(m_welcome, &WelcomePage::newConnectionRequested, this,
            [this](const QString &address) { showConnections()->addNew(address); });
    connect(m_welcome, &WelcomePage::sampleRequested, this, &MainWindow::openSample);
    connect(m_welcome, &WelcomePage::openFileRequested, this, &MainWindow::chooseFile);
    connect(m_welcome, &WelcomePage::openRequested, this, [this](const QString &address) { open(address); });
    connect(m_welcome, &WelcomePage::forgetRequested, &m_settings, &Settings::removeRecent);
    connect(&m_settings, &Settings::recentsChanged, this, [this] { m_welcome->setRecents(m_settings.recents()); });
    m_welcome->setRecents(m_settings.recents());
}

void MainWindow::open(const QString &name, std::optional<Position> asOf) {
    m_banners->hideFailure();
    m_asOf = asOf;
    m_opener.open(name);
}

void MainWindow::openSample() {
    m_banners->hideFailure();
    m_asOf.reset();
    m_opener.openSample();
}

ConnectionsDialog *MainWindow::showConnections() {
    auto *dialog = findChild<ConnectionsDialog *>();
    if (!dialog) {
        dialog = new ConnectionsDialog(m_workers, m_theme, m_connections, m_opener.tester(), this);
        connect(dialog, &ConnectionsDialog::openRequested, this,
                [this](const QString &name) { open(QLatin1Char('@') + name); });
    }
    dialog->open();
    return dialog;
}

void MainWindow::adopt(OpenedStore opened, const OpenTarget &target) {
    closeStore();
    m_session = std::make_unique<Session>(m_workers, std::move(opened));
    m_pages = new PageTabs(*m_session, m_theme, m_stack);
    m_stack->addWidget(m_pages);
    m_stack->setCurrentWidget(m_pages);
    fillDocks();
    m_topBar->setSession(m_session.get());
    m_topBar->setMark(markOf(m_session->info(), target));
    m_topBar->show();
    m_status->setSession(m_session.get());
    m_settings.addRecent(target.name);
    if (m_asOf) {
        connect(m_session.get(), &Session::loaded, this,
                [this, position = *m_asOf] { m_session->cursor().moveTo(position); });
    }
    enableActions(true);
    layOut();
    restoreState(m_settings.windowState(), kLayoutVersion);
    showEnvironment();
    m_pages->showLog();
    m_banners->setSession(m_session.get());
    Q_EMIT storeOpened();
}

void MainWindow::fillDocks() {
    m_navigator = new Navigator(*m_session, m_theme, m_left);
    m_inspector = new Inspector(*m_session, m_theme, m_right);
    m_timeline = new TimelinePanel(*m_session, m_theme, m_bottom);
    m_left->setWidget(m_navigator);
    m_right->setWidget(m_inspector);
    m_bottom->setWidget(m_timeline);
    connect(m_navigator, &Navigator::streamActivated, m_pages, [this](const StreamId &id) { m_pages->openStream(id); });
    connect(m_inspector, &Inspector::streamActivated, m_pages,
            [this](const StreamId &id, Position position) { m_pages->openStream(id, position); });
    QAction *pause = m_actions.action(actions::kPause);
    pause->setChecked(false); // each store begins live
    connect(m_pages->log()->follow(), &LogFollow::pausedChanged, pause, &QAction::setChecked);
    connect(m_inspector->filterMenu(), &FilterMenu::applyRequested, m_pages, &PageTabs::showMatching);
    connect(m_inspector->filterMenu(), &FilterMenu::prepareRequested, m_pages, &PageTabs::prepareFilter);
    connect(m_inspector, &Inspector::columnRequested, m_pages, [this](const PayloadPath &path) {
        m_pages->showLog();
        m_pages->log()->addColumn(path);
    });
    connect(m_inspector, &Inspector::eventActivated, this, [this](Position position) {
        m_pages->log()->showPosition(position);
        m_inspector->showPosition(position); // also where a filter hides it
    });
    connect(m_pages, &PageTabs::eventSelected, m_inspector, &Inspector::showPosition);
}

void MainWindow::closeStore() {
    m_finding.drop();
    if (m_session) m_settings.setWindow(saveGeometry(), saveState(kLayoutVersion));
    for (QDockWidget *dock : {m_left, m_right, m_bottom}) {
        delete dock->widget();
        dock->hide();
    }
    delete m_pages;
    m_pages = nullptr;
    m_navigator = nullptr;
    m_inspector = nullptr;
    m_timeline = nullptr;
    m_topBar->setSession(nullptr);
    m_topBar->setMark(std::nullopt);
    m_topBar->hide();
    m_status->setSession(nullptr);
    m_banners->setSession(nullptr);
    m_session.reset();
    enableActions(false);
    showEnvironment();
}

/// Those that need a store.
void MainWindow::enableActions(bool isOpen) {
    using namespace actions;
    for (const QLatin1String id : {kCloseStore, kExport, kExportSelected, kGoTo, kShowLog, kFilter, kPause, kCloseTab,
                                   kNextPane, kEvidence, kNavigator, kInspector, kTimeline, kDefaultLayout}) {
        m_actions.action(id)->setEnabled(isOpen);
    }
}

void MainWindow::layOut() {
    for (QDockWidget *dock : {m_left, m_right, m_bottom})
        dock->show();
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    const Metrics metrics(font());
    const auto part = [&](int percent, int stepsMax) {
        return std::min(width() * percent / 100, metrics.steps(stepsMax));
    };
    resizeDocks({m_left, m_right}, {part(17, 54), part(23, 84)}, Qt::Horizontal);
    resizeDocks({m_bottom}, {metrics.steps(30)}, Qt::Vertical);
}

void MainWindow::goTo(const QString &text) {
    if (!m_session) return;
    const auto target = parseGoTo(text.toStdString(), *m_session);
    if (!target) return m_topBar->goTo()->showProblem(shortened(describe(target.error()), kMessageCharacters));
    if (const auto *stream = std::get_if<StreamId>(&*target)) {
        m_pages->openStream(*stream);
    } else if (const auto *position = std::get_if<Position>(&*target)) {
        m_session->cursor().moveTo(*position);
        m_pages->log()->showPosition(*position);
    } else {
        m_finding.start(m_session->event(std::get<EventId>(*target)), [this](const Result<EventDetailsPtr> &found) {
            if (!found) return m_topBar->goTo()->showProblem(shortened(describe(found.error()), kMessageCharacters));
            m_pages->showLog();
            m_pages->log()->showPosition((*found)->event().position());
        });
    }
    m_topBar->goTo()->clear();
    m_pages->currentWidget()->setFocus();
}

void MainWindow::chooseFile() {
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open a store"), {}, tr("Event stores (*.evdb *.db *.sqlite *.jsonl *.ndjson *.json);;All files (*)"));
    if (!path.isEmpty()) open(path);
}

void MainWindow::showProblem(const Error &error) {
    if (error.kind == ErrorKind::Cancelled) return;
    const QString text = shortened(describe(error), kMessageCharacters);
    m_banners->sayFailure(text);
    Q_EMIT openFailed(text);
}

void MainWindow::showEnvironment() {
    const Environment environment = m_topBar->store()->environment();
    m_badge->setEnvironment(environment);
    if (m_pages) m_pages->setEnvironment(environment);
    showTitle();
}

void MainWindow::showTitle() {
    QStringList parts;
    if (m_session) parts += shortened(m_topBar->store()->name().toStdString(), kNameCharacters);
    if (const QString mark = capitals(m_topBar->store()->environment()); !mark.isEmpty()) parts += mark;
    parts += QStringLiteral("Eventscope");
    setWindowTitle(parts.join(QStringLiteral(" \u00b7 ")));
}

void MainWindow::focusNextPane() {
    QWidget *const panes[] = {m_navigator->tree(), m_pages->currentWidget(), m_inspector, m_timeline, m_topBar->goTo()};
    std::size_t next = 0;
    for (std::size_t i = 0; i < std::size(panes); ++i) {
        const QWidget *focused = QApplication::focusWidget();
        if (focused && (panes[i] == focused || panes[i]->isAncestorOf(focused))) next = (i + 1) % std::size(panes);
    }
    QWidget *pane = panes[next];
    if (pane->focusPolicy() == Qt::NoFocus && !pane->focusProxy()) {
        for (QWidget *child : pane->findChildren<QWidget *>()) {
            if (child->isVisible() && child->focusPolicy() & Qt::TabFocus) return child->setFocus(Qt::TabFocusReason);
        }
    }
    pane->setFocus(Qt::TabFocusReason);
}

void MainWindow::showAbout() {
    QMessageBox box(this);
    box.setWindowTitle(tr("About Eventscope"));
    box.setTextFormat(Qt::PlainText);
    box.setText(QStringLiteral("Eventscope %1").arg(QCoreApplication::applicationVersion()));
    box.setInformativeText(
        tr("Free software under the GNU General Public License, version 3 or later; its core under the "
           "Apache License 2.0.\nIt talks to the stores that you open and to nothing else."));
    box.exec();
}

void MainWindow::closeEvent(QCloseEvent *event) {
    m_settings.setWindow(saveGeometry(), m_session ? saveState(kLayoutVersion) : m_settings.windowState());
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event) {
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().front().isLocalFile()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event) { open(event->mimeData()->urls().front().toLocalFile()); }

} // namespace eventscope::ui
