// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/lock_holder.h"
#include "tests/ui/support/some_connections.h"
#include "ui/connections/connection_editor.h"
#include "ui/connections/connection_tree.h"
#include "ui/connections/connections_dialog.h"
#include "ui/widgets/banner.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QtTest>

#include <algorithm>

using namespace eventscope;
using namespace eventscope::ui;

namespace {
constexpr int kPatienceMs = 60'000;
} // namespace

/// The window while another process holds the book of connections. Only this thread lets go of the lock, so that
/// whatever waits for it here would wait in vain.
class TestHeldBook : public QObject {
    Q_OBJECT

    void holdLock() { m_holder = std::make_unique<LockHolder>(m_some->file()); }
    [[nodiscard]] ConnectionEditor *editor() const { return m_dialog->editor(); }
    [[nodiscard]] Banner *banner() const { return m_dialog->findChild<Banner *>({}, Qt::FindDirectChildrenOnly); }
    [[nodiscard]] QPushButton *inEditor(QDialogButtonBox::StandardButton which) const {
        return editor()->findChild<QDialogButtonBox *>()->button(which);
    }
    /// What the editor says now, all of it.
    [[nodiscard]] QString said() const {
        QStringList texts;
        for (const QLabel *label : editor()->findChildren<QLabel *>()) {
            if (label->isVisible()) texts += label->text();
        }
        return texts.join(QLatin1Char('\n'));
    }
    /// Renames "Shop" to "Shops" in the editor, and presses Save.
    void saveRenamed() {
        m_dialog->editNamed(QStringLiteral("Shop"));
        QVERIFY(QTest::qWaitForWindowExposed(editor()));
        auto *name = editor()->findChild<QLineEdit *>();
        name->selectAll();
        QTest::keyClicks(name, QStringLiteral("Shops"));
        QTest::mouseClick(inEditor(QDialogButtonBox::Save), Qt::LeftButton);
        QVERIFY(m_some->all().isChanging()); // the click did not wait
    }

  private Q_SLOTS:
    void initTestCase() { m_theme.apply(*qApp); }
    void init() {
        m_some = std::make_unique<SomeConnections>();
        m_some->add("Shop", "", "/data/shop.evdb");
        m_some->add("Till", "", "/data/till.evdb");
        m_workers = std::make_unique<Workers>();
        m_dialog = new ConnectionsDialog(*m_workers, m_theme, m_some->all(), {});
        m_dialog->open();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog));
        m_dialog->tree()->setCurrentName(QStringLiteral("Shop"));
    }
    void cleanup() {
        m_holder.reset();
        delete m_dialog;
        m_workers.reset();
        m_some.reset();
    }

    void savingGoesOnWhenTheLockIsFree() {
        holdLock();
        saveRenamed();
        QTRY_VERIFY(said().contains(QStringLiteral("Waiting to change the book")));
        QVERIFY(!inEditor(QDialogButtonBox::Save)->isEnabled());
        QVERIFY(m_some->onDisk("Shop") && !m_some->onDisk("Shops"));
        m_holder.reset();
        QTRY_VERIFY_WITH_TIMEOUT(!editor(), kPatienceMs);
        QVERIFY(!m_some->onDisk("Shop") && m_some->onDisk("Shops"));
        QCOMPARE(m_dialog->tree()->currentName(), QStringLiteral("Shops"));
    }

    void waitingInVainIsSaidAndNothingIsLost() {
        holdLock();
        saveRenamed();
        QTRY_VERIFY_WITH_TIMEOUT(said().contains(QStringLiteral("is locked by")), kPatienceMs);
        QVERIFY(!said().contains(QStringLiteral("Waiting to change")));
        m_holder.reset();
        QVERIFY(inEditor(QDialogButtonBox::Save)->isEnabled()); // with all that was typed
        QTest::mouseClick(inEditor(QDialogButtonBox::Save), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!editor(), kPatienceMs);
        QVERIFY(m_some->onDisk("Shops"));
    }

    void cancelGivesUpTheSaving() {
        holdLock();
        saveRenamed();
        QTest::mouseClick(inEditor(QDialogButtonBox::Cancel), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!editor(), kPatienceMs);
        m_holder.reset();
        m_some->reload();
        QVERIFY(!m_some->all().isChanging());
        QVERIFY(m_some->onDisk("Shop") && !m_some->onDisk("Shops"));
    }

    void theManagerSaysThatItWaits() {
        holdLock();
        m_dialog->tree()->setFocus();
        QTest::keyClick(m_dialog->tree(), Qt::Key_Delete);
        QTest::keyClick(m_dialog->tree(), Qt::Key_Delete); // once is enough
        QTRY_VERIFY(banner()->isVisible() && banner()->accessibleName().contains(QStringLiteral("Waiting to change")));
        QVERIFY(m_some->all().find(QStringLiteral("Shop")));

        // Meanwhile it can be used, and what is on disk can be read.
        QTest::keyClicks(m_dialog->findChild<QLineEdit *>(), QStringLiteral("till"));
        QCOMPARE(m_dialog->tree()->shownCount(), 1);
        m_some->reload();
        QVERIFY(m_some->all().isChanging());

        QTest::mouseClick(banner()->findChild<QPushButton *>(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!m_some->all().isChanging(), kPatienceMs);
        QVERIFY(!banner()->isVisible());
        QVERIFY(m_some->onDisk("Shop"));
    }

    void changesAreMadeInTheOrderOfTheirAsking() {
        holdLock();
        QStringList done;
        QObject receiver;
        auto gone = std::make_unique<QObject>();
        const auto note = [&done](const char *what) {
            return [&done, what](const Result<void> &outcome) {
                done += QLatin1String(what) + QLatin1String(outcome ? "" : " failed");
            };
        };
        Connection till = *m_some->all().find(QStringLiteral("Till"));
        till.folder = "Payments";
        m_some->all().put(till, QStringLiteral("Till"), &receiver, note("moved"));
        m_some->all().remove(QStringLiteral("Shop"), gone.get(), note("never heard"));
        m_some->all().remove(QStringLiteral("Shop"), &receiver, note("again"));
        m_some->all().remove(QStringLiteral("Till"), &receiver, note("removed"));
        gone.reset();
        m_holder.reset();
        QTRY_VERIFY_WITH_TIMEOUT(!m_some->all().isChanging(), kPatienceMs);
        QCOMPARE(done.join(QStringLiteral(", ")), QStringLiteral("moved, again failed, removed"));
        QVERIFY(!m_some->onDisk("Shop") && !m_some->onDisk("Till"));
    }

    void endsWhileItWaits() {
        holdLock();
        saveRenamed();
        delete m_dialog;
        m_some.reset();
    }

  private:
    Theme m_theme{Scheme::Light};
    std::unique_ptr<SomeConnections> m_some;
    std::unique_ptr<Workers> m_workers;
    std::unique_ptr<LockHolder> m_holder;
    QPointer<ConnectionsDialog> m_dialog;
};

int main(int argc, char **argv) {
    if (runLockHolder(argc, argv)) return 0;
    QApplication application(argc, argv);
    TestHeldBook test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_held_book.moc"
