// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/json_tree_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <random>

using namespace eventscope;
using namespace eventscope::ui;

namespace {

Json parsed(const char *text) { return *Json::parse(text); }

/// The loaded rows as indented lines "name=value".
void printRows(const QAbstractItemModel &model, const QModelIndex &parent, int depth, QString &out) {
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex name = model.index(row, JsonTree::NameColumn, parent);
        out += QString(depth, u' ') + name.data().toString() + u'=' +
               model.index(row, JsonTree::ValueColumn, parent).data().toString() + u'\n';
        printRows(model, name, depth + 1, out);
    }
}

QString rows(const QAbstractItemModel &model) {
    QString out;
    printRows(model, {}, 0, out);
    return out;
}

void loadAll(JsonTreeModel &model, const QModelIndex &parent = {}) {
    while (model.canFetchMore(parent))
        model.fetchMore(parent);
    for (int row = 0; row < model.rowCount(parent); ++row)
        loadAll(model, model.index(row, 0, parent));
}

/// A document of a few members, nested at random.
Json randomDocument(std::mt19937_64 &random, int depth) {
    const auto draw = [&](unsigned below) { return unsigned(random() % below); };
    if (depth == 0 || draw(3) == 0) return Json::number(std::int64_t(draw(4)));
    std::vector<Json> elements;
    std::vector<Json::Member> members;
    const unsigned size = draw(4);
    const bool array = draw(2) == 0;
    for (unsigned i = 0; i < size; ++i) {
        if (array)
            elements.push_back(randomDocument(random, depth - 1));
        else
            members.push_back(
                {std::string(1, char('a' + draw(5))) + std::to_string(i), randomDocument(random, depth - 1)});
    }
    return array ? Json::array(std::move(elements)) : Json::object(std::move(members));
}

} // namespace

class TestJsonTreeModel : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() {
        m_model = std::make_unique<JsonTreeModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup() {
        m_tester.reset();
        m_model.reset();
    }

    /// What is sealed says so, is no value and holds none; what looks alike is an object as any other.
    void protectedValuesSayTheirState() {
        m_model->setDocument(parsed(
            R"({"a":{"$protected":"locked"},"b":[{"$protected":"shredded","erasure":"E-1","at":"2026-11-22T10:00:00Z"}],"c":{"$$protected":"x"}})"));
        const auto value = [&](const QModelIndex &row) {
            return row.siblingAtColumn(JsonTree::ValueColumn).data().toString();
        };
        const QModelIndex locked = m_model->index(0, 0);
        QCOMPARE(value(locked), QStringLiteral("\u27e6locked\u27e7"));
        QVERIFY(!m_model->hasChildren(locked) && !m_model->canFetchMore(locked));
        const QModelIndex list = m_model->index(1, 0);
        m_model->fetchMore(list);
        QCOMPARE(value(m_model->index(0, 0, list)),
                 QStringLiteral("\u27e6shredded \u00b7 2026-11-22 \u00b7 E-1\u27e7"));
        QVERIFY(m_model->hasChildren(m_model->index(2, 0)));
        m_model->setDocument(parsed(R"({"a":{"street":"x","city":"y"},"b":[],"c":1})")); // opened
        QVERIFY(m_model->hasChildren(m_model->index(0, 0)));
        m_model->fetchMore(m_model->index(0, 0));
        m_model->setDocument(parsed(R"({"a":{"$protected":"locked"},"b":[],"c":1})")); // and locked again
        QCOMPARE(m_model->rowCount(m_model->index(0, 0)), 0);
    }

