// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli_process.h"

#include <QFile>
#include <QtTest>

#include <memory>

namespace eventscope::tests {

inline void put(const QString &path, const QByteArray &text) {
    QFile file(path);
    if (!file.open(QFile::WriteOnly) || file.write(text) != text.size()) qFatal("Cannot write %s", qPrintable(path));
}

/// While it lives, the variable names a file with this text.
class PassphraseFile {
  public:
    PassphraseFile(const char *variable, const QString &path, const QByteArray &text) : m_variable(variable) {
        put(path, text);
        qputenv(variable, path.toUtf8());
    }
    PassphraseFile(const PassphraseFile &) = delete;
    PassphraseFile &operator=(const PassphraseFile &) = delete;
    ~PassphraseFile() { qunsetenv(m_variable); }

  private:
    const char *m_variable;
};

/// A small sample of its own, for each test of a class anew, whose passphrase is in a file that lies beside it.
class CliSealedSample {
  protected:
    [[nodiscard]] QString passphraseFile() const { return m_store->file("passphrase"); }
    void makeSample() {
        m_store = std::make_unique<CliStore>();
        const CliResult made = runCli({"sample", m_store->path(), "--events", "1500", "--json"});
        QVERIFY2(made.code == 0, made.err);
        put(passphraseFile(), "sample\nwhat follows is not read\n");
        unlock(true);
        const QJsonObject first = run({"events", "--where", "type == \"UserRegistered\"", "--limit", "1", "--json"})
                                      .rows()
                                      .first()
                                      .toObject();
        m_person = first["data"].toObject()["userId"].toString();
        m_email = first["data"].toObject()["email"].toString();
        QVERIFY2(m_email.contains('@'), qPrintable(m_email));
    }
    /// Whether the programs that are run are given the passphrase.
    void unlock(bool isGiven) {
        if (isGiven)
            qputenv("EVENTSCOPE_PASSPHRASE_FILE", passphraseFile().toUtf8());
        else
            qunsetenv("EVENTSCOPE_PASSPHRASE_FILE");
    }
    [[nodiscard]] CliResult run(const QStringList &arguments) const { return m_store->run(arguments); }
    [[nodiscard]] CliResult write(const QStringList &arguments) const { return m_store->write(arguments); }

    std::unique_ptr<CliStore> m_store;
    QString m_person, m_email; ///< of somebody in it
};

} // namespace eventscope::tests
