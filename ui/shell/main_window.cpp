// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "ui/connections/connections_dialog.h"
#include "ui/connections/welcome_page.h"
#include "ui/privacy/privacy_page.h"
#include "ui/shell/about_box.h"
#include "ui/shell/action_ids.h"
#include "ui/shell/assistance.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/dock_widths.h"
#include "ui/shell/file_drops.h"
#include "ui/shell/jobs_strip.h"
#include "ui/shell/main_actions.h"
#include "ui/shell/missing_stores.h"
#include "ui/shell/note_actions.h"
#include "ui/shell/page_area.h"
#include "ui/shell/page_memory.h"
#include "ui/shell/scheme_menu.h"
#include "ui/shell/status_line.h"
#include "ui/shell/store_actions.h"
#include "ui/shell/store_banners.h"
#include "ui/shell/store_button.h"
#include "ui/shell/store_docks.h"
#include "ui/shell/store_guest_page.h"
#include "ui/shell/store_keeper.h"
#include "ui/shell/store_pages.h"
#include "ui/shell/store_view.h"
#include "ui/shell/time_menu.h"
#include "ui/shell/top_bar.h"
#include "ui/shell/vault_choice.h"
#include "ui/shell/vault_locker.h"
#include "ui/shell/window_place.h"
#include "ui/widgets/environment_badge.h"
#include "ui/widgets/environment_words.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QApplication>
#include <QFileDialog>
#include <QLabel>
#include <QMenuBar>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr int kLayoutVersion = 1;
constexpr QSize kSmallest(1024, 640);
constexpr QSize kUsual(1280, 800);

} // namespace

MainWindow::MainWindow(Workers &workers, Theme &theme, Settings &settings, Connections &connections, Doors doors)
    : m_workers(workers),
      m_theme(theme),
      m_settings(settings),
      m_connections(connections),
      m_clipboard(doors.clipboard),
      m_actions(this),
      m_opener(workers, theme, connections, std::move(doors),
               {[this](OpenedStore opened, const OpenTarget &target) { adopt(std::move(opened), target); },
                [this](const QString &name, const Error &error) { sayFailure(name, error); }},
               this) {
    addMainActions(m_actions);
    fillMenus(*menuBar(), m_actions);
    new TimeMenu(m_actions, settings, this);
    new SchemeMenu(m_actions, settings, this);
    m_topBar = new TopBar(m_actions, theme, settings, this);
    addToolBar(Qt::TopToolBarArea, m_topBar);
    layOutCentre();
    m_docks = new StoreDocks(*this, m_actions);
    m_status = new StatusLine(this);
    m_badge = new EnvironmentBadge(theme, this);
    m_masked = plainLabel(tr("Personal values are masked"), this);
    statusBar()->addWidget(m_badge);
    statusBar()->addWidget(m_masked);
    statusBar()->addWidget(m_status, 1);
    statusBar()->addPermanentWidget(new JobsStrip(workers.jobs(), this));
    statusBar()->setSizeGripEnabled(false);

    setMinimumSize(kSmallest);
    setContextMenuPolicy(Qt::NoContextMenu); // Qt's own would hide the bar, with no way back
    m_assistance = new Assistance(*this, theme, settings, connections);
    connectActions();
    connectWelcome();
    new StoreActions(*this);
    new NoteActions(*this);
    connectVaultChoice();
    m_keeper = new StoreKeeper(*this, settings, *m_missing);
    if (!restoreGeometry(settings.windowGeometry())) {
        resize(
            firstSize(kUsual, kSmallest, screen()->availableSize(), style()->pixelMetric(QStyle::PM_TitleBarHeight)));
    }
    showFront();
    showMasked();
}

MainWindow::~MainWindow() {
    delete m_keeper; // it keeps what was open until now
    for (const auto &store : m_stores)
        store->memory().finish(); // while all pages stand where they stood
    while (!m_stores.empty())
        remove(*m_stores.back());
}

void MainWindow::layOutCentre() {
    auto *centre = new QWidget(this);
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_banners = new StoreBanners(m_theme, centre);
    m_stack = new QStackedWidget(centre);
    m_welcome = new WelcomePage(m_connections, m_theme, m_stack);
    m_area = new PageArea(m_theme, m_stack);
    m_stack->addWidget(m_welcome);
    m_stack->addWidget(m_area);
    m_missing = new MissingStores(m_theme, centre);
    column->addWidget(m_missing);
    column->addWidget(m_banners);
    column->addWidget(m_stack, 1);
    setCentralWidget(centre);
    connect(m_area, &PageArea::frontChanged, this, &MainWindow::handleFront);
    connect(m_area, &PageArea::closeRequested, this, &MainWindow::closePage);
}

Session *MainWindow::session() const { return m_front ? &m_front->session() : nullptr; }
StorePages *MainWindow::pages() const { return m_front ? m_front->pages() : nullptr; }
Inspector *MainWindow::inspector() const { return m_front ? m_front->inspector() : nullptr; }
Navigator *MainWindow::navigator() const { return m_front ? m_front->navigator() : nullptr; }
TimelinePanel *MainWindow::timeline() const { return m_front ? m_front->timeline() : nullptr; }

