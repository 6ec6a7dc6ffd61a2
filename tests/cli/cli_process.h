// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace eventscope::tests {

/// How a run of eventscope-cli ended.
struct CliResult {
    int code = -1; ///< -1: it crashed or hung
    QByteArray out;
    QByteArray err;

    /// The one object on stdout; empty when there is none.
    [[nodiscard]] QJsonObject object() const;
    /// "rows" of that object.
    [[nodiscard]] QJsonArray rows() const { return object().value(QLatin1String("rows")).toArray(); }
    /// Names of the members, sorted.
    [[nodiscard]] static QStringList keysOf(const QJsonObject &object);
};

/// Runs the program that the build made, to its end.
[[nodiscard]] CliResult runCli(const QStringList &arguments, const QByteArray &input = {});
/// Starts it and leaves it running.
[[nodiscard]] std::unique_ptr<QProcess> startCli(const QStringList &arguments);
/// What somebody types as soon as `prompt` has appeared.
struct Typed {
    QByteArray prompt;
    QByteArray line;
};
/// Starts it through a pseudo-terminal that is its stdin, stdout and stderr, types what is asked for, each once and in
/// order, and answers all it printed.
[[nodiscard]] CliResult runCliInTerminal(const QStringList &arguments, QList<Typed> typed = {});

/// A folder with one store in it; or, where EVENTSCOPE_TEST_BACKEND is "postgres", a folder and a new database of a
/// PostgreSQL server that the test program starts for itself.
class CliStore {
  public:
    explicit CliStore(const QString &name = QStringLiteral("s.evdb"));

    /// The address of the store: a path, or a URL.
    [[nodiscard]] QString path() const { return m_address; }
    [[nodiscard]] bool isFile() const { return m_isFile; }
    /// The same store by TCP and without TLS, for a superuser whose password is "by network". REQUIRES: it is no file.
    [[nodiscard]] QString pathByNetwork() const;
    [[nodiscard]] QString file(const QString &name) const { return m_folder.filePath(name); }
    /// A program has come so far as to hold the writer's lock.
    [[nodiscard]] bool isBeingWritten() const;
    /// Runs `arguments` on the store.
    [[nodiscard]] CliResult run(QStringList arguments, const QByteArray &input = {}) const;
    /// The same with --write.
    [[nodiscard]] CliResult write(QStringList arguments, const QByteArray &input = {}) const;
    /// Appends one event, expecting anything.
    [[nodiscard]] CliResult append(const QString &stream, const QString &type, const QString &data) const;
    /// Imports one event: its names may have what nobody can type, since other programs make them.
    [[nodiscard]] CliResult importEvent(const QString &stream, const QString &type, const QJsonObject &data) const;
    /// account-1: opened with 100.00, +50.00, -200.00 (below zero), +100.00; versions 1 to 4. From then on run() says
    /// that the store is of the sample domain.
    [[nodiscard]] bool makeAccount() const;

  private:
    mutable bool m_isOfSampleDomain = false;
    QTemporaryDir m_folder;
    QString m_address;
    bool m_isFile = true;
};

} // namespace eventscope::tests
