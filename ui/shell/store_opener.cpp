// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/store_opener.h"

#include "core/vault/store_vault.h"
#include "ui/connections/connections.h"
#include "ui/connections/password_asker.h"
#include "ui/connections/server_address.h"
#include "ui/shell/superuser_dialog.h"
#include "ui/shell/vault_dialog.h"
#include "ui/widgets/safe_text.h"

#include <utility>

namespace eventscope::ui {

StoreOpener::StoreOpener(Workers &workers, const Theme &theme, Connections &connections, Doors doors, Answers answers,
                         QWidget *window)
    : QObject(window),
      m_workers(workers),
      m_theme(theme),
      m_connections(connections),
      m_doors(std::move(doors)),
      m_answers(std::move(answers)),
      m_window(window),
      m_passwords(new PasswordAsker(workers, connections.keyring(), theme, window)),
      m_making(workers) {}

StoreAccess StoreOpener::accessOf(const Connection &connection) {
    StoreAccess access = eventscope::accessOf(connection);
    access.askPassword = m_passwords->askFor(QString::fromStdString(connection.name), connection.environment);
    return access;
}

void StoreOpener::open(const QString &name, const OpenWish &wish) {
    std::erase_if(m_openings, [&name](const auto &opening) { return opening->name == name; });
    Opening &opening = *m_openings.emplace_back(std::make_shared<Opening>(m_workers, name));
    if (name.startsWith(QLatin1Char('@'))) return openConnection(opening, wish);
    StoreAccess access;
    access.address = name.toStdString();
    access.askPassword = m_passwords->askFor({}, Environment::Unmarked);
    start(opening, {name, std::move(access), std::nullopt, wish});
}

/// As the book has it now.
void StoreOpener::openConnection(Opening &opening, const OpenWish &wish) {
    m_connections.reload(this, [this, wish, asking = opening.weak_from_this()](const Result<void> &read) {
        const auto still = asking.lock();
        if (!still) return;
        const QString &name = still->name;
        if (!read) return giveUp(*still, read.error());
        const auto connection = m_connections.find(name.mid(1));
        if (connection) return start(*still, {name, accessOf(*connection), connection, wish});
        const Failure missing =
            fail(ErrorKind::NotFound, tr("There is no connection %1 any more").arg(name.mid(1)).toStdString(),
                 tr("File > Connections lists those there are").toStdString());
        giveUp(*still, missing.value());
    });
}

void StoreOpener::start(Opening &opening, const OpenTarget &target) {
    const QString shown = target.connection ? QString::fromStdString(target.connection->name) : shortName(target.name);
    opening.job.startListed(
        tr("Opening %1").arg(shortened(shown.toStdString())),
        [door = m_doors.open, access = target.access](const JobControl &job) { return door(access, job); },
        [this, &opening, target](Result<OpenedStore> opened) {
            if (!opened) return handleRefusal(opening, target, opened.error());
            handleOpened(opening, target, *std::move(opened));
        });
}

/// Asks for what opens its vault, if it has one; without it the store is shown all the same.
void StoreOpener::handleOpened(Opening &opening, const OpenTarget &target, OpenedStore opened) {
    const auto store = std::make_shared<OpenedStore>(std::move(opened));
    const auto show = [this, asking = opening.weak_from_this(), target, store] {
        const auto still = asking.lock();
        if (!still) return;
        end(*still);
        m_answers.opened(std::move(*store), target);
    };
    const auto &vault = store->protection.vault;
    if (!vault || !vault->exists() || vault->isUnlocked()) return show();
    auto *dialog = new VaultDialog(m_workers, m_theme, store->protection, shortName(target.name), m_window);
    connect(dialog, &QDialog::finished, this, show);
    dialog->open();
}

void StoreOpener::handleRefusal(Opening &opening, const OpenTarget &target, const Error &error) {
    if (!error.needsConsent || !target.connection) return giveUp(opening, error);
    auto *dialog = new SuperuserDialog(m_theme, *target.connection, error, m_window);
    const std::weak_ptr<Opening> asking = opening.weak_from_this();
    connect(dialog, &QDialog::accepted, this, [this, asking, target] {
        OpenTarget allowed = target;
        allowed.access.superuserOnProduction = true;
        if (const auto still = asking.lock()) start(*still, allowed);
    });
    connect(dialog, &QDialog::rejected, this, [this, asking, error] {
        if (const auto still = asking.lock()) giveUp(*still, error);
    });
    dialog->open();
}

void StoreOpener::giveUp(Opening &opening, const Error &error) {
    const QString name = opening.name;
    end(opening);
    m_answers.failed(name, error);
}

void StoreOpener::end(const Opening &opening) {
    std::erase_if(m_openings, [&opening](const auto &each) { return each.get() == &opening; });
}

VaultDialog *StoreOpener::vaultDialog() const { return m_window->findChild<VaultDialog *>(); }

SuperuserDialog *StoreOpener::superuserDialog() const { return m_window->findChild<SuperuserDialog *>(); }

void StoreOpener::openSample() {
    m_making.startListed(tr("Making the sample store"), m_doors.sample, [this](const Result<std::string> &address) {
        address ? open(QString::fromStdString(*address)) : m_answers.failed({}, address.error());
    });
}

ConnectionTest::Tester StoreOpener::tester() {
    return [this](const Connection &connection) -> Call<StoreReport> {
        return [report = m_doors.report, access = accessOf(connection)](const JobControl &job) {
            return report(access, job);
        };
    };
}

} // namespace eventscope::ui
