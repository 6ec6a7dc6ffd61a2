// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/confirm_pane.h"
#include "ui/privacy/find_pane.h"
#include "ui/privacy/ledger_words.h"
#include "ui/privacy/preview_pane.h"
#include "ui/privacy/report_pane.h"
#include "ui/privacy/verify_pane.h"
#include "ui/widgets/long_text_view.h"

#include <QHeaderView>
#include <QLabel>
#include <QRadioButton>
#include <QScrollBar>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace eventscope;
using namespace eventscope::ui;

/// What the steps of the page Privacy say of plans and of lines of the ledger.
class TestPrivacyPanes : public QObject {
    Q_OBJECT

    Theme m_theme{Scheme::Light};
    /// Between the panels of a window that is 1280 wide.
    static constexpr int kWidth = 750;

    static Time time(const char *text) { return parseTime(text).value(); }
    static PlannedBackup backup(std::uint64_t number, std::optional<Time> expiresAt,
                                ExportState state = ExportState::There) {
        PlannedBackup planned;
        planned.made.number = number;
        planned.made.expiresAt = expiresAt;
        planned.state = state;
        return planned;
    }
    static std::shared_ptr<SubjectStudy> study() {
        auto made = std::make_shared<SubjectStudy>();
        made->at = time("2026-11-02T12:00:00Z");
        made->wanted.subject = {"ada"};
        made->plan.isKnown = true;
        made->plan.keys.resize(1);
        return made;
    }
    static QString textsOf(const QWidget &pane) {
        QStringList texts;
        for (const QLabel *label : pane.findChildren<QLabel *>())
            texts += label->text();
        return texts.join(u'\n');
    }
    static std::optional<ErasureAccount> account(const char *act, const Json &details) {
        LedgerEntry line;
        line.number = 7;
        line.act = act;
        line.erasure = "E-1";
        line.details = details;
        return ErasureAccount{"E-1", {}, {line}};
    }
    static QString cell(const QTableView &table, int row, int column) {
        return table.model()->index(row, column).data().toString();
    }

  private Q_SLOTS:
    void initTestCase() { m_theme.apply(*qApp); }

    /// A backup still opens what was sealed.
    void registeredBackupsAreNamed_data() {
        QTest::addColumn<bool>("isConfirmed");
        QTest::newRow("preview") << false;
        QTest::newRow("confirm") << true;
    }
    void registeredBackupsAreNamed() {
        QFETCH(const bool, isConfirmed);
        PreviewPane preview(m_theme);
        ConfirmPane confirm(m_theme);
        const auto said = [&](const SubjectStudyPtr &study) {
            preview.showStudy(study);
            confirm.showStudy(study, QStringLiteral("E-1"), true);
            return textsOf(isConfirmed ? static_cast<QWidget &>(confirm) : preview);
        };
        QVERIFY(!said(study()).contains(QStringLiteral("registered")));
        auto held = study();
        held->plan.backups = {backup(3, time("2099-01-31T00:00:00Z")), backup(5, {}, ExportState::Gone),
                              backup(6, time("2026-01-31T00:00:00Z"))};
        const QString text = said(held);
        for (const char *each :
             {"number 3, until 2099-01-31", "number 5 (not at its place), for which no day is set",
              "number 6, which has expired on 2026-01-31, where it was not destroyed", "may still hold these keys"})
            QVERIFY2(text.contains(QLatin1String(each)), qPrintable(text));
        for (std::uint64_t number = 7; number < 20; ++number)
            held->plan.backups.push_back(backup(number, {}));
        QVERIFY(!said(held).contains(QStringLiteral("number 8")));
        QVERIFY(said(held).contains(QStringLiteral("12 more")));
    }

    void nothingIsSaidOfBackupsWhereThereIsNoKey() {
        auto clear = study();
        clear->plan.keys.clear();
        clear->plan.backups = {backup(3, {})};
        PreviewPane preview(m_theme);
        preview.showStudy(clear);
        QVERIFY(!preview.remainsText().contains(QStringLiteral("registered")));
    }