    void showsMembersInTheirOrderWithTheirDigits() {
        m_model->setDocument(parsed(R"({"b":12345678901234567890,"a":1.10,"list":[true,null],"text":""})"));
        loadAll(*m_model);
        QCOMPARE(rows(*m_model),
                 QStringLiteral("b=12345678901234567890\na=1.10\nlist=2 element(s)\n 0=true\n 1=null\ntext=\"\"\n"));
    }
    void showsDuplicateKeys() {
        m_model->setDocument(parsed(R"({"a":1,"a":2})"));
        QCOMPARE(rows(*m_model), QStringLiteral("a=1\na=2\n"));
    }
    void aScalarIsOneRow() {
        m_model->setDocument(parsed("7"));
        QCOMPARE(rows(*m_model), QStringLiteral("=7\n"));
        QVERIFY(m_model->pointerOf(m_model->index(0, 0)).isRoot());
        m_model->setDocument(parsed("{\"a\":1}"));
        QCOMPARE(rows(*m_model), QStringLiteral("a=1\n"));
    }
    void hostileTextIsShownAsTokens() {
        m_model->setDocument(Json::object({{"<b>\x1b[31m", Json::string("a\nb\xe2\x80\xae")}}));
        const QString shown = rows(*m_model);
        QVERIFY(!shown.contains(QChar(0x1b)));
        QVERIFY(!shown.contains(QChar(0x202e)));
        QVERIFY(m_model->index(0, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("&lt;b&gt;")));
    }
    void largeArraysComeInPages() {
        std::vector<Json> elements(1000, Json::number(1));
        m_model->setDocument(Json::object({{"list", Json::array(std::move(elements))}}));
        const QModelIndex list = m_model->index(0, 0);
        m_model->fetchMore(list);
        QCOMPARE(m_model->rowCount(list), int(JsonTreeNode::kPage));
        QVERIFY(m_model->canFetchMore(list));
        QCOMPARE(m_model->indexOf(*Pointer::parse("/list/777")).row(), 777);
    }
    void rowsFarDownAreNotMadeForAJump() {
        std::vector<Json> elements(100'000, Json::number(1));
        m_model->setDocument(Json::object({{"list", Json::array(std::move(elements))}}));
        QCOMPARE(m_model->indexOf(*Pointer::parse("/list/19999")).row(), 19'999);
        QVERIFY(!m_model->indexOf(*Pointer::parse("/list/99999")).isValid());
    }
    void aHugeNameIsCutInItsCell() {
        const std::string name(std::size_t{4} << 20, 'k');
        m_model->setDocument(Json::object({{name, Json::string(name)}}));
        for (int column = 0; column < 2; ++column) {
            for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(Qt::AccessibleTextRole)})
                QVERIFY(m_model->index(0, column).data(role).toString().size() < 1000);
        }
        QCOMPARE(m_model->pointerOf(m_model->index(0, 0)).tokens(), std::vector<std::string>{name});
    }
    void rowsThatBothDocumentsHaveStay() {
        m_model->setDocument(parsed(R"({"a":{"x":1,"y":2},"b":3})"));
        loadAll(*m_model);
        const QPersistentModelIndex x = m_model->indexOf(*Pointer::parse("/a/x"));
        QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
        m_model->setDocument(parsed(R"({"a":{"x":5,"y":2,"z":6},"b":3})"));
        QVERIFY(x.isValid());
        QCOMPARE(x.sibling(x.row(), JsonTree::ValueColumn).data().toString(), QStringLiteral("5"));
        QCOMPARE(removed.count(), 0);
        QCOMPARE(rows(*m_model), QStringLiteral("a=3 member(s)\n x=5\n y=2\n z=6\nb=3\n"));
    }
    void marksAndBlameFollowThePath() {
        m_model->setDocument(
            parsed(R"({"a":1,"b":2})"),
            [](const Pointer &path) { return path.text() == "/b" ? JsonTree::Changed : JsonTree::Unmarked; },
            [](const Pointer &path) { return QString::fromStdString("v1" + path.text()); });
        QCOMPARE(m_model->index(0, 0).data(JsonTree::MarkRole).toInt(), int(JsonTree::Unmarked));
        QCOMPARE(m_model->index(1, 0).data(JsonTree::MarkRole).toInt(), int(JsonTree::Changed));
        QCOMPARE(m_model->index(1, JsonTree::BlameColumn).data().toString(), QStringLiteral("v1/b"));
    }
    void goingFromAnyDocumentToAnyOtherShowsTheOther() {
        const auto seed = std::random_device{}();
        qInfo("seed %u", seed);
        std::mt19937_64 random(seed);
        for (int i = 0; i < 400; ++i) {
            m_model->setDocument(randomDocument(random, 4));
            loadAll(*m_model);
            JsonTreeModel fresh;
            fresh.setDocument(m_model->document());
            loadAll(fresh);
            QCOMPARE(rows(*m_model), rows(fresh));
        }
    }

  private:
    std::unique_ptr<JsonTreeModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(TestJsonTreeModel)
#include "tst_json_tree_model.moc"
