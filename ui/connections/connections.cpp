// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connections.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace eventscope::ui {

namespace {

/// Until then nothing is said of a change that takes its time.
constexpr int kPatienceMs = 300;

bool standsBefore(const Connection &a, const Connection &b) {
    const auto compare = [](const std::string &left, const std::string &right) {
        return QString::localeAwareCompare(QString::fromStdString(left), QString::fromStdString(right));
    };
    const int folders = compare(a.folder, b.folder);
    return folders != 0 ? folders < 0 : compare(a.name, b.name) < 0;
}

void ignore(const Result<void> &) {}

} // namespace

Connections::Connections(Workers &workers, std::string file, Keyring &keyring, QObject *parent)
    : QObject(parent), m_file(std::move(file)), m_keyring(keyring), m_reading(workers), m_changing(workers) {
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatienceMs);
    connect(&m_patience, &QTimer::timeout, this, [this] { setWaiting(true); });
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

void Connections::reload(const QObject *receiver, Done done) {
    if (receiver) m_readers.push_back({receiver, std::move(done)});
    startReading();
}

/// A reading that is under way begins again: it may have read what is old by now.
void Connections::startReading() {
    const auto read = [file = m_file](const JobControl &) -> Result<Content> {
        ES_ASSIGN(book, ConnectionBook::load(file));
        return book.connections();
    };
    m_reading.start(read, [this](Result<Content> content) {
        m_problem.reset();
        if (!content) m_problem = content.error();
        const auto outcome = content ? Result<void>() : fail(content.error());
        show(content ? *std::move(content) : std::move(m_all));
        for (const Receiver &reader : std::exchange(m_readers, {})) {
            if (reader.object) reader.done(outcome);
        }
    });
}

void Connections::put(const Connection &connection, const QString &replacing, const QObject *receiver, Done done) {
    const bool isRenamed = !replacing.isEmpty() && replacing.toStdString() != connection.name;
    const auto make = [connection, replaced = replacing.toStdString()](ConnectionBook &book, const JobControl &job) {
        return book.put(connection, replaced, job);
    };
    enqueue({make, isRenamed ? replacing : QString(), {receiver, std::move(done)}});
}

void Connections::remove(const QString &name, const QObject *receiver, Done done) {
    const auto make = [removed = name.toStdString()](ConnectionBook &book, const JobControl &job) {
        return book.remove(removed, job);
    };
    enqueue({make, name, {receiver, std::move(done)}});
}

void Connections::enqueue(Change change) {
    m_changes.push_back(std::move(change));
    if (m_changes.size() == 1) startChange();
}

void Connections::startChange() {
    m_patience.start();
    const auto change = [file = m_file, make = m_changes.front().make](const JobControl &job) -> Result<Content> {
        ES_ASSIGN(book, ConnectionBook::load(file));
        ES_TRY(make(book, job));
        return book.connections();
    };
    m_changing.startListed(tr("Saving connections"), change,
                           [this](Result<Content> content) { finishChange(std::move(content)); });
}

void Connections::finishChange(Result<Content> content) {
    m_patience.stop();
    setWaiting(false);
    const Change change = std::move(m_changes.front());
    m_changes.pop_front();
    const auto outcome = content ? Result<void>() : fail(content.error());
    if (content) {
        m_problem.reset();
        if (!change.forgotten.isEmpty()) m_keyring.forget(change.forgotten, ignore);
        if (m_reading.isRunning()) startReading();
        show(*std::move(content));
    }
    if (!m_changes.empty()) startChange();
    if (change.receiver.object) change.receiver.done(outcome);
}

void Connections::setWaiting(bool isWaiting) {
    if (std::exchange(m_isWaiting, isWaiting) != isWaiting) Q_EMIT waitingChanged();
}

void Connections::show(Content content) {
    m_all = std::move(content);
    std::ranges::sort(m_all, standsBefore);
    Q_EMIT changed();
}

QString waitingWords() {
    return QCoreApplication::translate("Connections", "Waiting to change the book of connections: another program is "
                                                      "writing to it, or its folder answers slowly\u2026");
}

} // namespace eventscope::ui
