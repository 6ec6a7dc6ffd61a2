// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/candidate_window.h"
#include "ui/privacy/find_pane.h"
#include "ui/privacy/preview_pane.h"
#include "ui/privacy/privacy_page.h"
#include "ui/privacy/subject_bar.h"
#include "ui/privacy/tombstone_pane.h"
#include "ui/privacy/transform_pane.h"
#include "ui/shell/store_guest_page.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QToolButton>

using namespace eventscope;
using namespace eventscope::ui;

/// A person in a store that holds personal data in clear, with no vault: what is left to be done about them.
class TestClearStoreWindow : public QObject, CandidateWindow {
    Q_OBJECT

    [[nodiscard]] PrivacyPage &page() const { return *m_window->front()->privacy()->page(); }
    void click(QAbstractButton *button) {
        QVERIFY(button->isVisible() && button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
    }

  private Q_SLOTS:
    void initTestCase() { m_theme.apply(*qApp); }
    void init() {
        makeSample(AreSealed::No);
        const auto door = [](const StoreAccess &access, const JobControl &job) -> Result<OpenedStore> {
            StoreAccess asked = access;
            asked.mayWrite = true;
            return openForBrowsing(asked, {}, job);
        };
        openSample({door, {}, {}});
        QTRY_VERIFY(m_window->front() && m_window->session()->isLoaded());
        QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);
        QTRY_VERIFY(m_window->front()->privacy()->page());
        QTRY_VERIFY(page().isVisible() && !page().isBusy());
        QTest::keyClicks(page().bar()->subject(),
                         QString::fromStdString(m_candidate.value.substr(std::string_view("candidate-").size())));
        QTest::keyClick(page().bar()->subject(), Qt::Key_Return);
        QTRY_VERIFY(page().study() && !page().isBusy());
        QVERIFY(!page().study()->plan.hasVault);
    }
    void cleanup() { closeSample(); }

    void theWaysThatNeedNoVaultAreOffered() {
        click(page().strip()->button(PrivacyStep::Preview));
        const PreviewPane &preview = *page().previewPane();
        QVERIFY(preview.isVisible());
        QVERIFY2(preview.remainsText().contains(QStringLiteral("no vault")), qPrintable(preview.remainsText()));
        QVERIFY2(!preview.remainsText().contains(QStringLiteral("closed by")), qPrintable(preview.remainsText()));
        QVERIFY(!preview.wayButton(PreviewPane::Way::Shred)->isEnabled());
        QCOMPARE(preview.way(), PreviewPane::Way::Transform);
        QVERIFY(!page().strip()->button(PrivacyStep::Holds)->isEnabled());
        click(page().strip()->button(PrivacyStep::Confirm));
        QVERIFY(page().findChild<TransformPane *>()->isVisible());
        click(page().strip()->button(PrivacyStep::Preview));
        preview.wayButton(PreviewPane::Way::Tombstone)->click();
        click(page().strip()->button(PrivacyStep::Confirm));
        QVERIFY(page().findChild<TombstonePane *>()->isVisible());
        QVERIFY(page().bar()->answerButton()->isEnabled());
    }

    /// It tells others of it, and names nobody.
    void aNoticeIsSaved() {
        click(page().strip()->button(PrivacyStep::Preview));
        click(page().previewPane()->noticeButton());
        QFileDialog *dialog = nullptr;
        QTRY_VERIFY(dialog = page().findChild<QFileDialog *>());
        const QString notice = path("notice.txt");
        dialog->selectFile(notice);
        Q_EMIT dialog->fileSelected(notice);
        dialog->close();
        QTRY_VERIFY(QFile::exists(notice));
        QFile file(notice);
        QVERIFY(file.open(QFile::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains("Article 19") && text.contains("\\gexec"));
        QVERIFY(!text.contains(page().bar()->subject()->text().toUtf8()));
    }
};

QTEST_MAIN(TestClearStoreWindow)
#include "tst_clear_store_window.moc"
