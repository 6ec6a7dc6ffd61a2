// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/models/model_contract.h"

#include "tests/core/models/model_samples.h"
#include "tests/support/store_fixture.h"

#include <QTest>

namespace eventscope::testing {

namespace {

const JobControl kJob;
const Fingerprint kFingerprint{"f1"};

template <class T>
ErrorKind kindOf(const Result<T> &result) {
    if (result) throw std::runtime_error("it was not refused");
    return result.error().kind;
}

} // namespace

void ModelContract::initTestCase() { m_factory = makeFactory(); }

void ModelContract::cleanup() { m_store.reset(); }

ReadModelStore &ModelContract::freshStore() {
    m_store.reset();
    m_store = must(m_factory->create());
    return *m_store;
}

ModelInfo ModelContract::freshOrders() {
    freshStore();
    return created(ModelRole::Live);
}

ModelInfo ModelContract::create(ModelRole role, const ModelSchema &schema) {
    return must(m_store->create(schema, role, kFingerprint, kJob));
}

ModelInfo ModelContract::created(ModelRole role) { return create(role, orderSchema()); }

std::optional<ModelInfo> ModelContract::lookedUp(ModelRole role) { return must(m_store->find("orders", role, kJob)); }

ModelInfo ModelContract::found(ModelRole role) { return lookedUp(role).value(); }

void ModelContract::commit(const ModelInfo &model, const ModelCommit &commit) {
    must(m_store->commit(model, commit, kJob));
}

std::string ModelContract::dump(const ModelInfo &model) {
    std::string text;
    for (const ModelRow &row : must(m_store->page(model, "", 1'000'000, kJob))) {
        text += row.key + '=' + print(row.row) + '@' + toString(row.position) + '/' + std::to_string(row.events) + ' ';
    }
    return text;
}

std::string ModelContract::dumpLetters(const ModelInfo &model) {
    std::string text;
    for (const DeadLetter &letter : must(m_store->letters(model, kBeforeAll, 1'000'000, kJob))) {
        text += toString(letter.position) + ':' + letter.reason;
        text += letter.skipReason ? '(' + *letter.skipReason + ") " : " ";
    }
    return text;
}

void ModelContract::anEmptyStoreHasNothing() {
    ReadModelStore &store = freshStore();
    QVERIFY(!store.place().empty());
    QVERIFY(must(store.list(kJob)).empty());
    QVERIFY(!lookedUp(ModelRole::Live));
    must(store.drop("orders", ModelRole::Live, kJob));
    QCOMPARE(kindOf(store.swap("orders", true, kJob)), ErrorKind::NotFound);
    QCOMPARE(kindOf(store.setPaused("orders", true, kJob)), ErrorKind::NotFound);
    QVERIFY(!must(store.find("'; DROP TABLE x --", ModelRole::Live, kJob)));
}

void ModelContract::aTableIsMadeEmpty() {
    const ModelInfo made = freshOrders();
    QVERIFY(made.generation > 0);
    for (const ModelInfo &info : {made, found()}) {
        QVERIFY(info.schema == orderSchema());
        QCOMPARE(info.role, ModelRole::Live);
        QCOMPARE(info.generation, made.generation);
        QVERIFY(info.fingerprint == kFingerprint);
        QVERIFY(info.checkpoint == ModelCheckpoint());
        QCOMPARE(info.openLetters, std::uint64_t{0});
        QVERIFY(!info.isPaused);
    }
    QCOMPARE(must(store().count(made, kJob)), std::uint64_t{0});
    QVERIFY(must(store().page(made, "", 10, kJob)).empty());
    QVERIFY(must(store().letters(made, kBeforeAll, 10, kJob)).empty());
}

void ModelContract::badSchemasAreRefused() {
    ReadModelStore &store = freshStore();
    for (const ModelSchema &schema :
         {ModelSchema{"Orders", {}}, ModelSchema{"orders", {{"key", ColumnType::Text}}}, ModelSchema{"", {}}}) {
        QCOMPARE(kindOf(store.create(schema, ModelRole::Live, kFingerprint, kJob)), ErrorKind::Invalid);
    }
    QVERIFY(must(store.list(kJob)).empty());
}

void ModelContract::aTableTakesThePlaceOfAnother() {
    const ModelInfo before = freshOrders();
    commit(before, commitOf(0, 5, {upsert("a", 1)}, {letterAt(3)}));
    must(store().setPaused("orders", true, kJob));
    const ModelSchema schema{"orders", {{"other", ColumnType::Text}}};
    const ModelInfo after = create(ModelRole::Live, schema);
    QVERIFY(after.generation > before.generation);
    QVERIFY(found().schema == schema);
    QVERIFY(!found().isPaused);
    QCOMPARE(found().openLetters, std::uint64_t{0});
    QCOMPARE(dump(after), "");
    QCOMPARE(dumpLetters(after), "");

    const std::vector<std::string> keys{"a"};
    QCOMPARE(kindOf(store().rows(before, keys, kJob)), ErrorKind::NotFound);
    QCOMPARE(kindOf(store().page(before, "", 1, kJob)), ErrorKind::NotFound);
    QCOMPARE(kindOf(store().count(before, kJob)), ErrorKind::NotFound);
    QCOMPARE(kindOf(store().letters(before, kBeforeAll, 1, kJob)), ErrorKind::NotFound);
    QCOMPARE(kindOf(store().commit(before, commitOf(0, 1, {upsert("b", 1)}), kJob)), ErrorKind::NotFound);
    QCOMPARE(kindOf(store().mend(before, kBeforeAll, {}, {}, kJob)), ErrorKind::NotFound);
    QCOMPARE(kindOf(store().skip(before, letterAt(3).event, "why", timeOfUs(0), kJob)), ErrorKind::NotFound);
    QCOMPARE(dump(after), "");
}

void ModelContract::everyRoleIsATableOfItsOwn() {
    freshStore();
    int number = 0;
    for (const ModelRole role : {ModelRole::Shadow, ModelRole::Old, ModelRole::Live}) {
        ++number;
        commit(created(role), commitOf(0, number, {upsert("a", number)}));
    }
    QCOMPARE(must(store().list(kJob)).size(), std::size_t{3});
    QCOMPARE(positionOf(ModelRole::Shadow), "1");
    QCOMPARE(positionOf(ModelRole::Old), "2");
    QCOMPARE(positionOf(ModelRole::Live), "3");
    QVERIFY(dump(found(ModelRole::Shadow)).find("\"items\":1") != std::string::npos);
    QVERIFY(dump(found()).find("\"items\":3") != std::string::npos);
}

void ModelContract::listIsInOrder() {
    freshStore();
    for (const char *name : {"b", "a-1", "a", "a0"}) {
        for (const ModelRole role : {ModelRole::Old, ModelRole::Live, ModelRole::Shadow})
            must(store().create({name, {}}, role, kFingerprint, kJob));
    }
    std::string names;
    for (const ModelInfo &info : must(store().list(kJob)))
        names += info.schema.name + '/' + std::string(name(info.role)) + ' ';
    QCOMPARE(names,
             "a/live a/shadow a/old a-1/live a-1/shadow a-1/old a0/live a0/shadow a0/old b/live b/shadow b/old ");
}

void ModelContract::columnsWithTheNamesOfSql() {
    freshStore();
    const ModelSchema schema{"select", {{"from", ColumnType::Text}, {"Where", ColumnType::Integer}, {"rowid", {}}}};
    const ModelInfo model = create(ModelRole::Shadow, schema);
    commit(model, commitOf(0, 1, {upsert("a", R"({"from":"x","Where":1,"rowid":{"a":1}})")}));
    commit(model, commitOf(1, 2, {upsert("a", R"({"from":"y","Where":2,"rowid":null})", 2)}));
    QCOMPARE(dump(model), R"(a={"from":"y","Where":2,"rowid":null}@2/2 )");
    must(store().swap("select", true, kJob));
    QCOMPARE(must(store().list(kJob)).size(), std::size_t{1});
}

void ModelContract::aDroppedTableIsGone() {
    const ModelInfo model = freshOrders();
    commit(model, commitOf(0, 1, {upsert("a", 1)}, {letterAt(1)}));
    must(store().drop("orders", ModelRole::Live, kJob));
    QVERIFY(!lookedUp(ModelRole::Live));
    QCOMPARE(kindOf(store().count(model, kJob)), ErrorKind::NotFound);
    const ModelInfo again = created(ModelRole::Live);
    QVERIFY(again.generation > model.generation);
    QCOMPARE(dump(again) + dumpLetters(again), "");
    QCOMPARE(kindOf(store().count(model, kJob)), ErrorKind::NotFound);
}

void ModelContract::swapServesTheShadow() {
    const ModelInfo live = freshOrders();
    commit(live, commitOf(0, 3, {upsert("a", 1)}, {letterAt(2, "of the live one")}));
    const ModelInfo shadow = created(ModelRole::Shadow);
    commit(shadow, commitOf(0, 3, {upsert("b", 2)}, {letterAt(3, "of the shadow")}));
    must(store().swap("orders", false, kJob));

    QCOMPARE(must(store().list(kJob)).size(), std::size_t{1});
    const ModelInfo now = found();
    QCOMPARE(now.generation, shadow.generation);
    QCOMPARE(now.role, ModelRole::Live);
    QVERIFY(dump(now).starts_with("b="));
    QCOMPARE(dumpLetters(now), "3:of the shadow ");
    QCOMPARE(now.openLetters, std::uint64_t{1});
    for (const ModelInfo &gone : {live, shadow})
        QCOMPARE(kindOf(store().commit(gone, commitOf(3, 4), kJob)), ErrorKind::NotFound);
    commit(now, commitOf(3, 4, {upsert("c", 3)}));
    QCOMPARE(must(store().count(found(), kJob)), std::uint64_t{2});
}

void ModelContract::swapKeepsTheOldOne() {
    freshOrders();
    for (int round = 1; round < 4; ++round) {
        const ModelInfo live = found();
        commit(created(ModelRole::Shadow), commitOf(0, round, {upsert("a", round)}, {letterAt(round)}));
        must(store().swap("orders", true, kJob));
        QVERIFY(!lookedUp(ModelRole::Shadow));
        const ModelInfo old = found(ModelRole::Old);
        QCOMPARE(old.generation, live.generation);
        QVERIFY(old.checkpoint == live.checkpoint);
        QVERIFY(dump(found()).find("@" + std::to_string(round)) != std::string::npos);
        QCOMPARE(dump(old).empty(), round == 1);
        QCOMPARE(dumpLetters(old).empty(), round == 1);
    }
}

void ModelContract::swapRefusesWhatIsBehind() {
    const ModelInfo live = freshOrders();
    commit(live, commitOf(0, 3, {upsert("a", 1)}));
    commit(created(ModelRole::Shadow), commitOf(0, 2));
    QCOMPARE(kindOf(store().swap("orders", true, kJob)), ErrorKind::Refused);
    QCOMPARE(found().generation, live.generation);
    QCOMPARE(must(store().count(live, kJob)), std::uint64_t{1});
    QVERIFY(lookedUp(ModelRole::Shadow));
    QVERIFY(!lookedUp(ModelRole::Old));
}

void ModelContract::aPauseStays() {
    freshOrders();
    must(store().setPaused("orders", true, kJob));
    QVERIFY(found().isPaused);
    (void)created(ModelRole::Shadow);
    QVERIFY(!found(ModelRole::Shadow).isPaused);
    must(store().swap("orders", true, kJob));
    QVERIFY(found().isPaused);
    QVERIFY(!found(ModelRole::Old).isPaused);
    must(store().setPaused("orders", false, kJob));
    QVERIFY(!found().isPaused);
}

void ModelContract::locksExclude() {
    freshStore();
    QVERIFY(!must(store().isLocked("orders", ModelRole::Live, kJob)));
    auto live = must(store().lock("orders", ModelRole::Live, kJob));
    QVERIFY(must(store().isLocked("orders", ModelRole::Live, kJob)));
    QVERIFY(!must(store().isLocked("orders", ModelRole::Shadow, kJob)));
    QVERIFY(!must(store().isLocked("others", ModelRole::Live, kJob)));
    const auto refused = store().lock("orders", ModelRole::Live, kJob);
    QCOMPARE(kindOf(refused), ErrorKind::Refused);
    QVERIFY(refused.error().message.find("orders") != std::string::npos);
    const auto shadow = must(store().lock("orders", ModelRole::Shadow, kJob));
    const auto other = must(store().lock("others", ModelRole::Live, kJob));
    commit(created(ModelRole::Live), commitOf(0, 1, {upsert("a", 1)})); // its holder's calls go through
    QCOMPARE(must(store().count(found(), kJob)), std::uint64_t{1});     // as do readers'
    QCOMPARE(kindOf(store().lock("../../orders", ModelRole::Live, kJob)), ErrorKind::Invalid);
    if (factory().isShared()) {
        const auto second = must(factory().another());
        QCOMPARE(kindOf(second->lock("orders", ModelRole::Live, kJob)), ErrorKind::Refused);
        QVERIFY(must(second->isLocked("orders", ModelRole::Live, kJob)));
        live.reset();
        QVERIFY(!must(second->isLocked("orders", ModelRole::Live, kJob)));
        live = must(second->lock("orders", ModelRole::Live, kJob));
        QCOMPARE(kindOf(store().lock("orders", ModelRole::Live, kJob)), ErrorKind::Refused);
    }
    live.reset();
    live = must(store().lock("orders", ModelRole::Live, kJob));
    QVERIFY(live);
}

void ModelContract::stopEndsEveryCall() {
    const ModelInfo model = freshOrders();
    std::stop_source stop;
    stop.request_stop();
    const JobControl job{stop.get_token()};
    const std::vector<std::string> keys{"a"};
    QCOMPARE(kindOf(store().list(job)), ErrorKind::Cancelled);
    QCOMPARE(kindOf(store().find("orders", ModelRole::Live, job)), ErrorKind::Cancelled);
    QCOMPARE(kindOf(store().create(orderSchema(), ModelRole::Shadow, kFingerprint, job)), ErrorKind::Cancelled);
    QCOMPARE(kindOf(store().drop("orders", ModelRole::Live, job)), ErrorKind::Cancelled);
    QCOMPARE(kindOf(store().lock("orders", ModelRole::Live, job)), ErrorKind::Cancelled);
    QCOMPARE(kindOf(store().rows(model, keys, job)), ErrorKind::Cancelled);
    QCOMPARE(kindOf(store().page(model, "", 1, job)), ErrorKind::Cancelled);
    QCOMPARE(kindOf(store().count(model, job)), ErrorKind::Cancelled);
    QCOMPARE(kindOf(store().commit(model, commitOf(0, 1, {upsert("a", 1)}), job)), ErrorKind::Cancelled);
    QCOMPARE(kindOf(store().mend(model, kBeforeAll, {}, {}, job)), ErrorKind::Cancelled);
    QCOMPARE(kindOf(store().swap("orders", true, job)), ErrorKind::Cancelled);
    QCOMPARE(kindOf(store().setPaused("orders", true, job)), ErrorKind::Cancelled);
    QCOMPARE(kindOf(store().letters(model, kBeforeAll, 1, job)), ErrorKind::Cancelled);
    QCOMPARE(kindOf(store().skip(model, letterAt(1).event, "why", timeOfUs(0), job)), ErrorKind::Cancelled);
    QVERIFY(found().checkpoint == ModelCheckpoint());
    QCOMPARE(must(store().list(kJob)).size(), std::size_t{1});
}

void ModelContract::othersSeeWhatIsCommitted() {
    if (!factory().isShared()) return;
    const ModelInfo model = freshOrders();
    const auto second = must(factory().another());
    const ModelInfo theirs = must(second->find("orders", ModelRole::Live, kJob)).value();
    QCOMPARE(theirs.generation, model.generation);
    commit(model, commitOf(0, 1, {upsert("a", 1)}, {letterAt(1)}));
    QCOMPARE(must(second->count(theirs, kJob)), std::uint64_t{1});
    const auto refused = second->commit(theirs, commitOf(0, 2, {upsert("b", 1)}, {letterAt(2)}), kJob);
    QCOMPARE(kindOf(refused), ErrorKind::Refused);
    must(second->commit(theirs, commitOf(1, 2, {upsert("c", 1)}), kJob));
    QCOMPARE(must(store().count(model, kJob)), std::uint64_t{2});
    QCOMPARE(positionOf(ModelRole::Live), "2");
}

void ModelContract::othersSwapAndDrop() {
    if (!factory().isShared()) return;
    const ModelInfo live = freshOrders();
    commit(live, commitOf(0, 1, {upsert("a", 1)}));
    const auto second = must(factory().another());
    const ModelInfo shadow = must(second->create(orderSchema(), ModelRole::Shadow, kFingerprint, kJob));
    must(second->commit(shadow, commitOf(0, 1, {upsert("b", 2)}), kJob));
    must(second->swap("orders", true, kJob));
    QCOMPARE(kindOf(store().count(live, kJob)), ErrorKind::NotFound);
    QCOMPARE(kindOf(store().commit(live, commitOf(1, 2), kJob)), ErrorKind::NotFound);
    QVERIFY(dump(found()).starts_with("b="));
    QVERIFY(dump(found(ModelRole::Old)).starts_with("a="));
    must(second->drop("orders", ModelRole::Live, kJob));
    QCOMPARE(kindOf(store().commit(found(ModelRole::Old), commitOf(0, 2), kJob)), ErrorKind::Refused);
    QVERIFY(!lookedUp(ModelRole::Live));
}

} // namespace eventscope::testing
