// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connections_dialog.h"

#include "ui/connections/connection_editor.h"
#include "ui/connections/connection_tree.h"
#include "ui/connections/connections.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/dialog_size.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

ConnectionsDialog::ConnectionsDialog(Workers &workers, const Theme &theme, Connections &connections,
                                     ConnectionTest::Tester tester, QWidget *parent)
    : QDialog(parent),
      m_workers(workers),
      m_theme(theme),
      m_connections(connections),
      m_tester(std::move(tester)),
      m_search(new QLineEdit),
      m_tree(new ConnectionTree(connections, theme)),
      m_empty(new EmptyState),
      m_banner(new Banner(theme)),
      m_test(new ConnectionTest(workers, theme, m_tester)) {
    const Metrics metrics(font());
    setWindowTitle(tr("Connections"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_search->setPlaceholderText(tr("Search name, folder or address"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(ui::icon(QLatin1String("search")), QLineEdit::LeadingPosition);
    setAccessible(m_search, tr("Search connections"));
    auto *left = new QVBoxLayout;
    left->setSpacing(metrics.steps(2));
    left->addWidget(m_search);
    left->addWidget(m_tree, 3);
    left->addWidget(m_empty, 3);
    left->addWidget(m_test, 2);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(metrics.steps(3));
    middle->addLayout(left, 1);
    middle->addWidget(makeButtons(), 0, Qt::AlignTop);
    auto *ends = new QDialogButtonBox(QDialogButtonBox::Close);
    m_open = ends->addButton(tr("&Open"), QDialogButtonBox::ActionRole);
    m_open->setIcon(icon(QLatin1String("open")));
    m_open->setDefault(true);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(metrics.steps(3));
    column->addWidget(m_banner);
    column->addLayout(middle, 1);
    column->addWidget(ends);
    m_tree->header()->setStretchLastSection(true);
    for (const auto &[section, steps] : {std::pair{0, 56}, std::pair{1, 28}, std::pair{2, 48}, std::pair{3, 24}})
        m_tree->header()->resizeSection(section,
                                        std::max(metrics.steps(steps), m_tree->header()->sectionSizeHint(section)));
    m_test->hide();

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_tree->setSearch(text);
        showState();
    });
    connect(m_tree, &ConnectionTree::connectionActivated, this, &ConnectionsDialog::openCurrent);
    connect(m_tree, &ConnectionTree::currentNameChanged, this, &ConnectionsDialog::showState);
    connect(&connections, &Connections::changed, this, &ConnectionsDialog::showState);
    connect(m_empty, &EmptyState::actionRequested, this, [this] { addNew(); });
    connect(&connections, &Connections::waitingChanged, this, &ConnectionsDialog::showWaiting);
    connect(m_banner, &Banner::actionRequested, this, &ConnectionsDialog::handleBanner);
    connect(m_open, &QPushButton::clicked, this, &ConnectionsDialog::openCurrent);
    connect(ends, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *remove = new QShortcut(QKeySequence::Delete, m_tree, nullptr, nullptr, Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &ConnectionsDialog::removeCurrent);
    auto *find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, m_search, qOverload<>(&QWidget::setFocus));
    resizeWithin(*this, {metrics.steps(236), metrics.steps(136)});
    m_connections.reload();
    m_tree->setFocus();
}

QPushButton *ConnectionsDialog::button(const QString &text, QLatin1String iconName, const QString &tip) {
    auto *made = new QPushButton(icon(iconName), text);
    made->setAutoDefault(false);
    made->setToolTip(tip);
    // Centred text would make a ragged column of icons.
    made->setStyleSheet(QStringLiteral("text-align: left; padding: %1px %2px;")
                            .arg(Metrics(font()).unit)
                            .arg(Metrics(font()).steps(2)));
    return made;
}

QWidget *ConnectionsDialog::makeButtons() {
    auto *part = new QWidget;
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Metrics(font()).steps(2));
    QPushButton *add = button(tr("&New\u2026"), QLatin1String("add"), tr("Make a connection (Ctrl+N)"));
    add->setShortcut(QKeySequence::New);
    m_edit = button(tr("&Edit\u2026"), QLatin1String("edit"), tr("Change this connection"));
    m_duplicate = button(tr("D&uplicate\u2026"), QLatin1String("copy"), tr("Make another one like this"));
    m_move = button(tr("&Move to"), QLatin1String("folder"), tr("Move this connection to another folder"));
    m_remove = button(tr("&Delete"), QLatin1String("delete"), tr("Delete this connection; its store is left alone"));
    m_testButton = button(tr("&Test"), QLatin1String("connect"), tr("Open and close it, and say what was found"));
    for (QPushButton *each : {add, m_edit, m_duplicate, m_move, m_remove, m_testButton})
        column->addWidget(each);
    connect(add, &QPushButton::clicked, this, [this] { addNew(); });
    connect(m_edit, &QPushButton::clicked, this, [this] { editNamed(m_tree->currentName()); });
    connect(m_duplicate, &QPushButton::clicked, this, &ConnectionsDialog::duplicateCurrent);
    connect(m_move, &QPushButton::clicked, this, &ConnectionsDialog::showMoveMenu);
    connect(m_remove, &QPushButton::clicked, this, &ConnectionsDialog::removeCurrent);
    connect(m_testButton, &QPushButton::clicked, this, &ConnectionsDialog::testCurrent);
    return part;
}

ConnectionEditor *ConnectionsDialog::editor() const { return findChild<ConnectionEditor *>(); }

void ConnectionsDialog::addNew(const QString &address) {
    Connection connection;
    connection.folder = m_tree->currentFolder().toStdString();
    connection.address = address.toStdString();
    edit(connection, {});
}

void ConnectionsDialog::editNamed(const QString &name) {
    if (const auto connection = m_connections.find(name)) edit(*connection, name);
}

void ConnectionsDialog::duplicateCurrent() {
    auto connection = m_connections.find(m_tree->currentName());
    if (!connection) return;
    connection->name = m_connections.freeName(m_tree->currentName()).toStdString();
    edit(*connection, {});
}

void ConnectionsDialog::edit(const Connection &connection, const QString &editing) {
    auto *dialog = new ConnectionEditor(m_workers, m_theme, m_connections, m_tester, connection, editing, this);
    connect(dialog, &ConnectionEditor::saved, this, [this](const QString &name) {
        m_banner->hide();
        m_test->clear();
        m_test->hide();
        m_search->clear();
        m_tree->setCurrentName(name);
        m_tree->setFocus();
    });
    dialog->open();
}

void ConnectionsDialog::removeCurrent() {
    const QString name = m_tree->currentName();
    const auto connection = m_connections.find(name);
    if (!connection || m_connections.isChanging()) return;
    m_connections.remove(name, this, [this, connection](const Result<void> &removed) {
        if (!removed) return report(removed);
        m_removed = connection;
        m_banner->say(Role::Info,
                      tr("%1 is deleted, and its remembered password forgotten. The store itself is left alone.")
                          .arg(shortened(connection->name, kNameCharacters)),
                      tr("Undo"));
    });
}

void ConnectionsDialog::undoRemoval() {
    m_banner->hide();
    if (!m_removed) return;
    const auto connection = *std::exchange(m_removed, std::nullopt);
    // Production begins without the right to write; what had it gets it back.
    Connection careful = connection;
    careful.mayWrite = connection.mayWrite && connection.environment != Environment::Production;
    const QString name = QString::fromStdString(connection.name);
    const auto finish = [this, name](const Result<void> &restored) {
        report(restored);
        m_tree->setCurrentName(name);
    };
    m_connections.put(careful, {}, this, [this, careful, connection, name, finish](const Result<void> &restored) {
        if (!restored || careful == connection) return finish(restored);
        m_connections.put(connection, name, this, finish);
    });
}

void ConnectionsDialog::showMoveMenu() {
    const auto connection = m_connections.find(m_tree->currentName());
    if (!connection) return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString &text, const QString &folder) {
        QAction *action =
            menu->addAction(icon(QLatin1String("folder")), text, this, [this, folder] { moveCurrent(folder); });
        action->setEnabled(folder.toStdString() != connection->folder);
    };
    add(tr("No folder"), {});
    for (const QString &folder : m_connections.folders())
        add(safeText(folder.toStdString()).replace(QLatin1Char('&'), QStringLiteral("&&")), folder);
    menu->addSeparator();
    menu->addAction(icon(QLatin1String("add")), tr("A new folder\u2026"), this, [this] {
        bool isChosen = false;
        const QString folder = QInputDialog::getText(this, tr("A new folder"), tr("Name, such as Payments/EU"),
                                                     QLineEdit::Normal, m_tree->currentFolder(), &isChosen);
        if (isChosen) moveCurrent(folder.trimmed());
    });
    menu->popup(m_move->mapToGlobal(QPoint(0, m_move->height())));
}

