// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/privacy/sealed_page.h"
#include "ui/privacy/backup_destroyed_dialog.h"
#include "ui/privacy/backup_dialog.h"
#include "ui/privacy/backups_list.h"
#include "ui/widgets/banner.h"

#include <QApplication>
#include <QFile>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>

#include <optional>

using namespace eventscope;
using namespace eventscope::ui;

/// That a backup of the vault was destroyed, said on the page Privacy.
class TestBackupDestroyed : public QObject {
    Q_OBJECT

    static constexpr int kState = 3; // column of the list

    Theme m_theme{Scheme::Light};
    std::optional<SealedPage> m_sealed;

    [[nodiscard]] const BackupsList &list() const { return *m_sealed->page().backups(); }
    [[nodiscard]] QString stateOf(int row) const {
        return list().table()->model()->index(row, kState).data().toString();
    }
    void backUp(const QString &file) {
        QTest::mouseClick(list().makeButton(), Qt::LeftButton);
        const QPointer<BackupDialog> dialog = m_sealed->page().findChild<BackupDialog *>();
        dialog->file()->setText(file);
        for (QLineEdit *secret : {dialog->opening().passphrase().first(), dialog->opening().passphrase().again()})
            secret->setText(QStringLiteral("one of its own"));
        QTest::mouseClick(dialog->actButton(), Qt::LeftButton);
        QTRY_VERIFY(dialog->outcome()->isVisible());
        m_sealed->waitUntilIdle();
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!dialog);
    }
    [[nodiscard]] BackupDestroyedDialog *start() const {
        list().table()->selectRow(0);
        QTest::mouseClick(list().destroyedButton(), Qt::LeftButton);
        return m_sealed->page().findChild<BackupDestroyedDialog *>();
    }

  private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_theme.apply(*qApp);
    }
    void init() { m_sealed.emplace(m_theme); }
    void cleanup() { m_sealed.reset(); }

    void itIsEnteredOnceTheFileIsGone() {
        const QString file = m_sealed->file("s.vault-backup");
        QVERIFY(!list().destroyedButton()->isVisible()); // there is none
        backUp(file);
        QVERIFY(!list().destroyedButton()->isEnabled()); // none is selected
        const QPointer<BackupDestroyedDialog> dialog = start();
        QVERIFY(dialog && !dialog->actButton()->isEnabled());
        QTest::keyClicks(dialog->reason(), QStringLiteral("shredded"));
        QVERIFY(!dialog->actButton()->isEnabled());
        QTest::keyClicks(dialog->answeredBy(), QStringLiteral("operations 12"));
        QTest::mouseClick(dialog->actButton(), Qt::LeftButton);
        QTRY_VERIFY(dialog->outcome()->isVisible());
        QVERIFY(says(dialog->outcome(), "still at its place"));
        const QString before = stateOf(0);
        QVERIFY(QFile::remove(file));
        QTest::mouseClick(dialog->actButton(), Qt::LeftButton);
        QTRY_VERIFY(says(dialog->outcome(), "in the ledger"));
        m_sealed->waitUntilIdle();
        QVERIFY(stateOf(0) != before);
        QVERIFY(!dialog->actButton()->isEnabled()); // once
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!dialog);
        list().table()->selectRow(0);
        QVERIFY2(!list().destroyedButton()->isEnabled(), "it was said");
    }

    void theKeysAloneLeadThrough() {
        backUp(m_sealed->file("s.vault-backup"));
        const QPointer<BackupDestroyedDialog> dialog = start();
        for (QWidget *part : QList<QWidget *>{dialog->reason(), dialog->answeredBy()}) {
            QTRY_COMPARE(QApplication::focusWidget(), part);
            QVERIFY(!part->accessibleName().isEmpty());
            QTest::keyClicks(part, QStringLiteral("x"));
            QTest::keyClick(part, Qt::Key_Tab);
        }
        QCOMPARE(QApplication::focusWidget(), dialog->actButton());
    }
};

QTEST_MAIN(TestBackupDestroyed)
#include "tst_backup_destroyed.moc"