void MainWindow::connectActions() {
    using namespace actions;
    const auto on = [this](QLatin1String id, auto slot) {
        connect(m_actions.action(id), &QAction::triggered, this, slot);
    };
    on(kOpenFile, &MainWindow::chooseFile);
    on(kOpenSample, &MainWindow::openSample);
    on(kConnections, &MainWindow::showConnections);
    on(kNewConnection, [this] { showConnections()->addNew(); });
    on(kQuit, &QWidget::close);
    connect(m_actions.action(kFullScreen), &QAction::toggled, this,
            [this](bool full) { full ? showFullScreen() : showNormal(); });
    on(kAbout, [this] { showAbout(this); });
    m_actions.action(kMasked)->setChecked(m_settings.isMasked());
    connect(m_actions.action(kMasked), &QAction::toggled, this, &MainWindow::setMasked);
    on(kLockVaults, [locker = new VaultLocker(*this)] { locker->lockAll(); });
    connect(m_topBar->store(), &StoreButton::environmentChanged, this, &MainWindow::showEnvironment);
    connect(m_topBar->store(), &StoreButton::editRequested, this, &MainWindow::showConnections);
    auto *drops = new FileDrops(this);
    connect(drops, &FileDrops::hovered, m_welcome, &WelcomePage::setDropHint);
    connect(drops, &FileDrops::dropped, this, [this](const QStringList &names) {
        for (const QString &name : names)
            open(name);
    });
}

void MainWindow::connectVaultChoice() {
    m_vaultChoice = new VaultChoice(*this, m_theme);
    connect(m_actions.action(actions::kChooseVault), &QAction::triggered, m_vaultChoice, &VaultChoice::choose);
    connect(m_banners, &StoreBanners::chooseVaultRequested, m_vaultChoice, &VaultChoice::choose);
    connect(m_banners, &StoreBanners::showBackupsRequested, this, [this] {
        m_front->privacy()->show();
        m_front->privacy()->page()->forgetPerson();
    });
    connect(m_vaultChoice, &VaultChoice::refused, m_banners, &StoreBanners::sayFailure);
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
    m_banners->hideFailures();
    const auto known = std::ranges::find_if(m_stores, [&name](const auto &store) { return store->name() == name; });
    if (known != m_stores.end()) return bringToFront(**known, asOf);
    m_opener.open(name, {asOf, false});
}

void MainWindow::openBehind(const QString &name) { m_opener.open(name, {std::nullopt, true}); }

void MainWindow::restoreStores() { m_keeper->restore(); }

void MainWindow::openSample() {
    m_banners->hideFailures();
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
    if (!target.wish.isBehind) m_settings.addRecent(target.name);
    const StoreMark mark = markOf(opened.store->info(), target.connection);
    // By another way of writing its address; what a connection says of a store holds for what it opened only.
    const auto same = std::ranges::find_if(m_stores, [&](const auto &store) {
        return !target.connection && !store->mark().given && store->mark().id == mark.id &&
               (store->mark().address == mark.address || store->session().cliStore() == opened.cliStore);
    });
    if (same == m_stores.end())
        addStore(std::move(opened), target);
    else if (!target.wish.isBehind)
        bringToFront(**same, target.wish.asOf);
    Q_EMIT storeOpened();
    Q_EMIT openingEnded(target.name);
}

void MainWindow::addStore(OpenedStore opened, const OpenTarget &target) {
    const StoreView::Frame frame{m_workers, m_theme, m_settings, *m_area, m_docks->parents()};
    auto *store = m_stores.emplace_back(std::make_unique<StoreView>(frame, std::move(opened), target)).get();
    m_docks->add(*store);
    connect(store, &StoreView::goToRefused, m_assistance->palette(), &CommandPalette::showProblem);
    // Queued, since the store's view is not there any more when it has been done.
    connect(
        store, &StoreView::reloadRequested, this, [this, store](const QString &erasure) { reload(*store, erasure); },
        Qt::QueuedConnection);
    store->pages()->addLog();
    if (!target.wish.isBehind) bringToFront(*store, target.wish.asOf);
    if (m_stores.size() == 1) layOut();
    showEnvironment();
    Q_EMIT storeAdded(store);
}

void MainWindow::bringToFront(StoreView &store, std::optional<Position> asOf) {
    store.pages()->showCurrent();
    if (asOf) store.moveTo(*asOf);
}

/// As the user left it.
void MainWindow::layOut() {
    m_docks->layOut();
    restoreState(m_settings.windowState(), kLayoutVersion);
    m_docks->widths().setDragged(m_settings.dockWidths());
}

void MainWindow::closeStore() {
    if (m_front) remove(*m_front);
}