void ConnectionsDialog::moveCurrent(const QString &folder) {
    const QString name = m_tree->currentName();
    auto connection = m_connections.find(name);
    if (!connection || m_connections.isChanging()) return;
    connection->folder = folder.toStdString();
    m_connections.put(*connection, name, this, [this, name](const Result<void> &moved) {
        report(moved);
        m_tree->setCurrentName(name);
    });
}

void ConnectionsDialog::testCurrent() {
    const auto connection = m_connections.find(m_tree->currentName());
    if (!connection) return;
    m_test->show();
    m_test->start(*connection);
}

void ConnectionsDialog::openCurrent() {
    const QString name = m_tree->currentName();
    if (name.isEmpty()) return;
    Q_EMIT openRequested(name);
    accept();
}

void ConnectionsDialog::showState() {
    const bool isOne = !m_tree->currentName().isEmpty();
    for (QPushButton *each : {m_edit, m_duplicate, m_move, m_remove, m_testButton, m_open})
        each->setEnabled(isOne);
    const bool isEmpty = m_tree->shownCount() == 0;
    m_tree->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    if (m_connections.all().empty()) {
        m_empty->say(tr("No connections yet"),
                     tr("A connection is a store by name: where it is, which environment it belongs to, and whether "
                        "it may be written. No password is ever written into it."),
                     tr("New connection\u2026"));
    } else if (isEmpty) {
        m_empty->say(tr("Nothing found"), tr("No name, folder or address contains this."));
    }
    if (const auto &problem = m_connections.problem())
        m_banner->say(Role::Error, shortened(describe(*problem), kMessageCharacters));
}

/// Not while the editor is in front: it says so itself.
void ConnectionsDialog::showWaiting() {
    if (editor()) return;
    if (m_connections.isWaiting())
        m_banner->say(Role::Info, waitingWords(), tr("Cancel"));
    else
        m_banner->hide();
}

void ConnectionsDialog::handleBanner() {
    if (m_connections.isWaiting())
        m_connections.giveUp();
    else
        undoRemoval();
}

void ConnectionsDialog::report(const Result<void> &outcome) {
    if (!outcome && outcome.error().kind != ErrorKind::Cancelled)
        m_banner->say(Role::Error, shortened(describe(outcome.error()), kMessageCharacters));
}

} // namespace eventscope::ui
