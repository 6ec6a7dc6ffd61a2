// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connections.h"

#include <algorithm>
#include <utility>

namespace eventscope::ui {

namespace {

bool standsBefore(const Connection &a, const Connection &b) {
    const auto compare = [](const std::string &left, const std::string &right) {
        return QString::localeAwareCompare(QString::fromStdString(left), QString::fromStdString(right));
    };
    const int folders = compare(a.folder, b.folder);
    return folders != 0 ? folders < 0 : compare(a.name, b.name) < 0;
}

void ignore(const Result<void> &) {}

} // namespace

Connections::Connections(std::string file, Keyring &keyring, QObject *parent)
    : QObject(parent), m_file(std::move(file)), m_keyring(keyring) {
    reload();
}

std::optional<Connection> Connections::find(const QString &name) const {
    const auto found = std::ranges::find(m_all, name.toStdString(), &Connection::name);
    if (found == m_all.end()) return std::nullopt;
    return *found;
}

QStringList Connections::folders() const {
    QStringList folders;
    for (const Connection &connection : m_all) {
        const QString folder = QString::fromStdString(connection.folder);
        if (!folder.isEmpty() && !folders.contains(folder)) folders += folder;
    }
    return folders;
}

QString Connections::freeName(const QString &wanted) const {
    QString name = wanted;
    for (int i = 2; find(name); ++i)
        name = QStringLiteral("%1 %2").arg(wanted).arg(i);
    return name;
}

void Connections::reload() {
    auto book = ConnectionBook::load(m_file);
    m_problem.reset();
    if (book) {
        m_all = book->connections();
        std::ranges::sort(m_all, standsBefore);
    } else {
        m_problem = book.error();
    }
    Q_EMIT changed();
}

template <class Change>
Result<void> Connections::changeBook(Change change) {
    ES_ASSIGN(book, ConnectionBook::load(m_file));
    ES_TRY(change(book));
    reload();
    return {};
}

Result<void> Connections::put(const Connection &connection, const QString &replacing) {
    ES_TRY(changeBook([&](ConnectionBook &book) { return book.put(connection, replacing.toStdString()); }));
    if (!replacing.isEmpty() && replacing.toStdString() != connection.name) m_keyring.forget(replacing, ignore);
    return {};
}

Result<void> Connections::remove(const QString &name) {
    ES_TRY(changeBook([&](ConnectionBook &book) { return book.remove(name.toStdString()); }));
    m_keyring.forget(name, ignore);
    return {};
}

} // namespace eventscope::ui
