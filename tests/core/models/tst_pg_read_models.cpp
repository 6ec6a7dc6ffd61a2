// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/pg_read_model_store.h"

#include "tests/core/models/model_contract.h"
#include "tests/core/models/model_samples.h"
#include "tests/support/fault_proxy.h"
#include "tests/support/pg_database.h"
#include "tests/support/store_fixture.h"

#include <QtTest/QtTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

const JobControl kJob;
constexpr const char *kSchema = "eventscope_models";

class PgFactory final : public ModelStoreFactory {
  public:
    Result<std::unique_ptr<ReadModelStore>> create() override {
        m_database.run("DROP SCHEMA IF EXISTS eventscope_models CASCADE");
        return another();
    }
    Result<std::unique_ptr<ReadModelStore>> another() override {
        return openPgReadModels(m_database.address(), kSchema);
    }
    bool isShared() const override { return true; }
    PgDatabase &database() { return m_database; }

  private:
    PgDatabase m_database;
};

} // namespace

class TestPgReadModels : public ModelContract {
    Q_OBJECT

    std::unique_ptr<ModelStoreFactory> makeFactory() override { return std::make_unique<PgFactory>(); }
    [[nodiscard]] PgDatabase &database() { return dynamic_cast<PgFactory &>(factory()).database(); }
    [[nodiscard]] std::string asked(const std::string &sql) {
        const PgResult found = database().run("SELECT (" + sql + ")::text");
        return std::string(found.field(0, 0).bytes());
    }

    [[nodiscard]] PgAddress through(const FaultProxy &proxy) {
        PgAddress address = must(PgAddress::parse(database().server().tcpAddress()));
        address.set("port", std::to_string(proxy.port()));
        address.set("password", PgServer::kPassword);
        address.set("sslmode", "disable");
        return address;
    }

  private Q_SLOTS:
    void schemasAreNamedAfterTheStore();
    void badSchemaNamesAreRefused();
    void lookingMakesNothing();
    void schemasAreApart();
    void othersCanQueryIt();
    void lockNamesItsHolder();
    void aSessionThatEndsGivesItsLockUp();
    void aRestoredDumpHasNoModels();
    void aDroppedSchemaHasNoModels();
    void rightsAreSaid();
    void aLostCommitIsLookedUp();
    void whatCannotBeLookedUpIsUnknown();
};

void TestPgReadModels::schemasAreNamedAfterTheStore() {
    StoreInfo ours;
    ours.layout = "eventscope-postgresql 1";
    QCOMPARE(readModelsSchema(ours), kSchema);
    StoreInfo one, other;
    one.layout = other.layout = "mapped: Marten";
    one.identity.id = "a";
    other.identity.id = "b";
    QVERIFY(readModelsSchema(one) != readModelsSchema(other));
    QVERIFY(readModelsSchema(one) != kSchema);
    QVERIFY(openPgReadModels(database().address(), readModelsSchema(one)));
}

void TestPgReadModels::badSchemaNamesAreRefused() {
    for (const std::string &name : {std::string(), std::string("a\"b"), std::string("A"), std::string(64, 'a')})
        QVERIFY(!openPgReadModels(database().address(), name));
}

void TestPgReadModels::lookingMakesNothing() {
    ReadModelStore &store = freshStore();
    QVERIFY(must(store.list(kJob)).empty());
    QVERIFY(!lookedUp(ModelRole::Live));
    must(store.drop("orders", ModelRole::Live, kJob));
    (void)must(store.lock("orders", ModelRole::Live, kJob));
    QCOMPARE(asked("SELECT count(*) FROM pg_namespace WHERE nspname = 'eventscope_models'"), "0");
}

void TestPgReadModels::schemasAreApart() {
    const ModelInfo model = freshOrders();
    commit(model, commitOf(0, 1, {upsert("a", 1)}));
    database().run("DROP SCHEMA IF EXISTS eventscope_models_2 CASCADE");
    const auto second = must(openPgReadModels(database().address(), "eventscope_models_2"));
    QVERIFY(must(second->list(kJob)).empty());
    const ModelInfo theirs = must(second->create(orderSchema(), ModelRole::Live, {}, kJob));
    QCOMPARE(must(second->count(theirs, kJob)), std::uint64_t{0});
    const auto one = must(store().lock("orders", ModelRole::Live, kJob));
    const auto two = must(second->lock("orders", ModelRole::Live, kJob));
    QVERIFY(one && two);
}

void TestPgReadModels::othersCanQueryIt() {
    const ModelInfo model = freshOrders();
    commit(model, commitOf(0, 7,
                           {upsert("a",
                                   R"({"status":"open","items":3,"total":120.00,"paid":true,"lines":[1, 2],)"
                                   R"("since":"2026-03-04T12:00:03.881902Z","more":1})",
                                   7)}));
    QCOMPARE(asked("SELECT o FROM eventscope_models.orders o"),
             "(a,open,3,120.00,t,\"2026-03-04 12:00:03.881902+00\",\"[1,2]\",\"{\"\"more\"\":1}\",7,7)");
    QCOMPARE(asked("SELECT sum(total) FROM eventscope_models.orders"), "120.00");
    commit(created(ModelRole::Shadow), commitOf(0, 7));
    must(store().swap("orders", true, kJob));
    QCOMPARE(asked("SELECT count(*) FROM eventscope_models.orders"), "0");
    QCOMPARE(asked("SELECT count(*) FROM eventscope_models.\"orders (old)\""), "1");
}

