// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/memory_keyring.h"
#include "ui/async/job.h"
#include "ui/connections/password_asker.h"
#include "ui/connections/password_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QtTest>

#include <algorithm>
#include <map>
#include <vector>

using namespace eventscope;
using namespace eventscope::ui;

/// From a thread that needs a password to the keyring and the user, and back.
class TestPasswordAsker : public QObject {
    Q_OBJECT

    /// Asks on a worker, as opening does; the answer is in m_answer.
    void ask(const QString &connection, bool wasRefused = false) {
        m_answer.reset();
        m_job->start(
            [password = m_asker->askFor(connection, Environment::Production),
             request =
                 PasswordRequest{"ada", "db:5432", "shop", wasRefused}](const JobControl &job) -> Result<std::string> {
                ES_ASSIGN(secret, password(request, job));
                return std::string(secret.view());
            },
            [this](Result<std::string> answer) { m_answer = std::move(answer); });
    }
    void waitForDialog() { QTRY_VERIFY(m_asker->dialog() && m_asker->dialog()->isVisible()); }
    [[nodiscard]] QLineEdit *field() const { return m_asker->dialog()->findChild<QLineEdit *>(); }
    [[nodiscard]] QCheckBox *remember() const { return m_asker->dialog()->findChild<QCheckBox *>(); }
    [[nodiscard]] QString said() const {
        QStringList all;
        for (const QLabel *label : m_asker->dialog()->findChildren<QLabel *>()) {
            if (!label->isHidden()) all += label->text();
        }
        return all.join(QLatin1Char('\n'));
    }
    void type(const char *password) {
        QTest::keyClicks(field(), QLatin1String(password));
        QTest::keyClick(field(), Qt::Key_Return);
    }

  private Q_SLOTS:
    void init() {
        m_keyring = std::make_unique<MemoryKeyring>();
        m_workers = std::make_unique<Workers>();
        m_window = std::make_unique<QWidget>();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_asker = new PasswordAsker(*m_workers, *m_keyring, m_theme, m_window.get());
        m_job = std::make_unique<Job<std::string>>(*m_workers);
    }
    void cleanup() {
        m_job.reset();
        m_window.reset();
        m_workers.reset();
        m_keyring.reset();
    }

    void theDialogSaysToWhomThePasswordGoes() {
        ask(QStringLiteral("Shop"));
        waitForDialog();
        for (const char *text : {"ada", "db:5432", "shop", "Shop"})
            QVERIFY2(said().contains(QLatin1String(text)), text);
        QVERIFY(!said().contains(QStringLiteral("refused")));
        QCOMPARE(field()->echoMode(), QLineEdit::Password);
        QVERIFY(field()->hasFocus());
        const auto texts = m_asker->dialog()->findChildren<QWidget *>();
        QVERIFY(std::ranges::any_of(texts, [](const QWidget *part) {
            return part->isVisible() && part->accessibleName() == QStringLiteral("Production");
        }));
        type("s3cret");
        QTRY_VERIFY(m_answer);
        QCOMPARE(m_answer->value(), std::string("s3cret"));
        QVERIFY(m_keyring->known(QStringLiteral("Shop")).isEmpty());
    }

    void anEmptyPasswordIsNotSent() {
        ask(QStringLiteral("Shop"));
        waitForDialog();
        QTest::keyClick(field(), Qt::Key_Return);
        QVERIFY(m_asker->dialog() && m_asker->dialog()->isVisible() && !m_answer);
    }

    void whatIsRememberedIsNotAskedAgain() {
        ask(QStringLiteral("Shop"));
        waitForDialog();
        QVERIFY(!remember()->isChecked());
        QTest::mouseClick(remember(), Qt::LeftButton, {}, QPoint(8, remember()->height() / 2));
        QVERIFY(remember()->isChecked());
        type("s3cret");
        QTRY_COMPARE(m_keyring->known(QStringLiteral("Shop")), QStringLiteral("ada@db:5432/shop|s3cret"));
        ask(QStringLiteral("Shop"));
        QTRY_VERIFY(m_answer);
        QCOMPARE(m_answer->value(), std::string("s3cret"));
        QVERIFY(!m_asker->dialog());
    }

    void aRefusedPasswordIsAskedAndReplaced() {
        m_keyring->store({QStringLiteral("Shop"), QStringLiteral("ada@db:5432/shop")}, Secret(std::string("old")),
                         [](const Result<void> &) {});
        ask(QStringLiteral("Shop"), true);
        waitForDialog();
        QVERIFY(said().contains(QStringLiteral("refused the last password")));
        QVERIFY(remember()->isChecked()); // it is remembered already
        type("new");
        QTRY_COMPARE(m_keyring->known(QStringLiteral("Shop")), QStringLiteral("ada@db:5432/shop|new"));
        QTRY_VERIFY(m_answer);
        QCOMPARE(m_answer->value(), std::string("new"));
    }

    void untickingForgets() {
        m_keyring->store({QStringLiteral("Shop"), QStringLiteral("ada@db:5432/shop")}, Secret(std::string("old")),
                         [](const Result<void> &) {});
        ask(QStringLiteral("Shop"), true);
        waitForDialog();
        remember()->setFocus();
        QTest::keyClick(remember(), Qt::Key_Space);
        QVERIFY(!remember()->isChecked());
        type("new");
        QTRY_VERIFY(m_keyring->known(QStringLiteral("Shop")).isEmpty());
    }

