// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/canaries.h"

#include "core/privacy/byte_search.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRandomGenerator>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>

namespace eventscope::testing {

namespace {

constexpr std::chrono::milliseconds kBetweenLooks{10};

QByteArray contentOf(const QString &path) {
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

/// This process or one that comes from it: what other tests do meanwhile is theirs.
bool isOurs(QString process) {
    const QString own = QString::number(QCoreApplication::applicationPid());
    while (process != own) {
        // "PID (NAME) STATE PARENT ...", and the name may hold anything.
        const QByteArray stat = contentOf(QStringLiteral("/proc/") + process + QStringLiteral("/stat"));
        const QList<QByteArray> behind = stat.mid(stat.lastIndexOf(')') + 1).simplified().split(' ');
        if (behind.size() < 2 || behind[1] == "0") return false;
        process = QString::fromLatin1(behind[1]);
    }
    return true;
}

} // namespace

QByteArray Canaries::make(const QByteArray &name) {
    const quint64 random = QRandomGenerator::system()->generate64() >> 16;
    const QByteArray text = "canary-" + name + "-" + QByteArray::number(random, 16).rightJustified(12, '0');
    add(name, text);
    return text;
}

void Canaries::add(const QByteArray &name, const QByteArray &text) {
    m_all.append({name, writingsOf(text.toStdString())});
}

QStringList Canaries::inText(const QByteArray &text) const {
    QStringList found;
    const std::string_view all(text.constData(), static_cast<std::size_t>(text.size()));
    for (const Canary &canary : m_all) {
        if (std::ranges::any_of(canary.writings,
                                [&](const std::string &each) { return all.find(each) != std::string_view::npos; }))
            found += QString::fromUtf8(canary.name);
    }
    return found;
}

QStringList Canaries::inFolder(const QString &folder) const {
    QStringList found;
    std::vector<std::string> files;
    QDirIterator entries(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QFileInfo entry(entries.next());
        if (entry.isFile()) files.push_back(entry.filePath().toStdString());
        for (const QString &name : inText(entry.fileName().toUtf8() + '\n' + entry.symLinkTarget().toUtf8()))
            found += name + QStringLiteral(" in the name ") + entry.fileName();
    }
    std::vector<std::string> needles;
    for (const Canary &canary : m_all)
        needles.insert(needles.end(), canary.writings.begin(), canary.writings.end());
    const auto search = searchBytes(files, needles, {});
    if (!search) return {QString::fromStdString(describe(search.error()))};
    for (const ByteSearch::Hit &hit : search->hits) {
        const QString file = QString::fromStdString(hit.file);
        for (const QString &name : inText(contentOf(file)))
            found += name + QStringLiteral(" in ") + QDir(folder).relativeFilePath(file);
    }
    return found;
}

ProcessWatch::ProcessWatch(const Canaries &canaries)
    : m_canaries(canaries), m_thread([this](const std::stop_token &stop) {
          while (!stop.stop_requested()) {
              look();
              std::this_thread::sleep_for(kBetweenLooks);
          }
      }) {}

ProcessWatch::~ProcessWatch() = default;

QStringList ProcessWatch::found() const {
    const std::lock_guard lock(m_mutex);
    return m_found;
}

void ProcessWatch::look() {
    for (const QString &process : QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs)) {
        if (!isOurs(process)) continue;
        const QString folder = QStringLiteral("/proc/") + process + QLatin1Char('/');
        for (const char *part : {"cmdline", "environ"}) {
            const QStringList names = m_canaries.inText(contentOf(folder + QLatin1String(part)));
            if (names.isEmpty()) continue;
            const QString program = QString::fromUtf8(contentOf(folder + QStringLiteral("comm"))).trimmed();
            const std::lock_guard lock(m_mutex);
            for (const QString &name : names)
                m_found += name + QStringLiteral(" in ") + QLatin1String(part) + QStringLiteral(" of ") + program;
        }
    }
    const std::lock_guard lock(m_mutex);
    m_found.removeDuplicates();
}

} // namespace eventscope::testing
