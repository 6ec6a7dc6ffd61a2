// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/simulated_clock.h"
#include "core/lens/lens.h"
#include "core/lens/value_protection.h"
#include "core/open/open_store.h"
#include "core/privacy/sealing_store.h"
#include "core/vault/store_vault.h"
#include "tests/core/mapped/mapped_fixture.h"
#include "tests/core/vault/vault_fixture.h"
#include "tests/support/pg_database.h"
#include "tests/support/store_fixture.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace eventscope::testing {

/// A store for tests whose personal values are sealed, in a file; where EVENTSCOPE_TEST_BACKEND is "postgres", in a new
/// database of a server; where it is "mapped", in another program's table there, whose payloads are jsonb. The policy:
/// a person's name, and an order's address for who placed it.
class SealedShop {
  public:
    static constexpr std::string_view kPolicy = R"({"policy": 1, "events": {
        "Joined": [{"path": "/name", "subject": "/personId", "purpose": "membership"}],
        "Placed": [{"path": "/address", "subject": "/personId"},
                   {"path": "/ip", "in": "metadata", "subject": "/personId"}],
        "Delivered": [{"path": "/signature", "subject": {"event": "Placed", "path": "/personId"}}]}})";

    SealedShop() {
        auto raw = openRaw(true);
        vault = std::make_shared<StoreVault>(
            std::shared_ptr<KeyVault>(newVault(vaultFile(), clock, "p", raw->reader().info().identity.id)), clock);
        store = sealingStore(std::move(raw), policy, vault);
    }
    /// Of a file beside the store.
    [[nodiscard]] std::string path(const char *name) const {
        return folder.filePath(QLatin1String(name)).toStdString();
    }
    [[nodiscard]] std::string vaultFile() const { return path("shop.vault"); }

    const char *passphrase = "p"; ///< opens the vault; one that was restored has another

    /// As a new process finds it.
    void reopen() {
        vault = std::make_shared<StoreVault>(
            vaultFile(), clock, [this](const KeyVault &) -> Result<UnlockSecrets> { return password(passphrase); });
        store = sealingStore(openRaw(), policy, vault);
    }

    /// The store without anything in front of it.
    [[nodiscard]] std::unique_ptr<WritableEventStore> openRaw(bool isNew = false) {
        return must(openForWriting(address(), clock, {.createIfMissing = isNew, .purpose = "test"}, {}));
    }
    [[nodiscard]] const std::string &address() {
        if (!m_address.empty()) return m_address;
        if (isOnServer()) {
            static PgDatabase server;
            m_address = server.newDatabase();
            if (isMapped()) runTheirs(kSerialTable);
        } else {
            m_address = file().toStdString();
        }
        return m_address;
    }
    [[nodiscard]] static bool isOnServer() {
        return isMapped() || qEnvironmentVariable("EVENTSCOPE_TEST_BACKEND") == "postgres";
    }
    [[nodiscard]] static bool isMapped() { return qEnvironmentVariable("EVENTSCOPE_TEST_BACKEND") == "mapped"; }
    /// A statement of the other program's.
    void runTheirs(const std::string &sql) const {
        PgOptions options;
        options.access = PgAccess::ReadWrite;
        PgConnection connection = must(PgConnection::open(must(PgAddress::parse(m_address)), options, {}));
        must(connection.query("SET search_path = public", {}));
        must(connection.query(sql, {}));
    }
    /// Whether a text is what was given to the store: byte for byte, but for a jsonb column, which prints its own way.
    [[nodiscard]] static bool isGiven(const std::string &text, const std::string &json) {
        const auto valueOf = [](const std::string &of) {
            return QJsonDocument::fromJson(QByteArray::fromStdString(of));
        };
        return isMapped() ? !valueOf(json).isNull() && valueOf(text) == valueOf(json) : text == json;
    }
    [[nodiscard]] QString file() const { return folder.filePath(QStringLiteral("shop.evdb")); }

    static NewEvent event(const std::string &name, const std::string &type, const std::string &data,
                          const std::string &metadata = "{}") {
        NewEvent made;
        made.id = derivedEventId("sealed", name);
        made.type = type;
        made.data = data;
        made.metadata = metadata;
        return made;
    }
    static std::string dataOf(const std::string &person, const std::string &name) {
        return "{\"personId\":\"" + person + "\",\"name\":\"" + name + "\"}";
    }
    static NewEvent joined(const std::string &person, const std::string &name) {
        return event("joined " + person, "Joined", dataOf(person, name));
    }
    Result<Appended> append(const std::string &stream, const NewEvent &what, Expected expected = Expected::any()) {
        return store->append({stream}, expected, {&what, 1}, {});
    }

    /// The data of all events as people read them through `through`; null: this shop's vault.
    std::vector<std::string> shown(std::shared_ptr<StoreVault> through = nullptr) {
        const auto lens = must(lensesOf({}, protection(std::move(through)))).forPeople;
        return readThrough(*lens);
    }
    /// Their metadata likewise.
    std::vector<std::string> shownMetadata() {
        return readThrough(*must(lensesOf({}, protection(nullptr))).forPeople, PersonalField::Part::Metadata);
    }
    std::vector<std::string> kept() { return readThrough(*must(lensesOf({}, protection(nullptr))).forKeeping); }
    [[nodiscard]] StoreProtection protection(std::shared_ptr<StoreVault> through) {
        return {store->reader().info().identity.id, through ? std::move(through) : vault, policy};
    }
    /// An event beside the one of `stream`, as a later version may have sealed it: in another form, for the same
    /// person.
    void appendLaterForm(const std::string &stream, const std::string &name) {
        std::string data = readStream(store->reader(), stream).front().data;
        const auto form = data.find("xc20p");
        data.replace(form, 5, "later");
        const NewEvent made = event(name, "Joined", data);
        must(openRaw()->append({stream}, Expected::any(), {&made, 1}, {}));
    }
    void erase(const std::string &person) {
        const auto keys = must(vault->unlocked());
        must(keys->fence(must(keys->bindingOf({person})), {}, "e-" + person));
        must(keys->destroy("e-" + person));
    }
    /// All bytes of all files of the store; on a server what its tables hold.
    [[nodiscard]] std::string stored() {
        std::string all;
        for (const PlainEvent &each : readAll(store->reader()))
            all += each.data + each.metadata;
        if (store->reader().info().has(Capability::Snapshots))
            for (const Snapshot &each : must(store->reader().snapshots({}, {})))
                all += each.state;
        if (isOnServer()) return all;
        for (const auto &entry : std::filesystem::directory_iterator(folder.path().toStdString())) {
            std::ifstream in(entry.path(), std::ios::binary);
            all.append(std::istreambuf_iterator<char>(in), {});
        }
        return all;
    }

    QTemporaryDir folder;
    SimulatedClock clock;
    PrivacyPolicy policy = must(PrivacyPolicy::parse(kPolicy));
    std::shared_ptr<StoreVault> vault;
    std::unique_ptr<WritableEventStore> store; // last: of the vault

  private:
    std::vector<std::string> readThrough(const Lens &lens, PersonalField::Part part = PersonalField::Part::Data) {
        Query query;
        query.fields = Fields::Data | Fields::Metadata | lens.fields();
        std::vector<std::string> texts;
        SinkOf sink([&](BatchPtr batch) -> Result<Flow> {
            ES_ASSIGN(readable, lens.open(std::move(batch)));
            for (std::size_t row = 0; row < readable.rows(); ++row)
                texts.emplace_back(part == PersonalField::Part::Data ? readable[row].payload().bytes
                                                                     : readable[row].metadata().bytes);
            return Flow::More;
        });
        must(store->reader().scan(query, sink, {}));
        return texts;
    }

    std::string m_address;
};

} // namespace eventscope::testing
