// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/welcome_page.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QCommandLinkButton>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

constexpr int kRecentsShown = 8;
constexpr QLatin1String kServerScheme("postgresql://");

/// What an address is called in a list, and whether it can be there.
struct Recent {
    QString name;
    bool isThere = true;
};

Recent recentOf(const QString &address) {
    if (address.startsWith(kServerScheme)) {
        const QUrl url(address);
        return {WelcomePage::tr("%1 at %2").arg(url.path().mid(1), url.host())};
    }
    const QFileInfo file(address.section(QLatin1Char(':'), -1));
    return {file.fileName(), file.exists()};
}

QCommandLinkButton *bigButton(QLatin1String iconName, const QString &title, const QString &explanation) {
    auto *button = new QCommandLinkButton(title, explanation);
    button->setIcon(icon(iconName));
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

WelcomePage::WelcomePage(QWidget *parent) : QWidget(parent), m_server(new QLineEdit), m_recents(new QListWidget) {
    const Metrics metrics(font());
    auto *outer = new QVBoxLayout(this);
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
    parts->addWidget(m_recentsPart = makeRecents(), 0, Qt::AlignTop);
    column->addLayout(parts);
    auto *promise =
        plainLabel(tr("A file can also be dropped anywhere on this window. Nothing is ever written to a store that you "
                      "open here, and nothing leaves your computer."));
    promise->setForegroundRole(QPalette::PlaceholderText);
    promise->setWordWrap(true);
    column->addSpacing(metrics.steps(3));
    column->addWidget(promise);
    auto *centred = new QHBoxLayout;
    centred->addStretch(1);
    centred->addLayout(column);
    centred->addStretch(1);
    outer->addLayout(centred);
    outer->addStretch(3);
    setRecents({});
}

QWidget *WelcomePage::makeActions() {
    auto *part = new QWidget;
    part->setFixedWidth(Metrics(font()).steps(80));
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    auto *sample = bigButton(QLatin1String("sample"), tr("Open the sample store"),
                             tr("20,000 events of a small shop, made on your computer"));
    auto *file = bigButton(QLatin1String("open"), tr("Open a file\u2026"),
                           tr("A store (.evdb), JSON lines or CloudEvents; always read-only"));
    column->addWidget(heading(tr("Start")));
    column->addWidget(sample);
    column->addWidget(file);
    column->addSpacing(Metrics(font()).steps(2));
    column->addWidget(makeServer());
    connect(sample, &QCommandLinkButton::clicked, this, &WelcomePage::sampleRequested);
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
    auto *hint =
        plainLabel(tr("A password comes from ~/.pgpass, a service file or PGPASSWORD, never from the address."));
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setWordWrap(true);
    column->addWidget(heading(tr("A PostgreSQL database")));
    column->addLayout(row);
    column->addWidget(hint);
    connect(m_server, &QLineEdit::textChanged, button,
            [button](const QString &text) { button->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_server, &QLineEdit::returnPressed, button, &QPushButton::click);
    connect(button, &QPushButton::clicked, this, &WelcomePage::connectToServer);
    return part;
}

void WelcomePage::connectToServer() {
    const QString address = m_server->text().trimmed();
    Q_EMIT openRequested(address.contains(QLatin1String("://")) ? address : kServerScheme + address);
}

QWidget *WelcomePage::makeRecents() {
    const Metrics metrics(font());
    auto *part = new QWidget;
    part->setFixedWidth(metrics.steps(80));
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
        const QListWidgetItem *item = m_recents->itemAt(place);
        if (!item) return;
        QMenu menu(this);
        menu.addAction(tr("Remove from this list"), this,
                       [&] { Q_EMIT forgetRequested(item->data(Qt::UserRole).toString()); });
        menu.exec(m_recents->viewport()->mapToGlobal(place));
    });
    return part;
}

void WelcomePage::setRecents(const QStringList &addresses) {
    m_recents->clear();
    for (const QString &address : addresses) {
        const Recent recent = recentOf(address);
        auto *item = new QListWidgetItem(icon(QLatin1String("store")),
                                         shortened(recent.name.toStdString(), kNameCharacters), m_recents);
        item->setData(Qt::UserRole, address);
        const QString shown = shortened(address.toStdString(), kMessageCharacters);
        item->setToolTip(plainToolTip(recent.isThere ? shown : tr("%1 (is not there any more)").arg(shown)));
        if (!recent.isThere) item->setForeground(palette().brush(QPalette::Disabled, QPalette::Text));
    }
    m_recentsPart->setVisible(!addresses.isEmpty());
}

} // namespace eventscope::ui
