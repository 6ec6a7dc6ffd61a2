// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/escrow_key.h"
#include "core/vault/vault_backup.h"
#include "tests/ui/privacy/sealed_page.h"
#include "ui/privacy/backup_dialog.h"
#include "ui/privacy/backups_list.h"
#include "ui/widgets/banner.h"

#include <QApplication>
#include <QFile>
#include <QFileDialog>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QTableView>

#include <optional>

using namespace eventscope;
using namespace eventscope::ui;
using eventscope::testing::must;

/// What opens a backup of the vault that is made on the page Privacy.
class TestBackupOpening : public QObject {
    Q_OBJECT

    static constexpr int kOpenedBy = 5; // column of the list

    Theme m_theme{Scheme::Light};
    std::optional<SealedPage> m_sealed;
    const EscrowKeyFiles m_pair = must(makeEscrowKey(passphraseOfKey(), {1, 8u << 10}));

    [[nodiscard]] static Secret passphraseOfKey() { return Secret(std::string("of the escrow key")); }
    [[nodiscard]] const BackupsList &list() const { return *m_sealed->page().backups(); }
    [[nodiscard]] QVariant openedBy(int row, int role = Qt::DisplayRole) const {
        return list().table()->model()->index(row, kOpenedBy).data(role);
    }
    [[nodiscard]] QString publicHalf() const { return m_sealed->file("escrow.key.pub"); }
    [[nodiscard]] static bool write(const QString &path, const std::string &text) {
        QFile file(path);
        return file.open(QFile::WriteOnly) && file.write(QByteArray::fromStdString(text)) > 0;
    }
    [[nodiscard]] BackupDialog *start(const QString &file) const {
        QTest::mouseClick(list().makeButton(), Qt::LeftButton);
        auto *dialog = m_sealed->page().findChild<BackupDialog *>();
        dialog->file()->setText(file);
        return dialog;
    }
    [[nodiscard]] BackupDialog *startEscrow(const QString &file) const {
        BackupDialog *dialog = start(file);
        QTest::mouseClick(dialog->opening().byEscrow(), Qt::LeftButton);
        dialog->opening().escrowKey().file()->setText(publicHalf());
        return dialog;
    }
    /// The one that is asked, to its end.
    void make(const BackupDialog *dialog) {
        QTest::mouseClick(dialog->actButton(), Qt::LeftButton);
        QTRY_VERIFY(dialog->outcome()->isVisible());
        m_sealed->waitUntilIdle();
    }
    void close(BackupDialog *dialog) {
        const QPointer<BackupDialog> closed = dialog;
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!closed);
    }

  private Q_SLOTS:
    void initTestCase() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("Store call on the GUI thread")));
        m_theme.apply(*qApp);
    }
    void init() {
        m_sealed.emplace(m_theme);
        QVERIFY(write(publicHalf(), m_pair.open));
        QVERIFY(write(m_sealed->file("escrow.key"), m_pair.secret));
    }
    void cleanup() { m_sealed.reset(); }

    void anEscrowCopyIsSealedToItsKeyAlone() {
        const QString path = m_sealed->file("s.escrow");
        BackupDialog *dialog = startEscrow(path);
        QVERIFY(dialog->actButton()->isEnabled()); // nobody is asked for a passphrase
        make(dialog);
        QVERIFY(says(dialog->outcome(), "escrow key"));
        QCOMPARE(escrowOf(path.toStdString()), std::optional(m_pair.recipient));
        close(dialog);
        QCOMPARE(list().table()->model()->rowCount(), 1);
        const QString recipient = QString::fromStdString(toHex(m_pair.recipient));
        const QString shown = openedBy(0).toString();
        QVERIFY2(shown.startsWith(QStringLiteral("escrow key ") + recipient.left(8)), qPrintable(shown));
        QVERIFY2(shown.endsWith(recipient.right(4)), qPrintable(shown));
        QVERIFY(openedBy(0, Qt::ToolTipRole).toString().contains(recipient));
        // The secret half makes a vault of it again.
        const EscrowKey key = must(EscrowKey::open(m_pair.secret, passphraseOfKey()));
        SystemClock clock;
        const BackupRestoring restoring{path.toStdString(),
                                        m_sealed->file("restored.vault").toStdString(),
                                        m_sealed->session().info().identity.id,
                                        BackupRestoring::Present::Refuse,
                                        {1, 8u << 10},
                                        &key};
        QVERIFY(restoreVault(restoring, Secret(), Secret(std::string("another passphrase")), clock).has_value());
    }

    void theListTellsOneFromTheOther() {
        BackupDialog *dialog = start(m_sealed->file("s.vault-backup"));
        QVERIFY(dialog->opening().byPassphrase()->isChecked()); // as it always was
        for (QLineEdit *secret : {dialog->opening().passphrase().first(), dialog->opening().passphrase().again()})
            QTest::keyClicks(secret, QStringLiteral("one of its own"));
        make(dialog);
        QVERIFY(!says(dialog->outcome(), "escrow key"));
        QVERIFY(!escrowOf(m_sealed->file("s.vault-backup").toStdString()));
        close(dialog);
        dialog = startEscrow(m_sealed->file("s.escrow"));
        make(dialog);
        close(dialog);
        QCOMPARE(list().table()->model()->rowCount(), 2);
        QVERIFY(openedBy(0).toString().startsWith(QStringLiteral("escrow key"))); // the latest first
        QCOMPARE(openedBy(1).toString(), QStringLiteral("its passphrase"));
    }

    void onlyWhatIsAskedForIsShown() {
        const BackupDialog *dialog = start(m_sealed->file("s.vault-backup"));
        const BackupOpening &opening = dialog->opening();
        QVERIFY(opening.passphrase().first()->isVisible() && !opening.escrowKey().file()->isVisible());
        for (QLineEdit *secret : {opening.passphrase().first(), opening.passphrase().again()})
            QTest::keyClicks(secret, QStringLiteral("one of its own"));
        QTest::mouseClick(opening.byEscrow(), Qt::LeftButton);
        QVERIFY(!opening.passphrase().first()->isVisible() && !opening.passphrase().again()->isVisible());
        QVERIFY(opening.escrowKey().file()->isVisible() && opening.escrowKey().chooseButton()->isVisible());
        QVERIFY(says(dialog, "privacy escrow-key")); // how a pair is made
        QVERIFY(!dialog->actButton()->isEnabled());  // it is not named yet
        QVERIFY(dialog->actButton()->toolTip().contains(QStringLiteral("public half")));
        QTest::mouseClick(opening.byPassphrase(), Qt::LeftButton);
        QVERIFY(opening.passphrase().first()->isVisible() && !opening.escrowKey().file()->isVisible());
        // What nobody saw any more was not kept.
        QVERIFY(opening.passphrase().first()->text().isEmpty() && opening.passphrase().again()->text().isEmpty());
        QVERIFY(!dialog->actButton()->isEnabled());
    }

    void whatIsNoPublicHalfIsRefused_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("the secret half") << QByteArray("escrow.key") << QByteArray("secret half");
        QTest::newRow("something else") << QByteArray("s.evdb") << QByteArray("s.evdb");
        QTest::newRow("nothing") << QByteArray("none.pub") << QByteArray("none.pub");
    }
    void whatIsNoPublicHalfIsRefused() {
        QFETCH(const QByteArray, file);
        QFETCH(const QByteArray, says);
        const QString path = m_sealed->file("s.escrow");
        BackupDialog *dialog = startEscrow(path);
        dialog->opening().escrowKey().file()->setText(m_sealed->file(file.constData()));
        make(dialog);
        QVERIFY(ui::says(dialog->outcome(), says.constData()));
        QVERIFY(!QFile::exists(path));
        dialog->opening().escrowKey().file()->setText(publicHalf());
        make(dialog);
        QVERIFY(QFile::exists(path));
        close(dialog);
        QCOMPARE(list().table()->model()->rowCount(), 1); // nothing was entered of the other
    }

    void thePublicHalfIsChosenFromAFile() {
        BackupDialog *dialog = startEscrow(m_sealed->file("s.escrow"));
        dialog->opening().escrowKey().file()->clear();
        QTest::mouseClick(dialog->opening().escrowKey().chooseButton(), Qt::LeftButton);
        auto *chooser = dialog->findChild<QFileDialog *>();
        QVERIFY(chooser && chooser->acceptMode() == QFileDialog::AcceptOpen);
        Q_EMIT chooser->fileSelected(publicHalf());
        chooser->close();
        QCOMPARE(dialog->opening().escrowKey().file()->text(), publicHalf());
        QVERIFY(dialog->actButton()->isEnabled());
    }

    void theKeysAloneLeadThrough() {
        const QString path = m_sealed->file("s.escrow");
        list().makeButton()->setFocus();
        QTest::keyClick(list().makeButton(), Qt::Key_Space);
        auto *dialog = m_sealed->page().findChild<BackupDialog *>();
        const BackupOpening &opening = dialog->opening();
        QTRY_COMPARE(QApplication::focusWidget(), dialog->file());
        QTest::keyClicks(dialog->file(), path);
        QTest::keyClick(dialog->file(), Qt::Key_Tab); // Choose...
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), opening.byPassphrase());
        QTest::keyClick(opening.byPassphrase(), Qt::Key_Space);
        QVERIFY(opening.byPassphrase()->isChecked()); // it was before
        QTest::keyClick(opening.byPassphrase(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), opening.byEscrow());
        QTest::keyClick(opening.byEscrow(), Qt::Key_Space);
        QVERIFY(opening.byEscrow()->isChecked() && !opening.byPassphrase()->isChecked());
        QTest::keyClick(opening.byEscrow(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), opening.escrowKey().file());
        QTest::keyClicks(opening.escrowKey().file(), publicHalf());
        QTest::keyClick(opening.escrowKey().file(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), opening.escrowKey().chooseButton());
        QTest::keyClick(opening.escrowKey().chooseButton(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), dialog->expires());
        QTest::keyClick(dialog->expires(), Qt::Key_Return);
        QTRY_VERIFY(dialog->outcome()->isVisible());
        m_sealed->waitUntilIdle();
        QVERIFY(QFile::exists(path));
    }

    void everyPartHasAName() {
        BackupDialog *dialog = startEscrow(m_sealed->file("s.escrow"));
        QSet<QString> names;
        QList<QWidget *> parts = dialog->opening().parts();
        parts += dialog->file();
        for (const QWidget *part : parts)
            names += part->accessibleName();
        QCOMPARE(names.size(), parts.size()); // each one of its own
        QVERIFY(!names.contains(QString()));
    }
};

QTEST_MAIN(TestBackupOpening)
#include "tst_backup_opening.moc"
