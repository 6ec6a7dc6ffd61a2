// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/help_browser.h"
#include "ui/help/help_pages.h"
#include "ui/help/help_window.h"

#include <QDirIterator>
#include <QImage>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>

using namespace eventscope::ui;

namespace {

QStringList captured(const QString &text, const QString &pattern) {
    QStringList found;
    auto matches = QRegularExpression(pattern).globalMatch(text);
    while (matches.hasNext())
        found += matches.next().captured(1);
    return found;
}

constexpr qint64 kPictureBytesMax = 1'500'000;

} // namespace

class TestHelpPages : public QObject {
    Q_OBJECT

    [[nodiscard]] static QStringList listed(const HelpWindow &help) {
        QStringList pages;
        for (int row = 0; row < help.list()->count(); ++row)
            pages += help.list()->item(row)->data(Qt::UserRole).toString();
        return pages;
    }

  private Q_SLOTS:
    void initTestCase() { m_theme.apply(*qApp); }

    void everyPageHasATitleAndLeadsOnlyToPages() {
        const HelpPages pages;
        for (const QString &page : HelpPages::names()) {
            QVERIFY2(pages.title(page) != page, qPrintable(page));
            QVERIFY2(!pages.text(page).contains(QStringLiteral("SPDX")), qPrintable(page));
            for (const QString &target : captured(pages.text(page), QStringLiteral("[^!]\\[[^\\]]*\\]\\(([^)]*)\\)")))
                QVERIFY2(HelpPages::names().contains(target.section(QLatin1Char('.'), 0, 0)), qPrintable(target));
        }
    }

    void everyPictureIsThereInBothThemesAndTogetherTheyAreSmall() {
        const HelpPages pages;
        QSet<QString> used;
        for (const QString &page : HelpPages::names())
            for (const QString &file : captured(pages.text(page), QStringLiteral("!\\[[^\\]]*\\]\\(([^)]*)\\)")))
                for (const char *theme : {"light", "dark"}) {
                    const QString path = QStringLiteral(":/help/pictures/%1/%2").arg(QLatin1String(theme), file);
                    QVERIFY2(!QImage(path).isNull(), qPrintable(path));
                    used += path;
                }
        QVERIFY(used.size() >= 20);
        qint64 bytes = 0;
        QDirIterator files(QStringLiteral(":/help/pictures"), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            QVERIFY2(used.contains(path), qPrintable(path));
            bytes += files.fileInfo().size();
        }
        QVERIFY2(bytes < kPictureBytesMax, qPrintable(QString::number(bytes)));
    }

    void whatTheProgramMakesIsPutIn() {
        HelpPages pages;
        QVERIFY(pages.text(QStringLiteral("keyboard")).contains(QStringLiteral("{{keys}}")));
        pages.setPart(QStringLiteral("keys"), QStringLiteral("| F5 | Play |"));
        QVERIFY(pages.text(QStringLiteral("keyboard")).contains(QStringLiteral("| F5 | Play |")));
    }

    void anotherLanguageFallsBackToEnglish() {
        const QString english = HelpPages().text(QStringLiteral("log"));
        QLocale::setDefault(QLocale(QLocale::Icelandic, QLocale::Iceland));
        QCOMPARE(HelpPages().text(QStringLiteral("log")), english);
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QVERIFY(HelpPages().text(QStringLiteral("no-such-page")).isEmpty());
    }

    void linksBackAndForwardByKeys() {
        HelpWindow help(m_theme);
        help.show();
        QVERIFY(QTest::qWaitForWindowExposed(&help));
        help.showPage(QStringLiteral("log"));
        QCOMPARE(help.browser()->page(), QStringLiteral("log"));
        QCOMPARE(help.list()->currentItem()->data(Qt::UserRole).toString(), QStringLiteral("log"));
        QTest::keyClick(help.browser(), Qt::Key_Tab); // to the first link
        QTest::keyClick(help.browser(), Qt::Key_Return);
        QTRY_VERIFY(help.browser()->page() != QStringLiteral("log"));
        const QString other = help.browser()->page();
        QVERIFY(HelpPages::names().contains(other));
        QTest::keyClick(&help, Qt::Key_Left, Qt::AltModifier);
        QTRY_COMPARE(help.browser()->page(), QStringLiteral("log"));
        QTest::keyClick(&help, Qt::Key_Right, Qt::AltModifier);
        QTRY_COMPARE(help.browser()->page(), other);
    }

    void aSearchListsPagesAndFindsPlaces() {
        HelpWindow help(m_theme);
        help.show();
        help.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&help));
        help.showPage(QStringLiteral("welcome"));
        QTest::keyClick(&help, Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(help.search()->hasFocus());
        QTest::keyClicks(help.search(), QStringLiteral("balanceAfter"));
        QCOMPARE(listed(help), QStringList{QStringLiteral("guide")});
        QCOMPARE(help.browser()->page(), QStringLiteral("welcome")); // until asked for
        QTest::keyClick(help.search(), Qt::Key_Return);
        QCOMPARE(help.browser()->page(), QStringLiteral("guide"));
        QCOMPARE(help.browser()->textCursor().selectedText(), QStringLiteral("balanceAfter"));
        help.search()->clear();
        QCOMPARE(listed(help), HelpPages::names());
    }

    void picturesFollowTheThemeAndFitTheWindow() {
        HelpWindow help(m_theme);
        help.show();
        help.showPage(QStringLiteral("log"));
        const auto picture = [&] {
            return help.browser()
                ->document()
                ->resource(QTextDocument::ImageResource, QUrl(QStringLiteral("log.png")))
                .value<QImage>();
        };
        const QImage light = picture();
        QVERIFY(!light.isNull() && light.width() < help.width());
        m_theme.setScheme(Scheme::Dark);
        const QImage dark = picture();
        m_theme.setScheme(Scheme::Light);
        QVERIFY(!dark.isNull() && dark != light);
    }

  private:
    Theme m_theme{Scheme::Light};
};

QTEST_MAIN(TestHelpPages)
#include "tst_help_pages.moc"
