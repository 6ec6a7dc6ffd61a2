// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/arguments.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace eventscope;
using namespace eventscope::gui;

class TestArguments : public QObject {
    Q_OBJECT

    [[nodiscard]] static QStringList optionsIn(const QString &text) {
        static const QRegularExpression kOption(QStringLiteral("--[a-z][a-z-]*[a-z]"));
        QStringList options;
        for (auto found = kOption.globalMatch(text); found.hasNext();)
            options += found.next().captured();
        options.sort();
        options.removeDuplicates();
        return options;
    }

  private Q_SLOTS:
    void nothingIsAnOrdinaryWindow() {
        const auto arguments = parseArguments({});
        QVERIFY(arguments && arguments->store.isEmpty() && arguments->screenshots.isEmpty() && !arguments->at &&
                arguments->restores && !arguments->size);
    }

    void takesEverything() {
        const QString line =
            QStringLiteral("shop.evdb --at 7:12 --domain d --theme=dark --screenshot out --size 1024x640 --scale 2 "
                           "--font-size 20 --pseudo-texts --no-restore");
        const auto arguments = parseArguments(line.split(QLatin1Char(' ')));
        QVERIFY(arguments.has_value());
        QCOMPARE(arguments->store, QStringLiteral("shop.evdb"));
        QVERIFY(arguments->at == Position(7, 12));
        QCOMPARE(arguments->domain, QStringLiteral("d"));
        QVERIFY(arguments->scheme == ui::Scheme::Dark);
        QCOMPARE(arguments->screenshots, QStringLiteral("out"));
        QCOMPARE(arguments->size, QSize(1024, 640));
        QCOMPARE(arguments->scale, 2.0);
        QCOMPARE(arguments->fontPoints, 20.0);
        QVERIFY(arguments->pseudoTexts);
        QVERIFY(!arguments->restores);
    }

    void takesEveryTheme() {
        const std::pair<const char *, ui::Scheme> themes[] = {{"light", ui::Scheme::Light},
                                                              {"dark", ui::Scheme::Dark},
                                                              {"high-contrast", ui::Scheme::ContrastLight},
                                                              {"high-contrast-dark", ui::Scheme::ContrastDark}};
        for (const auto &[name, scheme] : themes) {
            const auto arguments = parseArguments({QStringLiteral("--theme"), QString::fromLatin1(name)});
            QVERIFY2(arguments && arguments->scheme == scheme, name);
        }
    }

    void refusesWhatItDoesNotKnow_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("said");
        QTest::newRow("an option") << QStringLiteral("--nope") << QStringLiteral("no option --nope");
        QTest::newRow("no value") << QStringLiteral("--theme") << QStringLiteral("needs a value");
        QTest::newRow("theme") << QStringLiteral("--theme pink") << QStringLiteral("light, dark");
        QTest::newRow("font") << QStringLiteral("--font-size 2") << QStringLiteral("6 to 48");
        QTest::newRow("size") << QStringLiteral("--size 10x10") << QStringLiteral("WIDTHxHEIGHT");
        QTest::newRow("scale") << QStringLiteral("--scale 9") << QStringLiteral("0.5 to 4");
        QTest::newRow("position") << QStringLiteral("--at x") << QString();
        QTest::newRow("two stores") << QStringLiteral("a b") << QStringLiteral("one store");
    }
    void refusesWhatItDoesNotKnow() {
        QFETCH(QString, line);
        QFETCH(QString, said);
        const auto arguments = parseArguments(line.split(QLatin1Char(' ')));
        QVERIFY(!arguments && arguments.error().kind == ErrorKind::Invalid);
        QVERIFY(QString::fromStdString(arguments.error().message).contains(said));
    }

    void everyOptionOfTheHelpIsTaken() {
        const QStringList options = optionsIn(helpText());
        QVERIFY(options.size() > 10);
        for (const QString &option : options) {
            const auto arguments = parseArguments({option});
            QVERIFY2(arguments ||
                         !QString::fromStdString(arguments.error().message).contains(QStringLiteral("There is")),
                     qPrintable(option));
        }
    }

    void theManualPageHasTheOptionsOfTheHelp() {
        QFile page(QStringLiteral(EVENTSCOPE_MAN_PAGE));
        QVERIFY(page.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(page.readAll()).replace(QStringLiteral("\\-"), QStringLiteral("-"));
        QCOMPARE(optionsIn(text), optionsIn(helpText()));
        for (const QString &option : optionsIn(helpText()))
            QVERIFY2(text.contains(QStringLiteral(".TP\n\\fB") + option + QStringLiteral("\\fR")), qPrintable(option));
    }

    void theManualPageFormats() {
        if (QStandardPaths::findExecutable(QStringLiteral("groff")).isEmpty()) QSKIP("groff is not installed");
        QProcess groff;
        groff.start(QStringLiteral("groff"), {QStringLiteral("-man"), QStringLiteral("-Tutf8"), QStringLiteral("-ww"),
                                              QStringLiteral("-z"), QStringLiteral(EVENTSCOPE_MAN_PAGE)});
        QVERIFY(groff.waitForFinished(30'000));
        QCOMPARE(groff.exitCode(), 0);
        QCOMPARE(groff.readAllStandardError(), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestArguments)
#include "tst_arguments.moc"
