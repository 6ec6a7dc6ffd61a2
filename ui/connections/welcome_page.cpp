// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/welcome_page.h"

#include "ui/connections/connection_model.h"
#include "ui/connections/connection_tree.h"
#include "ui/connections/connections.h"
#include "ui/connections/server_address.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/environment_words.h"
#include "ui/widgets/menu_offer.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/scrolled_content.h"

#include <QCommandLinkButton>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr int kConnectionsShown = 8;
constexpr int kRecentsShown = 6;
constexpr int kListSteps = 80; ///< width of a list
constexpr int kFolderStepsMin = 12;
constexpr QLatin1String kServerScheme("postgresql://");

/// What was open lately, as the list shows it.
struct Recent {
    QString name;
    QString tip;
    QIcon icon;
    bool isThere = true;
    QString folder = {}; ///< of a file: names alone may look alike
};

/// From the user's own folder on, as shells write it.
QString folderOf(const QFileInfo &file) {
    const QString folder = file.absolutePath();
    const QString home = QDir::homePath();
    const bool isWithin = folder == home || folder.startsWith(home + QLatin1Char('/'));
    return isWithin ? QLatin1Char('~') + folder.mid(home.size()) : folder;
}

Recent recentOf(const QString &name, const Connections &connections, const Theme &theme) {
    if (name.startsWith(QLatin1Char('@'))) {
        const auto connection = connections.find(name.mid(1));
        if (!connection) return {name.mid(1), name.mid(1), icon(QLatin1String("connect")), false};
        const QString exception = exceptionWords(connection->tls);
        QStringList tip{word(connection->environment), QString::fromStdString(connection->address)};
        if (!exception.isEmpty()) tip += exception;
        return {name.mid(1), tip.join(QStringLiteral(" \u00b7 ")),
                exception.isEmpty() ? environmentIcon(connection->environment, theme)
                                    : icon(QLatin1String("unproven"), theme, Role::Warning)};
    }
    if (isServer(name)) {
        const QString weak = weakTlsOf(name);
        if (weak.isEmpty()) return {shortName(name), name, icon(QLatin1String("store"))};
        return {WelcomePage::tr("%1 \u00b7 server not proven").arg(shortName(name)),
                WelcomePage::tr("%1 \u00b7 the server need not prove who it is (%2)").arg(name, weak),
                icon(QLatin1String("unproven"), theme, Role::Warning)};
    }
    const QFileInfo file(name.section(QLatin1Char(':'), -1));
    return {file.fileName(), name, icon(QLatin1String("store")), file.exists(), folderOf(file)};
}

QCommandLinkButton *bigButton(QLatin1String iconName, const QString &title, const QString &explanation) {
    auto *button = new QCommandLinkButton(title, explanation);
    button->setIcon(icon(iconName));
    button->setAutoDefault(true); // Return presses it, as in a dialog
    setAccessible(button, title, explanation);
    return button;
}

QLabel *heading(const QString &text) {
    QLabel *label = plainLabel(text);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    return label;
}

} // namespace

WelcomePage::WelcomePage(const Connections &connections, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_connections(connections),
      m_theme(theme),
      m_server(new QLineEdit),
      m_tree(new ConnectionTree(connections, theme)),
      m_treeProblem(plainLabel()),
      m_recents(new QListWidget),
      m_promise(plainLabel()) {
    const Metrics metrics(font());
    auto *outer = new QVBoxLayout(addScrolledContent(*this));
    outer->addStretch(2);
    auto *title = plainLabel(QStringLiteral("Eventscope"));
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 2);
    title->setFont(large);
    auto *line = plainLabel(tr("See every event, and the state that it made."));
    line->setForegroundRole(QPalette::PlaceholderText);
    auto *column = new QVBoxLayout;
    column->setSpacing(metrics.unit);
    column->addWidget(title);
    column->addWidget(line);
    column->addSpacing(metrics.steps(5));
    auto *parts = new QHBoxLayout;
    parts->setSpacing(metrics.steps(8));
    parts->addWidget(makeActions(), 0, Qt::AlignTop);
    auto *lists = new QVBoxLayout;
    lists->setSpacing(metrics.steps(4));
    lists->addWidget(m_connectionsPart = makeConnections());
    lists->addWidget(m_recentsPart = makeRecents());
    lists->addStretch(1);
    parts->addLayout(lists);
    column->addLayout(parts);
    m_promise->setWordWrap(true);
    setDropHint(false);
    column->addSpacing(metrics.steps(3));
    column->addWidget(m_promise);
    auto *centred = new QHBoxLayout;
    centred->addStretch(1);
    centred->addLayout(column);
    centred->addStretch(1);
    outer->addLayout(centred);
    outer->addStretch(3);
    connect(&connections, &Connections::changed, this, &WelcomePage::showConnections);
    showConnections();
}

