// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/sqlite_read_model_store.h"

#include "core/db/sqlite/sqlite_connection.h"
#include "tests/core/models/model_contract.h"
#include "tests/core/models/model_samples.h"
#include "tests/support/store_fixture.h"

#include <QtTest/QtTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

const JobControl kJob;

class SqliteFactory final : public ModelStoreFactory {
  public:
    Result<std::unique_ptr<ReadModelStore>> create() override {
        ++m_files;
        return another();
    }
    Result<std::unique_ptr<ReadModelStore>> another() override { return openSqliteReadModels(path()); }
    bool isShared() const override { return true; }
    std::string path() const { return m_folder.filePath(QStringLiteral("data/%1.models").arg(m_files)).toStdString(); }

  private:
    QTemporaryDir m_folder;
    int m_files = 0;
};

} // namespace

class TestSqliteReadModels : public ModelContract {
    Q_OBJECT

    std::unique_ptr<ModelStoreFactory> makeFactory() override { return std::make_unique<SqliteFactory>(); }
    [[nodiscard]] std::string path() { return dynamic_cast<SqliteFactory &>(factory()).path(); }

    /// The answer of any program that opens the file, as one text.
    std::string asked(const std::string &sql) {
        auto connection = must(SqliteConnection::open(path(), {}));
        auto statement = must(connection.prepare(sql));
        std::string text;
        while (must(statement.step())) {
            for (int i = 0; i < 9; ++i)
                text += (statement.isNull(i) ? "NULL" : std::string(statement.bytes(i))) + '|';
            text += '\n';
        }
        return text;
    }

  private Q_SLOTS:
    void pathsAreNamedAfterTheStore();
    void othersCanQueryIt();
    void isItsOwnersAlone();
    void lockNamesItsHolder();
    void anotherProgramsFileIsRefused();
    void aDamagedRowIsTold();
    void whatWasDeletedIsOverwritten();
    void aReaderHoldsNobodyUp();
    void manyOpenItAtOnce();
};

void TestSqliteReadModels::pathsAreNamedAfterTheStore() {
    const std::string one = must(readModelsPath({"a", "sqlite:/x", "x"}, "/data"));
    QVERIFY(one.starts_with("/data/") && one.ends_with(".models"));
    QCOMPARE(must(readModelsPath({"a", "sqlite:/moved", "y"}, "/data")), one);
    QVERIFY(must(readModelsPath({"b", "sqlite:/x", "x"}, "/data")) != one);
    QVERIFY(!readModelsPath({"a", "memory:", "x"}, "/data"));
}

void TestSqliteReadModels::othersCanQueryIt() {
    const ModelInfo model = freshOrders();
    commit(model, commitOf(0, 7,
                           {upsert("a",
                                   R"({"status":"open","items":3,"total":120.00,"paid":true,"lines":[1, 2],)"
                                   R"("since":"2026-03-04T12:00:03.881902Z","more":1})",
                                   7),
                            upsert("b", R"({"items":"many","paid":false})", 5)}));
    QCOMPARE(asked(R"(SELECT "key", status, items, total, paid, since, lines, _rest, _position || '/' || _events )"
                   R"(FROM orders ORDER BY "key")"),
             "a|open|3|120.00|1|2026-03-04T12:00:03.881902Z|[1,2]|{\"more\":1}|7/7|\n"
             "b|NULL|NULL|NULL|0|NULL|NULL|{\"items\":\"many\"}|5/5|\n");
    QVERIFY(asked("SELECT typeof(items), typeof(total), typeof(paid) FROM orders WHERE total IS NOT NULL")
                .starts_with("integer|text|integer|"));
    commit(created(ModelRole::Shadow), commitOf(0, 7));
    must(store().swap("orders", true, kJob));
    QVERIFY(asked("SELECT count(*) FROM orders").starts_with("0|"));
    QVERIFY(asked("SELECT count(*) FROM \"orders (old)\"").starts_with("2|"));
}

void TestSqliteReadModels::isItsOwnersAlone() {
    const ModelInfo model = freshOrders();
    commit(model, commitOf(0, 1, {upsert("a", 1)}));
    int files = 0;
    const QFileInfo made(QString::fromStdString(path()));
    for (const QFileInfo &file : made.dir().entryInfoList({made.fileName() + "*"}, QDir::Files)) {
        ++files;
        QVERIFY2(!(file.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)),
                 qPrintable(file.fileName()));
    }
    QVERIFY(files >= 2); // the -wal file, too
}