void TestPgReadModels::lockNamesItsHolder() {
    freshStore();
    const auto held = must(store().lock("orders", ModelRole::Shadow, kJob));
    const auto refused = store().lock("orders", ModelRole::Shadow, kJob);
    QVERIFY(!refused);
    const std::string process =
        asked("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()");
    QVERIFY(refused.error().message.find("process " + process) != std::string::npos);
    QVERIFY(refused.error().message.find("orders (shadow)") != std::string::npos);
}

void TestPgReadModels::aSessionThatEndsGivesItsLockUp() {
    freshStore();
    const auto held = must(store().lock("orders", ModelRole::Live, kJob));
    database().run("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
    QTRY_VERIFY(store().lock("orders", ModelRole::Live, kJob));
}

/// In a restored database every table has another number.
void TestPgReadModels::aRestoredDumpHasNoModels() {
    const ModelInfo model = freshOrders();
    commit(model, commitOf(0, 1, {upsert("a", 1)}));
    database().run("CREATE TABLE eventscope_models.copied (LIKE eventscope_models.orders INCLUDING ALL)");
    database().run("DROP TABLE eventscope_models.orders");
    database().run("ALTER TABLE eventscope_models.copied RENAME TO orders");
    QVERIFY(must(store().list(kJob)).empty());
    QVERIFY(!lookedUp(ModelRole::Live));
    QCOMPARE(store().count(model, kJob).error().kind, ErrorKind::NotFound);
    QCOMPARE(store().commit(model, commitOf(1, 2), kJob).error().kind, ErrorKind::NotFound);
    const ModelInfo again = created(ModelRole::Live);
    QCOMPARE(must(store().count(again, kJob)), std::uint64_t{0});
}

void TestPgReadModels::aDroppedSchemaHasNoModels() {
    const ModelInfo model = freshOrders();
    QVERIFY(lookedUp(ModelRole::Live));
    database().run("DROP SCHEMA eventscope_models CASCADE");
    QVERIFY(must(store().list(kJob)).empty());
    QVERIFY(!lookedUp(ModelRole::Live));
    QCOMPARE(store().count(model, kJob).error().kind, ErrorKind::NotFound);
    QCOMPARE(store().commit(model, commitOf(0, 1), kJob).error().kind, ErrorKind::NotFound);
    const ModelInfo again = created(ModelRole::Live);
    commit(again, commitOf(0, 1, {upsert("a", 1)}));
    QCOMPARE(must(store().count(again, kJob)), std::uint64_t{1});
    QCOMPARE(store().count(model, kJob).error().kind, ErrorKind::NotFound);
}

void TestPgReadModels::rightsAreSaid() {
    freshStore();
    database().run("DROP ROLE IF EXISTS nobody_much");
    database().run("CREATE ROLE nobody_much LOGIN");
    const auto store = must(openPgReadModels(database().address("user=nobody_much"), kSchema));
    const auto refused = store->create(orderSchema(), ModelRole::Live, {}, kJob);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Refused);
    QVERIFY(must(store->list(kJob)).empty());
}

/// The connection is cut at each of the last bytes of a commit, either way: what is said of it is what has become of
/// it.
void TestPgReadModels::aLostCommitIsLookedUp() {
    const ModelInfo model = freshOrders();
    FaultProxy proxy(database().server().port());
    const auto faulty = must(openPgReadModels(through(proxy), kSchema));
    int at = 0, lookedUp = 0, lost = 0;
    const auto commitNext = [&] {
        const auto done = faulty->commit(model, commitOf(at, at + 1, {upsert("k" + std::to_string(at), at)}), kJob);
        if (done) ++at;
        return done;
    };
    constexpr std::uint64_t kLastBytes = 30; // more than COMMIT and its answer
    for (const auto way : {FaultProxy::Way::ToServer, FaultProxy::Way::ToClient}) {
        for (std::uint64_t left = 1; left <= kLastBytes; ++left) {
            must(commitNext()); // connects again
            const std::uint64_t before = proxy.passed(way);
            must(commitNext());
            proxy.arm(left % 2 ? FaultProxy::Fault::Reset : FaultProxy::Fault::Orphan, way,
                      proxy.passed(way) - before - left);
            const auto done = commitNext();
            QVERIFY(proxy.idle());
            done ? ++lookedUp : ++lost;
            QVERIFY2(done || done.error().kind == ErrorKind::Unavailable, describe(done.error()).c_str());
            QCOMPARE(positionOf(ModelRole::Live), std::to_string(at));
            QCOMPARE(must(store().count(model, kJob)), static_cast<std::uint64_t>(at));
        }
    }
    QVERIFY(lookedUp > 0);
    QVERIFY(lost > 0);
}

void TestPgReadModels::whatCannotBeLookedUpIsUnknown() {
    const ModelInfo model = freshOrders();
    FaultProxy proxy(database().server().port());
    const auto faulty = must(openPgReadModels(through(proxy), kSchema));
    must(faulty->commit(model, commitOf(0, 1), kJob));
    const std::uint64_t before = proxy.passed(FaultProxy::Way::ToClient);
    must(faulty->commit(model, commitOf(1, 2), kJob));
    proxy.arm(FaultProxy::Fault::Reset, FaultProxy::Way::ToClient,
              proxy.passed(FaultProxy::Way::ToClient) - before - 1);
    proxy.refuse(1000);
    const auto unknown = faulty->commit(model, commitOf(2, 3), kJob);
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().kind, ErrorKind::OutcomeUnknown);
    proxy.refuse(0);
    QCOMPARE(must(faulty->find("orders", ModelRole::Live, kJob))->checkpoint.position.minor, std::uint64_t{3});
}

QTEST_GUILESS_MAIN(TestPgReadModels)
#include "tst_pg_read_models.moc"
