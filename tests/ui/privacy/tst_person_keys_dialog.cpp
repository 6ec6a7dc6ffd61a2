// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/new_keys.h"
#include "tests/ui/privacy/sealed_page.h"
#include "ui/privacy/person_keys_dialog.h"
#include "ui/widgets/banner.h"

#include <QApplication>
#include <QCheckBox>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QToolButton>

#include <algorithm>
#include <optional>

using namespace eventscope;
using namespace eventscope::ui;
using eventscope::testing::must;

/// The keys of somebody are retired on the page Privacy.
class TestPersonKeysDialog : public QObject {
    Q_OBJECT

    Theme m_theme{Scheme::Light};
    std::optional<SealedPage> m_sealed;

    [[nodiscard]] PrivacyPage &page() const { return m_sealed->page(); }
    [[nodiscard]] QToolButton *retireButton() const { return page().bar()->retireButton(); }
    [[nodiscard]] std::size_t keysIn(KeyState state) const {
        const auto keys = m_sealed->keysOfPerson();
        return static_cast<std::size_t>(std::ranges::count(keys, state, &KeyRow::state));
    }
    /// What the ledger says of whoever was found.
    [[nodiscard]] std::size_t linesOf(const char *act) const {
        const auto &entries = page().study()->entries;
        return static_cast<std::size_t>(std::ranges::count(entries, std::string(act), &LedgerEntry::act));
    }
    void open(SealedPage::MayWrite mayWrite = SealedPage::MayWrite::Yes) {
        m_sealed.emplace(m_theme, mayWrite);
        m_sealed->find(m_sealed->person());
    }
    [[nodiscard]] PersonKeysDialog *startRetiring() const {
        QTest::mouseClick(retireButton(), Qt::LeftButton);
        return page().findChild<PersonKeysDialog *>();
    }
    [[nodiscard]] PersonKeysDialog *startWithWords() const {
        PersonKeysDialog *dialog = startRetiring();
        dialog->reason()->setText(QStringLiteral("a copy was lost"));
        dialog->decidedBy()->setText(QStringLiteral("DPO 4"));
        return dialog;
    }
    /// The one that is asked, to its end.
    void decide(PersonKeysDialog *dialog) {
        QTest::mouseClick(dialog->actButton(), Qt::LeftButton);
        QTRY_VERIFY(dialog->outcome()->isVisible());
        m_sealed->waitUntilIdle();
    }
    /// One more key, for another purpose.
    void addKey(const std::string &purpose) {
        KeyVault::Lease lease(m_sealed->vault());
        const SubjectId person = m_sealed->person();
        must(lease.keysFor({&person, 1}, purpose));
    }