QWidget *WelcomePage::makeActions() {
    auto *part = new QWidget;
    part->setFixedWidth(Metrics(font()).steps(kListSteps));
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    auto *sample = bigButton(QLatin1String("sample"), tr("Open the sample store"),
                             tr("20,000 events of a small shop, made on your computer"));
    auto *file = bigButton(QLatin1String("open"), tr("Open a file\u2026"),
                           tr("A store (.evdb), JSON lines or CloudEvents; always read-only"));
    auto *made = bigButton(QLatin1String("connect"), tr("New connection\u2026"),
                           tr("A store by name, with its environment: a database or a file"));
    column->addWidget(heading(tr("Start")));
    auto *guide = new QPushButton(tr("New here? Take the two-minute look"));
    guide->setFlat(true);
    guide->setAutoDefault(true);
    guide->setToolTip(plainToolTip(guide->text()));
    guide->setIcon(icon(QLatin1String("next")));
    setAccessible(guide, guide->text(), tr("A list of steps that leads through the sample store"));
    column->addWidget(sample);
    column->addWidget(guide, 0, Qt::AlignLeft);
    column->addWidget(file);
    column->addWidget(made);
    connect(made, &QCommandLinkButton::clicked, this, [this] { Q_EMIT newConnectionRequested(typedAddress()); });
    column->addSpacing(Metrics(font()).steps(2));
    column->addWidget(makeServer());
    connect(sample, &QCommandLinkButton::clicked, this, &WelcomePage::sampleRequested);
    connect(guide, &QPushButton::clicked, this, &WelcomePage::guideRequested);
    connect(file, &QCommandLinkButton::clicked, this, &WelcomePage::openFileRequested);
    return part;
}