    void withoutAKeyringItSaysSo() {
        m_keyring->setMissing(true);
        ask(QStringLiteral("Shop"));
        waitForDialog();
        QVERIFY(!remember());
        QVERIFY(said().contains(QStringLiteral("No keyring answers")));
        type("s3cret");
        QTRY_VERIFY(m_answer && *m_answer);
    }

    void aBareAddressIsNeverRemembered() {
        ask({});
        waitForDialog();
        QVERIFY(!remember());
        QVERIFY(said().contains(QStringLiteral("only while the store is open")));
        type("s3cret");
        QTRY_VERIFY(m_answer && *m_answer);
    }

    void escapeCancels() {
        ask(QStringLiteral("Shop"));
        waitForDialog();
        QTest::keyClicks(field(), QStringLiteral("half"));
        QTest::keyClick(m_asker->dialog(), Qt::Key_Escape);
        QTRY_VERIFY(m_answer);
        QVERIFY(!*m_answer && m_answer->error().kind == ErrorKind::Cancelled);
        QTRY_VERIFY(!m_asker->dialog());
    }

    void ofSeveralOneDialogComesAfterTheOther() {
        const auto dialogs = [this] {
            const auto all = m_window->findChildren<PasswordDialog *>();
            return std::ranges::count_if(all, [](const PasswordDialog *dialog) { return dialog->isVisible(); });
        };
        std::vector<std::unique_ptr<Job<std::string>>> jobs;
        std::map<std::string, Result<std::string>> answers;
        const auto askAs = [&](const std::string &user) {
            jobs.push_back(std::make_unique<Job<std::string>>(*m_workers));
            jobs.back()->start(
                [password = m_asker->askFor({}, Environment::Unmarked),
                 request =
                     PasswordRequest{user, "db:5432", "shop", false}](const JobControl &job) -> Result<std::string> {
                    ES_ASSIGN(secret, password(request, job));
                    return std::string(secret.view());
                },
                [&answers, user](Result<std::string> answer) {
                    answers.insert({user, std::move(answer)});
                });
        };
        askAs("ada");
        waitForDialog();
        for (const char *user : {"bob", "cyd", "dan", "eve"})
            askAs(user);
        const auto user = [this] { return m_asker->dialog() ? said() : QString(); };
        QVERIFY(user().contains(QStringLiteral("ada")));
        // Each in turn: answered, cancelled, and one that is stopped while it waits is never shown.
        jobs[3]->cancel();
        QTRY_VERIFY(answers.contains("dan"));
        QCOMPARE(dialogs(), 1);
        QVERIFY(user().contains(QStringLiteral("ada")));
        QStringList seen;
        while (answers.size() < 5) {
            const auto before = answers.size();
            waitForDialog();
            QCOMPARE(dialogs(), 1);
            QVERIFY(field()->hasFocus());
            seen += user();
            if (seen.size() == 2)
                QTest::keyClick(m_asker->dialog(), Qt::Key_Escape);
            else
                type("s3cret");
            QTRY_VERIFY(answers.size() == before + 1);
            QTRY_VERIFY(answers.size() == 5 || (m_asker->dialog() && user() != seen.constLast()));
        }
        QCOMPARE(seen.size(), 4);
        QVERIFY(!seen.join(QLatin1Char(' ')).contains(QStringLiteral("dan")));
        QTRY_VERIFY(!m_asker->dialog());
        QCOMPARE(std::ranges::count_if(answers, [](const auto &answer) { return answer.second.has_value(); }), 3);
    }

    void stoppingTheJobTakesTheDialogAway() {
        ask(QStringLiteral("Shop"));
        waitForDialog();
        m_job->cancel();
        QTRY_VERIFY(m_answer);
        QVERIFY(m_answer->error().kind == ErrorKind::Cancelled);
        QTRY_VERIFY(!m_asker->dialog());
    }

    void theWindowMayGoWhileItIsAsked() {
        ask(QStringLiteral("Shop"));
        waitForDialog();
        m_window.reset();
        QTRY_VERIFY(m_answer);
        QVERIFY(m_answer->error().kind == ErrorKind::Cancelled);
    }

    void theProgramMayEndWhileItIsAsked() {
        ask(QStringLiteral("Shop"));
        waitForDialog();
        m_job.reset();
        m_workers.reset(); // waits for the thread that asks
        QVERIFY(!m_answer);
        m_window.reset();
    }

    void theEyeShowsWhatIsTyped() {
        ask(QStringLiteral("Shop"));
        waitForDialog();
        field()->actions().constFirst()->trigger();
        QCOMPARE(field()->echoMode(), QLineEdit::Normal);
    }

  private:
    Theme m_theme{Scheme::Light};
    std::unique_ptr<MemoryKeyring> m_keyring;
    std::unique_ptr<Workers> m_workers;
    std::unique_ptr<QWidget> m_window;
    PasswordAsker *m_asker = nullptr;
    std::unique_ptr<Job<std::string>> m_job;
    std::optional<Result<std::string>> m_answer;
};

QTEST_MAIN(TestPasswordAsker)
#include "tst_password_asker.moc"