  private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_theme.apply(*qApp);
    }
    void cleanup() { m_sealed.reset(); }

    void whatComesGetsOtherKeys_data() {
        QTest::addColumn<bool>("mayWrite");
        QTest::newRow("a connection that writes") << true;
        // As on the command line without --write: nothing is written into the store.
        QTest::newRow("one that only reads") << false;
    }
    void whatComesGetsOtherKeys() {
        QFETCH(const bool, mayWrite);
        open(mayWrite ? SealedPage::MayWrite::Yes : SealedPage::MayWrite::No);
        QCOMPARE(keysIn(KeyState::Active), std::size_t{1});
        const QPointer<PersonKeysDialog> dialog = startWithWords();
        decide(dialog);
        QVERIFY(says(dialog->outcome(), "retired"));
        QVERIFY(!dialog->actButton()->isEnabled()); // once is enough
        QCOMPARE(keysIn(KeyState::Active), std::size_t{0});
        QCOMPARE(keysIn(KeyState::Retired), std::size_t{1});
        QCOMPARE(linesOf(acts::kRetired), std::size_t{1});
        const Json &kept = page().study()->entries.back().details;
        QCOMPARE(std::string(kept.member("reason").token()), std::string("a copy was lost"));
        QCOMPARE(std::string(kept.member("by").token()), std::string("DPO 4"));
        QVERIFY(!retireButton()->isEnabled()); // there is no key to retire any more
        QVERIFY2(retireButton()->toolTip().contains(QStringLiteral("no key")), qPrintable(retireButton()->toolTip()));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!dialog);
        addKey("recruiting"); // for what came since
        m_sealed->find(m_sealed->person());
        QVERIFY(retireButton()->isEnabled());
    }

    void theKeysAloneLeadThere() {
        open();
        page().bar()->answerButton()->setFocus();
        QTest::keyClick(page().bar()->answerButton(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), retireButton());
        QTest::keyClick(retireButton(), Qt::Key_Space);
        const QPointer<PersonKeysDialog> dialog = page().findChild<PersonKeysDialog *>();
        QVERIFY(dialog);
        QTRY_COMPARE(QApplication::focusWidget(), dialog->reason());
        QTest::keyClicks(dialog->reason(), QStringLiteral("a copy was lost"));
        QTest::keyClick(dialog->reason(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), dialog->decidedBy());
        QTest::keyClicks(dialog->decidedBy(), QStringLiteral("DPO 4"));
        QTest::keyClick(dialog->decidedBy(), Qt::Key_Return);
        QTRY_VERIFY(dialog->outcome()->isVisible());
        m_sealed->waitUntilIdle();
        QCOMPARE(keysIn(KeyState::Retired), std::size_t{1});
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!dialog);
    }

    void everyPartHasAName() {
        open();
        addKey("login");
        m_sealed->find(m_sealed->person());
        QVERIFY(!retireButton()->accessibleName().isEmpty() && !retireButton()->accessibleDescription().isEmpty());
        const PersonKeysDialog *dialog = startRetiring();
        QList<QWidget *> parts{dialog->reason(), dialog->decidedBy(), dialog->actButton(), dialog->closeButton()};
        for (QCheckBox *box : dialog->purposes())
            parts += box;
        QCOMPARE(parts.size(), 6);
        for (const QWidget *part : parts)
            QVERIFY(!part->accessibleName().isEmpty());
    }

    /// The ledger keeps it, and nobody can ask for it later.
    void nothingIsRetiredWithoutAReason() {
        open();
        const PersonKeysDialog *dialog = startRetiring();
        QVERIFY(!dialog->actButton()->isEnabled());
        dialog->decidedBy()->setText(QStringLiteral("DPO 4"));
        dialog->reason()->setText(QStringLiteral("  "));
        QVERIFY(!dialog->actButton()->isEnabled());
        QVERIFY(dialog->actButton()->toolTip().contains(QStringLiteral("why")));
        dialog->reason()->setText(QStringLiteral("a copy was lost"));
        QVERIFY(dialog->actButton()->isEnabled());
        dialog->decidedBy()->clear();
        QVERIFY(!dialog->actButton()->isEnabled());
        QTest::keyClick(dialog->decidedBy(), Qt::Key_Return);
        QCOMPARE(keysIn(KeyState::Active), std::size_t{1});
    }

    void whatNamesThePersonIsRefused() {
        open();
        PersonKeysDialog *dialog = startWithWords();
        dialog->reason()->setText(QString::fromStdString("for " + m_sealed->person().value));
        decide(dialog);
        QVERIFY(!says(dialog->outcome(), "retired"));
        QVERIFY(dialog->actButton()->isEnabled()); // with another reason
        QCOMPARE(keysIn(KeyState::Active), std::size_t{1});
        m_sealed->find(m_sealed->person());
        QCOMPARE(linesOf(acts::kRetired), std::size_t{0});
    }

    void onePurposeIsChosen() {
        open();
        addKey("login");
        m_sealed->find(m_sealed->person());
        PersonKeysDialog *dialog = startWithWords();
        QCOMPARE(dialog->purposes().size(), 2);
        for (QCheckBox *box : dialog->purposes())
            QTest::keyClick(box, Qt::Key_Space);
        QVERIFY(!dialog->actButton()->isEnabled()); // of nothing
        QTest::keyClick(dialog->purposes().front(), Qt::Key_Space);
        QCOMPARE(dialog->purposes().front()->text(), QStringLiteral("login"));
        decide(dialog);
        for (const KeyRow &key : m_sealed->keysOfPerson())
            QCOMPARE(key.state, key.purpose == "login" ? KeyState::Retired : KeyState::Active);
        QVERIFY(retireButton()->isEnabled()); // the other one is there
    }

    void allOfThemAreMeantWhereNobodyChooses() {
        open();
        addKey("login");
        m_sealed->find(m_sealed->person());
        decide(startWithWords());
        QCOMPARE(keysIn(KeyState::Retired), std::size_t{2});
    }

    void whoHasNoKeyHasNoneToRetire() {
        open();
        QVERIFY(retireButton()->isEnabled());
        m_sealed->find({"nobody-7"});
        QVERIFY(!retireButton()->isEnabled());
        page().forgetPerson();
        QVERIFY(!retireButton()->isEnabled());
        QVERIFY(retireButton()->toolTip().contains(QStringLiteral("Find")));
    }

    /// Between the question and the answer.
    void aLockedVaultRefusesIt() {
        open();
        PersonKeysDialog *dialog = startWithWords();
        m_sealed->session().protection().vault->close();
        decide(dialog);
        QVERIFY(!says(dialog->outcome(), "retired"));
        unlockSample(m_sealed->opened());
        QCOMPARE(keysIn(KeyState::Active), std::size_t{1});
    }

    void whoWasFasterIsTold() {
        open();
        PersonKeysDialog *dialog = startWithWords();
        must(m_sealed->vault().retire(must(m_sealed->vault().bindingOf(m_sealed->person())), {}));
        decide(dialog);
        QVERIFY(says(dialog->outcome(), "nothing was changed"));
        QCOMPARE(linesOf(acts::kRetired), std::size_t{0});
    }
};

QTEST_MAIN(TestPersonKeysDialog)
#include "tst_person_keys_dialog.moc"