    /// Copies of the store, that is: whoever has the vault of then reads on.
    void noMoreIsPromisedThanIsKept() {
        PreviewPane preview(m_theme);
        const QString way = preview.wayButton(PreviewPane::Way::Shred)->accessibleDescription();
        QVERIFY2(way.contains(QStringLiteral("in the store, in its copies and in its backups")), qPrintable(way));
        QVERIFY2(way.contains(QStringLiteral("except for whoever has a backup or an old copy of the vault")),
                 qPrintable(way));
        ConfirmPane confirm(m_theme);
        for (const bool isOfOne : {false, true}) {
            auto asked = study();
            if (isOfOne) asked->chosen = {"membership"};
            confirm.showStudy(asked, QStringLiteral("E-1"), true);
            const QString text = textsOf(confirm);
            QVERIFY2(text.contains(QStringLiteral("Whoever has a backup or an old copy of the vault can still read")),
                     qPrintable(text));
            QVERIFY(!text.contains(QStringLiteral("every copy")));
            QCOMPARE(text.contains(QStringLiteral("for other purposes stays")), isOfOne);
        }
    }

    void everyColumnOfTheHitsIsInSight() {
        auto found = study();
        SubjectHit hit;
        hit.stream = {"candidate-cbb31f01-9542-4364-aa4d-1a2275705127"};
        hit.version = Version{1};
        hit.type = "CandidateCreated";
        hit.pointer = "/contact/address/city";
        hit.purpose = "recruitment";
        hit.recordedAt = time("2026-03-04T12:00:03Z");
        found->hits.assign(100, hit); // it scrolls
        FindPane pane(m_theme);
        pane.showStudy(found);
        pane.resize(kWidth, 400);
        pane.show();
        const QTableView &table = *pane.table();
        QTRY_COMPARE(table.viewport()->width(), table.horizontalHeader()->length());
        QCOMPARE(table.horizontalScrollBar()->maximum(), 0);
        for (int column = 0; column < table.model()->columnCount(); ++column)
            QVERIFY2(table.columnWidth(column) > 35, qPrintable(QString::number(column)));
        const auto rest = [&table] { return table.columnWidth(table.model()->columnCount() - 1); };
        const int type = table.columnWidth(6), last = rest();
        pane.resize(2 * kWidth, 400); // all that they ask for, and the last one has the rest
        QTRY_VERIFY(table.columnWidth(6) > type);
        QVERIFY(rest() > 2 * last);
        pane.resize(kWidth, 400);
        QTRY_COMPARE(table.columnWidth(6), type);
    }

