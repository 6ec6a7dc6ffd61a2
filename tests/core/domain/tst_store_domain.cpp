// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/store_domain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace eventscope;

/// Which folds and upcasters a store is read with.
class TestStoreDomain : public QObject {
    Q_OBJECT

    static StoreInfo storeOf(const std::string &domain) {
        StoreInfo info;
        info.domain = domain;
        return info;
    }
    static void write(const QString &path, const char *text) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

  private Q_SLOTS:
    void aStoreThatNamesNoneHasNone() {
        for (const char *domain : {"", "shop", "Sample"}) {
            const auto pack = domainFor(storeOf(domain), {});
            QVERIFY(pack && pack->folds.empty() && pack->upcasters.empty() && pack->projections.empty());
        }
    }

    void aSampleStoreHasTheSampleDomain() {
        const auto pack = domainFor(storeOf("sample"), {});
        QVERIFY(pack);
        QCOMPARE(pack->folds.size(), std::size_t{6});
        QCOMPARE(pack->upcasters.size(), std::size_t{1});
        QCOMPARE(pack->projections.size(), std::size_t{5});
    }

    void theSampleDomainCanBeChosenForAnyStore() {
        for (const char *domain : {"", "sample"}) {
            const auto pack = domainFor(storeOf(domain), "sample");
            QVERIFY(pack);
            QCOMPARE(pack->folds.size(), std::size_t{6});
            QCOMPARE(pack->upcasters.size(), std::size_t{1});
        }
    }

    void whatIsChosenComesFirst() {
        QTemporaryDir folder;
        write(folder.filePath(QStringLiteral("domain.json")),
              R"({"name":"Shop","folds":["account.json"],"upcasters":["user.json"],
                  "projections":["users.json"]})");
        write(folder.filePath(QStringLiteral("users.json")), R"({"projection":"user-view","key":"/id","on":{}})");
        write(folder.filePath(QStringLiteral("account.json")), R"({"fold":"Mine","categories":["account"],"on":{}})");
        write(folder.filePath(QStringLiteral("user.json")),
              R"({"upcasters":[{"type":"UserRegistered","schemaVersion":1,"into":[]}]})");
        const std::string path = folder.path().toStdString();
        const auto alone = domainFor(storeOf(""), path);
        QVERIFY(alone);
        QCOMPARE(alone->folds.size(), std::size_t{1});
        const auto both = domainFor(storeOf("sample"), path);
        QVERIFY(both);
        QCOMPARE(both->name, std::string("Shop"));
        QCOMPARE(both->folds.size(), std::size_t{7});
        QCOMPARE(both->folds.front()->info().name, std::string("Mine"));
        QCOMPARE(both->upcasters.size(), std::size_t{1}); // both take the same events
        QCOMPARE(both->projections.size(), std::size_t{5});
        QCOMPARE(both->projections.front()->info().name, std::string("user-view"));
        QCOMPARE(both->projections.front()->info().language, std::string("JSON"));
    }

    void aFolderWithoutAPackIsToldForEveryStore() {
        QTemporaryDir folder;
        for (const char *domain : {"", "sample"})
            QVERIFY(!domainFor(storeOf(domain), folder.path().toStdString()));
    }
};

QTEST_GUILESS_MAIN(TestStoreDomain)
#include "tst_store_domain.moc"