void MainWindow::remove(StoreView &store) {
    if (m_stores.size() == 1) keepWindow();
    store.memory().finish();
    m_area->removeAllOf(&store); // another one is in front
    std::erase_if(m_stores, [&store](const auto &each) { return each.get() == &store; });
    showEnvironment();
}

void MainWindow::reloadAll() {
    StoreView *front = m_front;
    const QString name = front ? front->name() : QString();
    std::vector<StoreView *> all;
    for (const auto &store : m_stores)
        all.push_back(store.get());
    for (StoreView *store : all)
        reload(*store, {});
    for (const auto &store : m_stores)
        if (store->name() == name) store->pages()->showCurrent();
}

/// What was copied while it was to be seen goes as well.
void MainWindow::setMasked(bool isMasked) {
    m_settings.setMasked(isMasked);
    if (isMasked) forgetCopied();
    reloadAll();
    showMasked();
}

void MainWindow::showMasked() {
    m_masked->setVisible(m_settings.isMasked());
    showTitle();
}

StoreView &MainWindow::replace(StoreView &store, OpenedStore opened) {
    const KeptPages pages = store.memory().pages();
    const OpenTarget target = store.target();
    remove(store);
    addStore(std::move(opened), target);
    StoreView &again = *m_stores.back();
    again.memory().bringBack(pages);
    return again;
}

void MainWindow::reloadWith(StoreView &store, OpenedStore opened) {
    if (StoreView &again = replace(store, std::move(opened)); m_front == &again) again.pages()->showCurrent();
}

/// With the same pages. What was copied of somebody who was erased goes as well.
void MainWindow::reload(StoreView &store, const QString &erasure) {
    if (!erasure.isEmpty()) forgetCopied();
    StoreView &again = replace(store, openedAnew(store.opened()));
    if (!erasure.isEmpty()) {
        again.privacy()->show();
        again.privacy()->page()->showErasure(erasure.toStdString(), PrivacyStep::Verify);
    } else if (m_front == &again) {
        again.pages()->showCurrent();
    }
}

void MainWindow::closePage(QWidget *page) {
    for (const auto &store : m_stores)
        if (m_area->ownerOf(page) == store.get()) return store->pages()->close(page);
}

void MainWindow::handleFront() {
    const QObject *owner = m_area->ownerOf(m_area->front());
    const auto found = std::ranges::find_if(m_stores, [owner](const auto &store) { return store.get() == owner; });
    StoreView *front = found == m_stores.end() ? nullptr : found->get();
    if (front == m_front) return;
    m_front = front;
    showFront();
    Q_EMIT frontChanged();
}

void MainWindow::showFront() {
    m_stack->setCurrentWidget(m_front ? static_cast<QWidget *>(m_area) : m_welcome);
    m_docks->show(m_front);
    m_topBar->setSession(session());
    m_topBar->setMark(m_front ? std::optional(m_front->mark()) : std::nullopt);
    m_topBar->setVisible(m_front != nullptr);
    m_status->setSession(session());
    m_banners->setSession(session());
    showEnvironment();
}

void MainWindow::goTo(const QString &text) {
    if (!m_front || !m_front->goTo(text)) return;
    m_assistance->palette()->close();
    m_area->front()->setFocus();
}

void MainWindow::chooseFile() {
    const QStringList paths = QFileDialog::getOpenFileNames(
        this, tr("Open stores"), {}, tr("Event stores (*.evdb *.db *.sqlite *.jsonl *.ndjson *.json);;All files (*)"));
    for (const QString &path : paths)
        open(path);
}

void MainWindow::sayFailure(const QString &name, const Error &error) {
    const bool isSaid = m_keeper->noteFailure(name, error);
    if (error.kind != ErrorKind::Cancelled) {
        const QString text = shortened(describe(error), kMessageCharacters);
        if (!isSaid) m_banners->sayFailure(text);
        Q_EMIT openFailed(text);
    }
    Q_EMIT openingEnded(name);
}

void MainWindow::showEnvironment() {
    for (const auto &store : m_stores)
        store->markTabs(m_stores.size() > 1);
    m_badge->setEnvironment(m_topBar->store()->environment());
    showTitle();
}

void MainWindow::showTitle() {
    QStringList parts;
    if (m_front) parts += shortened(m_front->mark().name.toStdString(), kNameCharacters);
    if (const QString mark = capitals(m_topBar->store()->environment()); !mark.isEmpty()) parts += mark;
    if (m_settings.isMasked()) parts += tr("masked");
    parts += QStringLiteral("Eventscope");
    setWindowTitle(parts.join(QStringLiteral(" \u00b7 ")));
}

void MainWindow::keepWindow() {
    m_settings.setWindow(saveGeometry(), m_front ? saveState(kLayoutVersion) : m_settings.windowState());
    if (m_front) m_settings.setDockWidths(m_docks->widths().dragged());
}

void MainWindow::closeEvent(QCloseEvent *event) {
    keepWindow();
    QMainWindow::closeEvent(event);
}

} // namespace eventscope::ui
