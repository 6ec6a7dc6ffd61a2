// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/canaries.h"
#include "tests/ui/support/candidate_window.h"
#include "ui/shell/store_opener.h"
#include "ui/shell/vault_dialog.h"
#include "ui/widgets/banner.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTemporaryDir>

using namespace eventscope;
using namespace eventscope::ui;
using eventscope::testing::Canaries;

/// A store with a vault, opened in the window.
class TestVaultDialog : public QObject, CandidateWindow {
    Q_OBJECT

    [[nodiscard]] VaultDialog *dialog() const { return m_window->opener().vaultDialog(); }
    void open() {
        const auto door = [](const StoreAccess &access, const JobControl &job) {
            return openForBrowsing(access, {}, job);
        };
        openSample({door, {}, {}});
        QTRY_VERIFY(dialog() && dialog()->isVisible());
    }
    [[nodiscard]] QString home(const char *folder) const { return m_home.filePath(QLatin1String(folder)); }
    /// From the one that everybody knows.
    void changePassphrase(const QString &to) {
        SystemClock clock;
        UnlockSecrets known, chosen;
        known.password = Secret(std::string(samples::kSamplePassphrase));
        chosen.password = Secret(to.toStdString());
        const auto keys = KeyVault::open(vaultPathOfFile(sample().toStdString()), clock);
        QVERIFY(keys && (*keys)->unlock(known) && (*keys)->changeSecrets(UnlockBy::Password, chosen));
    }

  private Q_SLOTS:
    void initTestCase() {
        qputenv("HOME", m_home.path().toUtf8());
        qputenv("TMPDIR", m_home.path().toUtf8());
        for (const auto &[name, folder] : {std::pair{"XDG_CONFIG_HOME", "config"},
                                           {"XDG_DATA_HOME", "data"},
                                           {"XDG_CACHE_HOME", "cache"},
                                           {"XDG_STATE_HOME", "state"}})
            qputenv(name, home(folder).toUtf8());
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_theme.apply(*qApp);
    }
    void init() {
        makeSample();
        open();
    }
    void cleanup() { closeSample(); }

    void theRightPassphraseOpensIt() {
        QVERIFY(!dialog()->unlockButton()->isEnabled());
        QTest::keyClicks(dialog()->passphrase(), QStringLiteral("sample"));
        QTest::keyClick(dialog()->passphrase(), Qt::Key_Return);
        QTRY_VERIFY(m_window->front());
        const QString name = shownName();
        QVERIFY2(name.contains(QLatin1Char(' ')) && !name.contains(QChar(0x27e6)), qPrintable(name));
    }

    void aWrongOneIsSaidAndAskedForAgain() {
        QTest::keyClicks(dialog()->passphrase(), QStringLiteral("wrong"));
        QTest::mouseClick(dialog()->unlockButton(), Qt::LeftButton);
        QTRY_VERIFY(dialog()->refusal()->isVisible());
        QVERIFY(!m_window->front());
        QTest::keyClicks(dialog()->passphrase(), QStringLiteral("sample"));
        QTest::mouseClick(dialog()->unlockButton(), Qt::LeftButton);
        QTRY_VERIFY(m_window->front());
    }

    void leftLockedTheStoreIsShownAllTheSame() {
        QTest::mouseClick(dialog()->leaveButton(), Qt::LeftButton);
        QTRY_VERIFY(m_window->front());
        QCOMPARE(shownName(), QStringLiteral("\u27e6locked\u27e7"));
    }

    /// T23: nowhere but in the field, hidden; a wrong one neither.
    void thePassphraseIsNowhereElse() {
        QTest::mouseClick(dialog()->leaveButton(), Qt::LeftButton);
        QTRY_VERIFY(m_window->front());
        m_window.reset();
        Canaries canaries;
        const QString right = QString::fromLatin1(canaries.make("passphrase"));
        const QString wrong = QString::fromLatin1(canaries.make("wrong passphrase"));
        changePassphrase(right);
        open();
        QCOMPARE(dialog()->passphrase()->echoMode(), QLineEdit::Password);
        QTest::keyClicks(dialog()->passphrase(), wrong);
        QTest::keyClick(dialog()->passphrase(), Qt::Key_Return);
        QTRY_VERIFY(dialog()->refusal()->isVisible());
        QTest::keyClicks(dialog()->passphrase(), right);
        QVERIFY(canaries.inText(dialog()->passphrase()->displayText().toUtf8()).isEmpty());
        QTest::keyClick(dialog()->passphrase(), Qt::Key_Return);
        QTRY_VERIFY(m_window->front());
        QVERIFY(shownName().contains(QLatin1Char(' ')));
        m_window.reset();
        m_settings.reset(); // what it keeps is written by now
        QVERIFY(QFile::exists(path("settings.ini")));
        QCOMPARE(canaries.inFolder(m_home.path()), QStringList());
        // The control: what is planted in any of the places is found.
        QStringList planted;
        for (const QString &place : {QString(m_folder->path()), home("config"), home("data"), home("cache")}) {
            QVERIFY(QDir().mkpath(place));
            QFile file(place + QStringLiteral("/plant"));
            QVERIFY(file.open(QFile::WriteOnly));
            file.write("[x]\nkept=" + right.toUtf8().toBase64());
            planted += QStringLiteral("passphrase in ") + QDir(m_home.path()).relativeFilePath(file.fileName());
        }
        QStringList found = canaries.inFolder(m_home.path());
        found.sort();
        planted.sort();
        QCOMPARE(found, planted);
    }

  private:
    const QTemporaryDir m_home; ///< in which lies all that is kept
};

QTEST_MAIN(TestVaultDialog)
#include "tst_vault_dialog.moc"
