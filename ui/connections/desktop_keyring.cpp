// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/desktop_keyring.h"

#include <QPointer>
#include <qt6keychain/keychain.h>

#include <utility>

namespace eventscope::ui {

namespace {

const QString kService = QStringLiteral("Eventscope");

/// Behind the login, which has no line breaks.
constexpr QLatin1Char kSeparator('\n');

/// Without a session bus the answer is "other error"; whatever it is, there is no keyring to rely on.
Failure noKeyring(const QKeychain::Job &job) {
    return fail(ErrorKind::Unavailable, "No keyring answers on this computer",
                "The password is asked for each time, and kept nowhere", job.errorString().toStdString());
}

Result<void> outcomeOf(const QKeychain::Job &job) {
    if (job.error() == QKeychain::NoError || job.error() == QKeychain::EntryNotFound) return {};
    return noKeyring(job);
}

} // namespace

void DesktopKeyring::start(QKeychain::Job *job, const QString &connection,
                           std::function<void(QKeychain::Job &)> finished) {
    job->setParent(this);
    job->setKey(connection);
    job->setInsecureFallback(false);
    connect(job, &QKeychain::Job::finished, this,
            [done = std::move(finished)](QKeychain::Job *ended) { done(*ended); });
    job->start();
}

void DesktopKeyring::read(const KeyringEntry &entry, Found found) {
    auto *job = new QKeychain::ReadPasswordJob(kService);
    start(job, entry.connection, [job, login = entry.login, answer = std::move(found)](QKeychain::Job &) {
        if (const auto outcome = outcomeOf(*job); !outcome) return answer(fail(outcome.error()));
        QByteArray stored = job->textData().toUtf8();
        const auto end = stored.indexOf('\n');
        std::optional<Secret> password;
        if (end >= 0 && stored.left(end) == login.toUtf8()) password.emplace(stored.mid(end + 1).toStdString());
        stored.fill('\0');
        answer(std::move(password));
    });
}

void DesktopKeyring::store(const KeyringEntry &entry, const Secret &password, Done done) {
    auto *job = new QKeychain::WritePasswordJob(kService);
    QString text =
        entry.login + kSeparator + QString::fromUtf8(password.view().data(), qsizetype(password.view().size()));
    job->setTextData(text);
    text.fill(QLatin1Char('\0'));
    start(job, entry.connection, [answer = std::move(done)](QKeychain::Job &ended) { answer(outcomeOf(ended)); });
}

void DesktopKeyring::forget(const QString &connection, Done done) {
    auto *job = new QKeychain::DeletePasswordJob(kService);
    start(job, connection, [answer = std::move(done)](QKeychain::Job &ended) { answer(outcomeOf(ended)); });
}

} // namespace eventscope::ui
