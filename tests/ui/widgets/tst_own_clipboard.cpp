// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/own_clipboard.h"

#include <QGuiApplication>
#include <QTest>

#include <map>
#include <vector>

using namespace eventscope::ui;

/// What this program has copied can be taken away, and nothing else.
class TestOwnClipboard : public QObject {
    Q_OBJECT

    using Modes = std::vector<QClipboard::Mode>;

  private Q_SLOTS:
    void onlyWhatIsOursGoes() {
        const std::map<std::pair<bool, bool>, Modes> expected{
            {{false, false}, {}},
            {{true, false}, {QClipboard::Clipboard}},
            {{false, true}, {QClipboard::Selection}},
            {{true, true}, {QClipboard::Clipboard, QClipboard::Selection}}};
        for (const auto &[ours, gone] : expected) {
            Modes cleared;
            const auto isOurs = [&ours = ours](QClipboard::Mode mode) {
                return mode == QClipboard::Selection ? ours.second : ours.first;
            };
            forgetClipboard({isOurs, [&](QClipboard::Mode mode) { cleared.push_back(mode); }});
            QCOMPARE(cleared, gone);
        }
    }

    /// The platform that tests run on never says that it is ours.
    void theDesktopIsAsked() {
        QClipboard *clipboard = QGuiApplication::clipboard();
        clipboard->setText(QStringLiteral("of others"));
        const bool isOurs = clipboard->ownsClipboard();
        forgetClipboard(desktopClipboard());
        QCOMPARE(clipboard->text().isEmpty(), isOurs);
        desktopClipboard().clear(QClipboard::Clipboard);
        QVERIFY(clipboard->text().isEmpty());
    }

    /// On X11 what is selected is pasted by the middle button.
    void aSelectionGoesToo() {
        QClipboard *clipboard = QGuiApplication::clipboard();
        if (!clipboard->supportsSelection()) QSKIP("this platform has none");
        for (const auto mode : {QClipboard::Clipboard, QClipboard::Selection})
            clipboard->setText(QStringLiteral("ours"), mode);
        forgetClipboard(desktopClipboard());
        for (const auto mode : {QClipboard::Clipboard, QClipboard::Selection})
            QTRY_COMPARE(clipboard->text(mode), QString());
    }
};

QTEST_MAIN(TestOwnClipboard)
#include "tst_own_clipboard.moc"