QWidget *WelcomePage::makeServer() {
    const Metrics metrics(font());
    auto *part = new QWidget;
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    auto *row = new QHBoxLayout;
    auto *button = new QPushButton(tr("Connect"));
    button->setEnabled(false);
    m_server->setPlaceholderText(QStringLiteral("postgresql://user@host/shop"));
    setAccessible(m_server, tr("Address of a PostgreSQL database"));
    setAccessible(button, tr("Connect to the database"));
    row->addWidget(m_server, 1);
    row->addWidget(button);
    auto *hint = plainLabel(tr("A password comes from ~/.pgpass, a service file or PGPASSWORD, else it is asked for."));
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setWordWrap(true);
    column->addWidget(heading(tr("A PostgreSQL database")));
    column->addLayout(row);
    column->addWidget(hint);
    connect(m_server, &QLineEdit::textChanged, button,
            [button](const QString &text) { button->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_server, &QLineEdit::returnPressed, button, &QPushButton::click);
    connect(button, &QPushButton::clicked, this, [this] { Q_EMIT openRequested(typedAddress()); });
    return part;
}

QString WelcomePage::typedAddress() const {
    const QString address = m_server->text().trimmed();
    return address.isEmpty() || address.contains(QLatin1String("://")) ? address : kServerScheme + address;
}

QWidget *WelcomePage::makeConnections() {
    const Metrics metrics(font());
    auto *part = new QWidget;
    part->setFixedWidth(metrics.steps(kListSteps));
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    auto *head = new QHBoxLayout;
    auto *manage = new QToolButton;
    manage->setText(tr("Manage\u2026"));
    manage->setAutoRaise(true);
    manage->setFocusPolicy(Qt::StrongFocus);
    setAccessible(manage, tr("Manage connections"));
    head->addWidget(heading(tr("Connections")), 1);
    head->addWidget(manage);
    column->addLayout(head);
    column->addWidget(m_tree);
    column->addWidget(m_treeProblem);
    wrap(*m_treeProblem);
    m_tree->setBrief();
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(manage, &QToolButton::clicked, this, &WelcomePage::connectionsRequested);
    connect(m_tree, &ConnectionTree::connectionActivated, this,
            [this](const QString &name) { Q_EMIT openRequested(QLatin1Char('@') + name); });
    return part;
}

QWidget *WelcomePage::makeRecents() {
    const Metrics metrics(font());
    auto *part = new QWidget;
    part->setFixedWidth(metrics.steps(kListSteps));
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(heading(tr("Recent")));
    column->addWidget(m_recents);
    m_recents->setFixedHeight(kRecentsShown * metrics.rowHeight);
    m_recents->setTextElideMode(Qt::ElideMiddle);
    m_recents->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_recents->setContextMenuPolicy(Qt::CustomContextMenu);
    setAccessible(m_recents, tr("Stores opened lately"));
    connect(m_recents, &QListWidget::itemActivated, this,
            [this](const QListWidgetItem *item) { Q_EMIT openRequested(item->data(Qt::UserRole).toString()); });
    connect(m_recents, &QListWidget::customContextMenuRequested, this, [this](const QPoint &place) {
        QMenu menu(this);
        fillRecentMenu(menu, m_recents->itemAt(place));
        if (!menu.isEmpty()) menu.exec(m_recents->viewport()->mapToGlobal(place));
    });
    new MenuOffer(m_recents, [this](QMenu &menu) { fillRecentMenu(menu, m_recents->currentItem()); });
    return part;
}

void WelcomePage::fillRecentMenu(QMenu &menu, const QListWidgetItem *item) {
    if (!item) return;
    const QString name = item->data(Qt::UserRole).toString();
    menu.addAction(tr("Remove from this list"), this, [this, name] { Q_EMIT forgetRequested(name); });
}

void WelcomePage::showConnections() {
    const auto &problem = m_connections.problem();
    const int rows = m_tree->shownRows();
    m_tree->setFixedHeight(std::clamp(rows, 1, kConnectionsShown) * Metrics(font()).rowHeight);
    m_tree->setVisible(rows > 0);
    m_treeProblem->setText(problem ? shortened(describe(*problem), kMessageCharacters) : QString());
    m_treeProblem->setVisible(problem.has_value());
    m_connectionsPart->setVisible(rows > 0 || problem);
    showRecents();
}

void WelcomePage::setDropHint(bool areFilesThere) {
    m_promise->setForegroundRole(areFilesThere ? QPalette::WindowText : QPalette::PlaceholderText);
    m_promise->setText(
        areFilesThere
            ? tr("Drop the files here: each is opened in a tab of its own, read-only.")
            : tr("A file can also be dropped anywhere on this window. Nothing is ever written to a store "
                 "that you open here, and nothing leaves your computer. F1 explains each page, Ctrl+K finds every "
                 "command."));
}

void WelcomePage::setRecents(const QStringList &names) {
    m_recentNames = names;
    showRecents();
}

/// The folder is what gives way, in its middle.
QString WelcomePage::recentText(const QString &name, const QString &folder) const {
    const QString text = shortened(name.toStdString(), kNameCharacters);
    if (folder.isEmpty()) return text;
    const Metrics metrics(font());
    const QString head = text + QStringLiteral(" \u00b7 ");
    const int room = metrics.steps(kListSteps - 4) - metrics.icon - fontMetrics().horizontalAdvance(head);
    return head + fontMetrics().elidedText(shortened(folder.toStdString(), kMessageCharacters), Qt::ElideMiddle,
                                           std::max(room, metrics.steps(kFolderStepsMin)));
}

void WelcomePage::showRecents() {
    m_recents->clear();
    for (const QString &name : m_recentNames) {
        const Recent recent = recentOf(name, m_connections, m_theme);
        auto *item = new QListWidgetItem(recent.icon, recentText(recent.name, recent.folder), m_recents);
        item->setData(Qt::UserRole, name);
        const QString shown = shortened(recent.tip.toStdString(), kMessageCharacters);
        item->setToolTip(plainToolTip(recent.isThere ? shown : tr("%1 (is not there any more)").arg(shown)));
        item->setData(Qt::AccessibleTextRole, QStringLiteral("%1, %2").arg(item->text(), shown));
        if (!recent.isThere) item->setForeground(palette().brush(QPalette::Disabled, QPalette::Text));
    }
    m_recentsPart->setVisible(!m_recentNames.isEmpty());
}

} // namespace eventscope::ui
