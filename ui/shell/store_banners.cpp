// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/store_banners.h"

#include "core/vault/store_vault.h"
#include "ui/connections/server_address.h"
#include "ui/session/session.h"
#include "ui/session/store_privacy.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/safe_text.h"

#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

namespace {

/// Names of properties of a session, which thus lasts as long as it does.
constexpr const char *kFindingsDismissed = "findingsDismissed";
constexpr const char *kRoleDismissed = "roleDismissed";
constexpr const char *kBackupsDismissed = "backupsDismissed";

} // namespace

StoreBanners::StoreBanners(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_opening(new Banner(theme, this)),
      m_vault(new Banner(theme, this)),
      m_backups(new Banner(theme, this)),
      m_reading(new Banner(theme, this)),
      m_role(new Banner(theme, this)) {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (Banner *banner : {m_opening, m_vault, m_backups, m_reading, m_role})
        column->addWidget(banner);
    connect(m_opening, &Banner::actionRequested, this, &StoreBanners::dismissOpening);
    connect(m_vault, &Banner::actionRequested, this, &StoreBanners::chooseVaultRequested);
    connect(m_backups, &Banner::actionRequested, this, &StoreBanners::showBackupsRequested);
    connect(m_backups, &Banner::otherRequested, this, [this] {
        dismiss(kBackupsDismissed);
        m_backups->hide();
    });
    connect(m_role, &Banner::actionRequested, this, [this] {
        dismiss(kRoleDismissed);
        m_role->hide();
    });
    connect(m_reading, &Banner::actionRequested, this, [this] {
        if (m_session) m_session->retry();
    });
}

void StoreBanners::setSession(Session *session) {
    if (m_session) disconnect(m_session, nullptr, this, nullptr);
    m_session = session;
    m_role->hide();
    if (session) connect(session, &Session::problemChanged, this, &StoreBanners::showProblem);
    showOpening();
    showProblem();
    showRole();
    lookAtVault();
    lookAtBackups();
}

/// By itself it would be noticed only where a value is met, and then one value at a time.
void StoreBanners::lookAtVault() {
    m_looking.reset();
    m_vault->hide();
    if (!m_session) return;
    m_looking.emplace(m_session->workers());
    m_looking->start(m_session->privacy()->vaultFit(), [this](const Result<VaultFit> &fit) {
        if (fit && *fit != VaultFit::Fits) showVault(*fit);
    });
}

void StoreBanners::showVault(VaultFit fit) {
    const QString path = shortened(m_session->protection().vault->path(), kMessageCharacters);
    const QString what = fit == VaultFit::OfAnotherStore ? tr("Wrong vault: %1 is that of another store.").arg(path)
                                                         : tr("Wrong vault: %1 has none of the keys of this store's "
                                                              "values.")
                                                               .arg(path);
    m_vault->say(Role::Error,
                 what + QLatin1Char(' ') +
                     tr("No personal value can be read with it, and none of them was erased. Exports and projections "
                        "stop until the vault of this store is chosen."),
                 tr("Choose Another Vault\u2026"));
}

/// The ledger tells of them, which only who has unlocked the vault reads.
void StoreBanners::lookAtBackups() {
    m_reminding.reset();
    m_backups->hide();
    if (!m_session || m_session->isMasked() || isDismissed(kBackupsDismissed)) return;
    const auto &vault = m_session->protection().vault;
    if (!vault || !vault->isUnlocked()) return;
    m_reminding.emplace(m_session->workers());
    m_reminding->start(
        m_session->privacy()->read([](const StorePrivacy::Desk &desk, const JobControl &job) -> Result<BackupReminder> {
            if (!desk.things.ledger) return BackupReminder();
            return backupReminder(*desk.things.ledger, *desk.things.vault, desk.clock.now(), job);
        }),
        [this](const Result<BackupReminder> &reminder) {
            if (reminder && reminder->isAny()) showBackups(*reminder);
        });
}

void StoreBanners::showBackups(const BackupReminder &reminder) {
    QStringList texts;
    const auto holding = static_cast<int>(reminder.holding.size());
    if (holding > 0) {
        const auto until = lastExpiry(reminder.holding);
        texts += until
                     ? tr("%Ln backup(s) of the vault still hold keys that were destroyed, until %1.", nullptr, holding)
                           .arg(QString::fromStdString(toIso(*until, TimeUnit::Day)))
                     : tr("%Ln backup(s) of the vault still hold destroyed keys until somebody destroys them by hand.",
                          nullptr, holding);
    }
    if (!reminder.toDelete.empty())
        texts += tr("%Ln backup(s) of the vault have expired and still lie where they were made: delete them.", nullptr,
                    static_cast<int>(reminder.toDelete.size()));
    m_backups->say(Role::Warning, texts.join(QLatin1Char(' ')), tr("Show Backups"), tr("Dismiss"));
}

void StoreBanners::sayFailure(const QString &text) {
    m_failures.removeAll(text);
    m_failures += text;
    showOpening();
}

void StoreBanners::hideFailures() {
    m_failures.clear();
    showOpening();
}

void StoreBanners::dismissOpening() {
    if (m_failures.isEmpty()) dismiss(kFindingsDismissed);
    hideFailures();
}

bool StoreBanners::isDismissed(const char *what) const { return m_session->property(what).toBool(); }

void StoreBanners::dismiss(const char *what) {
    if (m_session) m_session->setProperty(what, true);
}

void StoreBanners::showOpening() {
    if (!m_failures.isEmpty()) return m_opening->say(Role::Error, m_failures.join(QLatin1Char('\n')), tr("Dismiss"));
    const bool hasFindings = m_session && !m_session->info().findings.empty() && !isDismissed(kFindingsDismissed);
    m_opening->setVisible(hasFindings);
    if (!hasFindings) return;
    const std::vector<std::string> &findings = m_session->info().findings;
    QString text = safeText(m_session->info().identity.name + ", " + findings.front());
    if (findings.size() > 1) text = tr("%1 (and %2 more)").arg(text).arg(findings.size() - 1);
    m_opening->say(Role::Warning, text, tr("Dismiss"));
}

/// Everything read so far stays, and so does the cursor.
void StoreBanners::showProblem() {
    const auto problem = m_session ? m_session->problem() : std::nullopt;
    m_reading->setVisible(problem.has_value());
    if (!problem) return;
    const bool isServer = ui::isServer(QString::fromStdString(m_session->info().identity.address));
    m_reading->say(Role::Error, shortened(describe(*problem), kMessageCharacters),
                   isServer && problem->isTransient() ? tr("Reconnect") : tr("Try again"));
}

void StoreBanners::showRole() {
    if (!m_session || isDismissed(kRoleDismissed)) return;
    const auto &evidence = m_session->info().readOnly.evidence;
    const auto role =
        std::ranges::find_if(evidence, [](const Evidence &rung) { return rung.rung == "role" && !rung.holds; });
    if (role == evidence.end()) return;
    m_role->say(Role::Warning,
                tr("This role could write (%1). Nothing here does; a role that may only read is safer.")
                    .arg(shortened(role->statement, kMessageCharacters)),
                tr("Dismiss"));
}

} // namespace eventscope::ui
