// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/simulated_clock.h"
#include "core/open/open_store.h"
#include "core/open/open_vault.h"
#include "core/open/privacy_desk.h"
#include "core/privacy/erasure_request.h"
#include "core/privacy/ledger_details.h"
#include "core/privacy/sealing_store.h"
#include "ui/session/open_session.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace eventscope::ui {

/// A sealed store whose people have data for two purposes, written years ago: membership, whose period is over, and
/// payroll, which has none. In a folder of its own, with its domain pack.
class ClubStore {
  public:
    static constexpr const char *kPolicy = R"json({"policy": 1,
        "purposes": {"membership": {"keep": "P1M"}, "payroll": {"meaning": "Paying you"}},
        "events": {"Joined": [{"path": "/name", "subject": "/personId", "purpose": "membership"},
                              {"path": "/iban", "subject": "/personId", "purpose": "payroll"}]}})json";

    [[nodiscard]] QString file(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    [[nodiscard]] QString path() const { return file("club.evdb"); }

    /// With these people in it. Errors: those of making it.
    [[nodiscard]] Result<void> make(const std::vector<std::string> &people) {
        put("domain/domain.json", R"({"name": "Club", "privacy": "privacy.json"})");
        put("domain/privacy.json", kPolicy);
        SimulatedClock clock(timeOfUs(1'580'000'000'000'000)); // in January 2020
        const std::string path = this->path().toStdString();
        ES_ASSIGN(store, openForWriting(path, clock, {.createIfMissing = true, .purpose = "test"}, {}));
        const KeyVault::Making making{store->reader().info().identity.id, UnlockBy::Password, {1, 8 << 10}};
        ES_ASSIGN(vault, KeyVault::create(vaultPathOfFile(path), making, secrets(), clock));
        ES_ASSIGN(policy, PrivacyPolicy::parse(kPolicy));
        const auto keys = std::make_shared<StoreVault>(std::shared_ptr<KeyVault>(std::move(vault)), clock);
        ES_ASSIGN(sealed, sealedForWriting(std::move(store), std::move(policy), keys));
        for (const std::string &person : people) {
            NewEvent event;
            event.id = derivedEventId("club", person);
            event.type = "Joined";
            event.data = R"({"personId":")" + person + R"(","name":"Name of )" + person + R"(","iban":"DE00"})";
            ES_TRY(sealed->append({"person-" + person}, Expected::any(), {&event, 1}, {}));
        }
        return {};
    }
    /// As a door of the window, unlocked.
    [[nodiscard]] Result<OpenedStore> open(const StoreAccess &access, const JobControl &job) const {
        StoreAccess asked = access;
        asked.mayWrite = true;
        ES_ASSIGN(opened, openForBrowsing(asked, file("domain").toStdString(), job));
        ES_TRY(opened.protection.vault->unlock(secrets()));
        return opened;
    }

    /// An erasure of this person as far as these purposes go is asked for, and goes no further. Errors: those of it.
    [[nodiscard]] Result<void> askForErasure(const SubjectId &person, const std::vector<std::string> &purposes) const {
        SystemClock clock;
        StoreAccess access;
        access.address = path().toStdString();
        ES_ASSIGN(opened, open(access, {}));
        ES_ASSIGN(desk, openErasureDesk(*opened.store, opened.access, opened.protection, {}));
        ES_ASSIGN(subject, desk.vault->bindingOf(person));
        const Json details = Json::object({{"purposes", textsJson(purposes)}});
        ES_TRY(desk.ledger->add(clock.now(), acts::kRequested, "E-1", subject, details));
        return {};
    }

  private:
    [[nodiscard]] static UnlockSecrets secrets() {
        UnlockSecrets secrets;
        secrets.password = Secret("club");
        return secrets;
    }
    void put(const char *name, const char *text) const {
        QDir().mkpath(QFileInfo(file(name)).path());
        QFile written(file(name));
        if (written.open(QFile::WriteOnly)) written.write(text);
    }

    QTemporaryDir m_folder;
};

} // namespace eventscope::ui
