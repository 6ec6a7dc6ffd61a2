// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace eventscope::testing {

/// Texts that may be nowhere but where somebody asked for them: personal values, passphrases, passwords. Each run makes
/// its own, so that nothing an earlier one left is found.
class Canaries {
  public:
    /// A new one, such as "canary-name-5f0c31d2a9b8"; in what is found it is called by its name alone.
    QByteArray make(const QByteArray &name);
    /// One that is there already, such as a value in a sample.
    void add(const QByteArray &name, const QByteArray &text);

    /// "NAME" of each that stands in the text, in any of the writings of core/privacy's byte search.
    [[nodiscard]] QStringList inText(const QByteArray &text) const;
    /// "NAME in FILE" of each in all files below a folder, their names, and the targets of links there.
    [[nodiscard]] QStringList inFolder(const QString &folder) const;

  private:
    struct Canary {
        QByteArray name;
        std::vector<std::string> writings;
    };
    QList<Canary> m_all;
};

/// Reads the arguments and the environment of this process and of every one that comes from it over and over until it
/// is told to end.
class ProcessWatch {
  public:
    explicit ProcessWatch(const Canaries &canaries);
    ~ProcessWatch();
    ProcessWatch(const ProcessWatch &) = delete;
    ProcessWatch &operator=(const ProcessWatch &) = delete;

    /// What was seen so far; the process by the name of its program.
    [[nodiscard]] QStringList found() const;

  private:
    void look();

    const Canaries &m_canaries;
    mutable std::mutex m_mutex;
    QStringList m_found;
    std::jthread m_thread; // last: it uses the others
};

} // namespace eventscope::testing
