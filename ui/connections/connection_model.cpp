// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connection_model.h"

#include "ui/connections/server_address.h"
#include "ui/theme/icons.h"
#include "ui/widgets/environment_words.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

namespace eventscope::ui {

namespace {

QStandardItem *cell(const QString &text) {
    auto *item = new QStandardItem(text);
    item->setEditable(false);
    return item;
}

QString shown(const std::string &text) { return shortened(text, kNameCharacters); }

} // namespace

ConnectionModel::ConnectionModel(const Theme &theme, QObject *parent) : QStandardItemModel(parent), m_theme(theme) {
    setColumnCount(kConnectionColumns);
    setHorizontalHeaderLabels({tr("Name"), tr("Environment"), tr("Where"), tr("Access"), tr("Server")});
}

void ConnectionModel::setConnections(const std::vector<Connection> &connections) {
    removeRows(0, rowCount());
    // Folders first, so that they stand above what lies beside them.
    for (const Connection &connection : connections)
        (void)folderItem(QString::fromStdString(connection.folder));
    for (const Connection &connection : connections)
        folderItem(QString::fromStdString(connection.folder))->appendRow(rowOf(connection));
}

QStandardItem *ConnectionModel::folderItem(const QString &path) {
    QStandardItem *parent = invisibleRootItem();
    QString walked;
    for (const QString &name : path.split(QLatin1Char('/'), Qt::SkipEmptyParts)) {
        walked += (walked.isEmpty() ? QString() : QStringLiteral("/")) + name;
        QStandardItem *found = nullptr;
        for (int row = 0; row < parent->rowCount() && !found; ++row) {
            QStandardItem *child = parent->child(row);
            const bool isFolder = child->data(ConnectionNameRole).toString().isEmpty();
            if (isFolder && child->data(ConnectionFolderRole).toString() == walked) found = child;
        }
        if (!found) {
            found = cell(shown(name.toStdString()));
            found->setIcon(icon(QLatin1String("folder")));
            found->setData(walked, ConnectionFolderRole);
            parent->appendRow(found);
        }
        parent = found;
    }
    return parent;
}

QList<QStandardItem *> ConnectionModel::rowOf(const Connection &connection) const {
    const QString address = shown(connection.address);
    auto *name = cell(shown(connection.name));
    name->setIcon(environmentIcon(connection.environment, m_theme));
    auto *environment = cell(word(connection.environment));
    if (const auto tint = role(connection.environment)) {
        environment->setForeground(m_theme.color(*tint));
        QFont bold;
        bold.setBold(true);
        environment->setFont(bold);
    }
    auto *where = cell(shortName(QString::fromStdString(connection.address)));
    where->setText(shown(where->text().toStdString()));
    auto *access = cell(accessWords(connection));
    if (connection.mayWrite) access->setIcon(icon(QLatin1String("unlock"), m_theme, Role::Warning));
    auto *server = cell(proofWords(connection));
    if (connection.tls) {
        server->setIcon(icon(QLatin1String("unproven"), m_theme, Role::Warning));
        server->setForeground(m_theme.color(Role::Warning));
        server->setToolTip(plainToolTip(exceptionWords(connection.tls)));
    }
    const QList<QStandardItem *> row{name, environment, where, access, server};
    const QString search = QString::fromStdString(connection.name + " " + connection.folder + " " + connection.address);
    for (QStandardItem *item : row) {
        item->setData(QString::fromStdString(connection.name), ConnectionNameRole);
        item->setData(QString::fromStdString(connection.folder), ConnectionFolderRole);
        item->setData(search, ConnectionSearchRole);
        if (item->toolTip().isEmpty()) item->setToolTip(plainToolTip(address));
    }
    // Read out as one: the other cells are easily missed.
    name->setData(
        QStringLiteral("%1, %2, %3, %4").arg(name->text(), environment->text(), where->text(), access->text()),
        Qt::AccessibleTextRole);
    return row;
}

QString accessWords(const Connection &connection) {
    return connection.mayWrite ? ConnectionModel::tr("May write") : ConnectionModel::tr("Read-only");
}

QString proofWords(const Connection &connection) {
    if (!isServer(QString::fromStdString(connection.address))) return {};
    if (!connection.tls) return ConnectionModel::tr("Must prove who it is");
    return ConnectionModel::tr("Not proven (%1)").arg(shown(connection.tls->mode));
}

QString exceptionWords(const std::optional<TlsException> &exception) {
    if (!exception) return {};
    return ConnectionModel::tr("Since %1 it is accepted here that the server does not prove who it is (TLS: %2)")
        .arg(formatMoment(exception->since), shown(exception->mode));
}

} // namespace eventscope::ui
