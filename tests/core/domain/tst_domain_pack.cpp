// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/domain_pack.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include <fstream>

using namespace eventscope;

namespace {

const char *const kFold = R"({"fold":"Account","categories":["account"],"on":{}})";
const char *const kUpcasters = R"({"upcasters":[{"type":"A","into":[]},{"type":"B","into":[]}]})";

/// By the published schema of domain.json.
bool isValid(const nlohmann::json &document) {
    std::ifstream file(RESOURCES "/schemas/domain.schema.json");
    const nlohmann::json text = nlohmann::json::parse(file);
    valijson::Schema schema;
    valijson::SchemaParser(valijson::SchemaParser::kDraft7)
        .populateSchema(valijson::adapters::NlohmannJsonAdapter(text), schema);
    valijson::Validator validator(valijson::Validator::kStrongTypes);
    return validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(document), nullptr);
}

} // namespace

class TestDomainPack : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("folds")));
        write("folds/account.json", kFold);
        write("folds/bad.json", R"({"fold":7,"on":{}})");
        write("upcasters.json", kUpcasters);
        write("rows.json", R"({"projection":"rows","key":"$stream","on":{}})");
        write("steps.json", R"({"process":"steps","key":"$stream","start":["A"],"on":{"A":{"goTo":"begun"}}})");
        write("rows-again.json", R"({"process":"rows","key":"$stream","start":["A"],"on":{"A":{}}})");
    }

    void readsWhatThePackNames() {
        write("domain.json", R"({"name":"Shop","folds":["folds/account.json"],"upcasters":["upcasters.json"]})");
        const auto pack = load();
        QVERIFY(pack);
        QCOMPARE(pack->name, std::string("Shop"));
        QCOMPARE(pack->folds.size(), std::size_t{1});
        QCOMPARE(pack->folds[0]->info().name, std::string("Account"));
        QCOMPARE(pack->upcasters.size(), std::size_t{2});
        QVERIFY(pack->projections.empty());
    }

    void readsProjections() {
        write("more.json", R"({"projection":"more","key":"$day","on":{}})");
        write("domain.json", R"({"projections":["rows.json","more.json"]})");
        const auto pack = load();
        QVERIFY(pack);
        QCOMPARE(pack->projections.size(), std::size_t{2});
        QCOMPARE(projectionNamed(*pack, "more"), pack->projections[1]);
        QVERIFY(!projectionNamed(*pack, "less"));
    }

    void readsProcesses() {
        write("domain.json", R"({"projections":["rows.json"],"processes":["steps.json"]})");
        const auto pack = load();
        QVERIFY(pack);
        QCOMPARE(pack->processes.size(), std::size_t{1});
        QCOMPARE(projectionNamed(*pack, "steps"), pack->processes[0]);
    }

    void anEmptyPackHasTheNameOfItsFolder() {
        write("domain.json", "{}");
        for (const QString &end : {QString(), QStringLiteral("/"), QStringLiteral("/.")}) {
            const auto pack = loadDomainPack((m_folder->path() + end).toStdString());
            QVERIFY(pack && pack->folds.empty() && pack->upcasters.empty());
            QCOMPARE(QString::fromStdString(pack->name), QDir(m_folder->path()).dirName());
        }
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<QString>("description");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("message"); // %1: the folder
        const auto row = [](const char *name, const char *description, ErrorKind kind, const char *message) {
            QTest::newRow(name) << description << static_cast<int>(kind) << message;
        };
        row("no JSON", "{", ErrorKind::Invalid, "%1/domain.json, ");
        row("unknown member", R"({"fold":[]})", ErrorKind::Invalid, "%1/domain.json, at /fold: expected only ");
        row("folds that are no list", R"({"folds":"a.json"})", ErrorKind::Invalid,
            "%1/domain.json, at /folds: expected an array, found a string");
        row("a file that is not there", R"({"folds":["none.json"]})", ErrorKind::NotFound, "Cannot read %1/none.json");
        row("a fold that is wrong", R"({"folds":["folds/bad.json"]})", ErrorKind::Invalid,
            "%1/folds/bad.json, at /fold: expected a string that is not empty, found a number");
        row("a fold among the upcasters", R"({"upcasters":["folds/account.json"]})", ErrorKind::Invalid,
            "%1/folds/account.json, at /fold: expected only ");
        row("a projection that is wrong", R"({"projections":["folds/account.json"]})", ErrorKind::Invalid,
            "%1/folds/account.json, at /fold: expected only ");
        row("two projections of a name", R"({"projections":["rows.json","./rows.json"]})", ErrorKind::Invalid,
            "%1/./rows.json, at /projection: expected a name of its own, found \"rows\"");
        row("out of the folder", R"({"folds":["folds/../../x.json"]})", ErrorKind::Invalid,
            "%1/domain.json, at /folds/0: expected a path inside the folder of the pack, found a string");
        row("anywhere", R"({"folds":["/etc/passwd"]})", ErrorKind::Invalid,
            "%1/domain.json, at /folds/0: expected a path inside the folder of the pack, found a string");
    }
    void saysWhatIsWrong() {
        QFETCH(QString, description);
        QFETCH(int, kind);
        QFETCH(QString, message);
        write("domain.json", description);
        const auto pack = load();
        QVERIFY(!pack);
        QCOMPARE(static_cast<int>(pack.error().kind), kind);
        const QString expected = message.contains(QLatin1String("%1")) ? message.arg(m_folder->path()) : message;
        QVERIFY2(QString::fromStdString(pack.error().message).startsWith(expected), pack.error().message.c_str());
    }

    void schemaAgreesWithTheLoader_data() {
        QTest::addColumn<QString>("description");
        QTest::addColumn<bool>("isGood");
        const auto row = [](const char *description, bool isGood) {
            QTest::newRow(description) << description << isGood;
        };
        row("{}", true);
        row(R"({"$schema":"../schemas/domain.schema.json","name":"Shop"})", true);
        row(R"({"folds":["folds/account.json"],"upcasters":["upcasters.json"]})", true);
        row(R"({"folds":["./folds/account.json","folds/account.json"]})", true);
        row(R"({"folds":["folds/..account.json"]})", true);
        row(R"({"projections":["rows.json"]})", true);
        row(R"({"processes":["steps.json"]})", true);
        row(R"({"projections":["../rows.json"]})", false);
        row("[]", false);
        row(R"({"name":""})", false);
        row(R"({"name":7})", false);
        row(R"({"fold":[]})", false);
        row(R"({"folds":"folds/account.json"})", false);
        row(R"({"folds":[""]})", false);
        row(R"({"folds":[1]})", false);
        row(R"({"folds":["/folds/account.json"]})", false);
        row(R"({"folds":[".."]})", false);
        row(R"({"folds":["../folds/account.json"]})", false);
        row(R"({"folds":["folds/../folds/account.json"]})", false);
        row(R"({"upcasters":["folds/.."]})", false);
    }
    void schemaAgreesWithTheLoader() {
        QFETCH(QString, description);
        QFETCH(bool, isGood);
        write("folds/..account.json", kFold);
        write("domain.json", description);
        QCOMPARE(load().has_value(), isGood);
        QCOMPARE(isValid(nlohmann::json::parse(description.toStdString())), isGood);
    }

    void publishedPackIsValid() {
        std::ifstream file(RESOURCES "/sample-domain/domain.json");
        QVERIFY(isValid(nlohmann::json::parse(file)));
    }

    void aFolderWithoutAPackIsNotFound() {
        const auto pack = load();
        QVERIFY(!pack && pack.error().kind == ErrorKind::NotFound);
    }

  private:
    void write(const char *name, const QString &text) {
        QFile file(m_folder->filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.toUtf8());
    }
    [[nodiscard]] Result<DomainPack> load() const { return loadDomainPack(m_folder->path().toStdString()); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestDomainPack)
#include "tst_domain_pack.moc"