    void whyNothingWasLookedForIsReadAsAWhole() {
        VerifyPane pane(m_theme);
        const Json details = Json::parse(R"({"values":3,"hashes":"performed","events":9,"byteSearch":"no",
            "log":"no","logWhy":"a stream was removed since","freshProcess":"performed","freshValues":3})")
                                 .value();
        pane.showAccount(account(acts::kVerified, details));
        pane.resize(kWidth, 400);
        pane.show();
        const QTableView &table = *pane.table();
        const auto hasRoom = [&table](int row, int column) {
            const QRect room(0, 0, table.columnWidth(column) - 8, 1000);
            const QRect text = table.fontMetrics().boundingRect(room, Qt::TextWordWrap, cell(table, row, column));
            return text.height() <= table.rowHeight(row);
        };
        QTRY_VERIFY(table.rowHeight(2) > table.rowHeight(0) && hasRoom(2, 2));
        for (int row = 0; row < table.model()->rowCount(); ++row)
            for (int column = 0; column < table.model()->columnCount(); ++column)
                QVERIFY2(hasRoom(row, column), qPrintable(cell(table, row, column)));
        pane.resize(3 * kWidth, 400);
        QTRY_COMPARE(table.rowHeight(2), table.rowHeight(0));
    }

    void outcomesAnswerWhatMustHold_data() {
        QTest::addColumn<QByteArray>("details");
        QTest::addColumn<QStringList>("outcomes");
        QTest::newRow("as it should be")
            << QByteArray(R"({"values":3,"hashes":"performed","events":9,"byteSearch":"performed",
                "keySearch":"performed","freshProcess":"performed","log":"performed","logEvents":9,"logEventsNow":9})")
            << QStringList{QStringLiteral("every one does"), QStringLiteral("every one is"),
                           QStringLiteral("none found"),     QStringLiteral("none found"),
                           QStringLiteral("it reads none"),  QStringLiteral("it has")};
        QTest::newRow("none of it") << QByteArray(R"({"values":3,"notShredded":2,"hashes":"performed","events":9,
                "brokenHashes":1,"byteSearch":"performed","hits":1,"keySearch":"performed","keyHits":1,
                "freshProcess":"performed","freshNotShredded":2,"log":"performed","logEvents":9,"logEventsNow":8,
                "logOther":1})")
                                    << QStringList{QStringLiteral("2 value(s) do not"),
                                                   QStringLiteral("1 event(s) are not"),
                                                   QStringLiteral("1 file(s) hold one"),
                                                   QStringLiteral("1 file(s) hold one"),
                                                   QStringLiteral("2 value(s) are not shredded for it"),
                                                   QStringLiteral("9 then, 8 now")};
        const QString no = QStringLiteral("not performed");
        QTest::newRow("nothing was looked at") << QByteArray(R"({"values":3,"hashes":"not performed","events":0})")
                                               << QStringList{QStringLiteral("every one does"), no, no, no, no, no};
        QTest::newRow("a line from before hashes were told apart")
            << QByteArray(R"({"values":3,"events":9})")
            << QStringList{QStringLiteral("every one does"), QStringLiteral("every one is"), no, no, no, no};
    }
    void outcomesAnswerWhatMustHold() {
        QFETCH(const QByteArray, details);
        QFETCH(const QStringList, outcomes);
        VerifyPane pane(m_theme);
        pane.showAccount(account(acts::kVerified, Json::parse(details.constData()).value()));
        QStringList shown;
        for (int row = 0; row < pane.table()->model()->rowCount(); ++row)
            shown += cell(*pane.table(), row, 1);
        QCOMPARE(shown, outcomes);
    }

    void detailsAreToldInWords() {
        const auto texts =
            detailsTexts(Json::parse(R"({"rowValues":2,"by":"DPO 4","open":[],"second":null,"keys":["a1","b2"],
                            "log":{"events":9,"until":12},"backups":[{"backup":3,"found":"there"},{"backup":4}],
                            "purposes":{"isToStay":1},"bad":"x\u202ey"})")
                             .value());
        QCOMPARE(texts,
                 (QStringList{QStringLiteral("row values: 2"), QStringLiteral("by: DPO 4"),
                              QStringLiteral("open: none"), QStringLiteral("second: none"),
                              QStringLiteral("keys: a1, b2"), QStringLiteral("log: events: 9, until: 12"),
                              QStringLiteral("backups: (backup: 3, found: there), (backup: 4)"),
                              QStringLiteral("purposes: isToStay: 1"), QStringLiteral("bad: x\u27e6U+202E\u27e7y")}));
        std::string many = R"({"many":[1)";
        for (int i = 0; i < 100'000; ++i)
            many += ",1";
        QVERIFY(detailsTexts(Json::parse(many + "]}").value()).front().size() < 2000);
        QVERIFY(detailsTexts(Json()).isEmpty());
    }

    void aLineIsReadAsAWhole() {
        ReportPane pane(m_theme);
        const std::string by(300, 'm');
        pane.showAccount(account(
            acts::kDerived, Json::object({{"rowValues", Json::number(std::int64_t{2})}, {"by", Json::string(by)}})));
        pane.resize(kWidth, 400);
        pane.show();
        QVERIFY(cell(*pane.table(), 0, 3).startsWith(QStringLiteral("row values: 2 \u00b7 by: mmm")));
        QVERIFY(!cell(*pane.table(), 0, 3).contains(u'{'));
        QTRY_COMPARE(pane.table()->horizontalScrollBar()->maximum(), 0);
        const QString text = pane.line()->wholeText();
        QVERIFY2(text.startsWith(QStringLiteral("Line 7: ")), qPrintable(text));
        QVERIFY(text.contains(QString::fromStdString("by: " + by)) && text.contains(QStringLiteral("Hash of it")));
        pane.showAccount({});
        QVERIFY(pane.line()->wholeText().isEmpty());
    }
};

QTEST_MAIN(TestPrivacyPanes)
#include "tst_privacy_panes.moc"