void TestSqliteReadModels::lockNamesItsHolder() {
    freshStore();
    const auto held = must(store().lock("orders", ModelRole::Shadow, kJob));
    const auto refused = store().lock("orders", ModelRole::Shadow, kJob);
    QVERIFY(!refused);
    QVERIFY(refused.error().message.find("orders.shadow.lock") != std::string::npos);
    QVERIFY(refused.error().message.find("process " + std::to_string(getpid())) != std::string::npos);
}

void TestSqliteReadModels::anotherProgramsFileIsRefused() {
    freshStore();
    const std::string other = path() + ".other";
    must(must(SqliteConnection::open(other, {.mode = SqliteMode::Create})).run("CREATE TABLE t (a)"));
    const auto bytes = [&] {
        QFile file(QString::fromStdString(other));
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray before = bytes();
    const auto opened = openSqliteReadModels(other);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Unsupported);
    QVERIFY(!before.isEmpty());
    QCOMPARE(bytes(), before);
}

void TestSqliteReadModels::aDamagedRowIsTold() {
    const ModelInfo model = freshOrders();
    commit(model, commitOf(0, 1, {upsert("secret", 1)}));
    for (const char *damage : {"total = 'secret'", "lines = '{'", "_rest = '[]'", "_position = 'secret'"}) {
        {
            auto connection = must(SqliteConnection::open(path(), {.mode = SqliteMode::ReadWrite}));
            must(connection.run("UPDATE orders SET total = NULL, lines = NULL, _rest = NULL, _position = '1'"));
            must(connection.run("UPDATE orders SET " + std::string(damage)));
        }
        const auto page = store().page(model, "", 1, kJob);
        QVERIFY(!page);
        QCOMPARE(page.error().kind, ErrorKind::Corrupt);
        QVERIFY(describe(page.error()).find("secret") == std::string::npos);
    }
}

void TestSqliteReadModels::whatWasDeletedIsOverwritten() {
    const ModelInfo model = freshOrders();
    commit(model, commitOf(0, 1, {upsert("a", R"({"status":"Erika Mustermann"})")}));
    const auto holdsIt = [&] {
        auto connection = must(SqliteConnection::open(path(), {.mode = SqliteMode::ReadWrite}));
        (void)must(connection.number("SELECT count(*) FROM orders")); // only now it knows of the -wal file
        must(connection.checkpoint());
        QFile file(QString::fromStdString(path()));
        return file.open(QFile::ReadOnly) && file.readAll().contains("Erika");
    };
    QVERIFY(holdsIt());
    commit(model, commitOf(1, 2, {removal("a")}));
    QVERIFY(!holdsIt());
}

void TestSqliteReadModels::aReaderHoldsNobodyUp() {
    const ModelInfo model = freshOrders();
    commit(model, commitOf(0, 1, {upsert("a", 1)}));
    auto connection = must(SqliteConnection::open(path(), {}));
    must(connection.run("BEGIN"));
    QCOMPARE(must(connection.number("SELECT count(*) FROM orders")), std::int64_t{1});
    commit(model, commitOf(1, 2, {upsert("b", 1)}));
    commit(created(ModelRole::Shadow), commitOf(0, 2));
    must(store().swap("orders", false, kJob));
    QCOMPARE(must(connection.number("SELECT count(*) FROM orders")), std::int64_t{1});
    must(connection.run("COMMIT"));
    QCOMPARE(must(connection.number("SELECT count(*) FROM orders")), std::int64_t{0});
}

void TestSqliteReadModels::manyOpenItAtOnce() {
    for (int round = 0; round < 5; ++round) {
        const std::string path = this->path() + ".at-once" + std::to_string(round);
        std::atomic<int> opened = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 8; ++i) {
                threads.emplace_back([&, i] {
                    const auto store = openSqliteReadModels(path);
                    if (!store) return;
                    const ModelSchema schema{"m" + std::to_string(i), {}};
                    if ((*store)->create(schema, ModelRole::Live, {}, kJob)) ++opened;
                });
            }
        }
        QCOMPARE(opened.load(), 8);
        QCOMPARE(must(must(openSqliteReadModels(path))->list(kJob)).size(), std::size_t{8});
    }
}

QTEST_GUILESS_MAIN(TestSqliteReadModels)
#include "tst_sqlite_read_models.moc"
