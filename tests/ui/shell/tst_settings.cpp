// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/settings.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace eventscope;
using namespace eventscope::ui;

class TestSettings : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void outliveTheObject() {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("settings.ini"));
        {
            Settings settings(file);
            QCOMPARE(settings.scheme(), SchemeChoice::System);
            QCOMPARE(settings.environment(QStringLiteral("x")), Environment::Unmarked);
            QCOMPARE(settings.timeStyle(), TimeStyle::Utc);
            settings.setScheme(SchemeChoice::Dark);
            settings.setTimeStyle(TimeStyle::Local);
            settings.setEnvironment(QStringLiteral("x"), Environment::Production);
            settings.setWindow("geometry", "state");
        }
        const Settings settings(file);
        QCOMPARE(settings.scheme(), SchemeChoice::Dark);
        QCOMPARE(settings.timeStyle(), TimeStyle::Local);
        QCOMPARE(settings.environment(QStringLiteral("x")), Environment::Production);
        QCOMPARE(settings.environment(QStringLiteral("y")), Environment::Unmarked);
        QCOMPARE(settings.windowGeometry(), QByteArray("geometry"));
        QCOMPARE(settings.windowState(), QByteArray("state"));
    }

    void contrastIsApartFromLightAndDark() {
        const QTemporaryDir folder;
        Settings settings(folder.filePath(QStringLiteral("settings.ini")));
        settings.setScheme(SchemeChoice::Dark);
        QCOMPARE(settings.schemeFor(Scheme::Light), Scheme::Dark);
        settings.setHighContrast(true);
        QCOMPARE(settings.schemeFor(Scheme::Light), Scheme::ContrastDark);
        settings.setScheme(SchemeChoice::System);
        QCOMPARE(settings.schemeFor(Scheme::Light), Scheme::ContrastLight);
        settings.setHighContrast(false);
        QCOMPARE(settings.schemeFor(Scheme::ContrastDark), Scheme::ContrastDark);
    }

    void recentsAreLatestFirstAndEachOnce() {
        const QTemporaryDir folder;
        Settings settings(folder.filePath(QStringLiteral("settings.ini")));
        const QSignalSpy changes(&settings, &Settings::recentsChanged);
        for (const char *address : {"a", "b", "a"})
            settings.addRecent(QLatin1String(address));
        QCOMPARE(settings.recents(), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
        QCOMPARE(changes.count(), 3);
        settings.removeRecent(QStringLiteral("a"));
        QCOMPARE(settings.recents(), QStringList{QStringLiteral("b")});
        for (int i = 0; i < 50; ++i)
            settings.addRecent(QString::number(i));
        QCOMPARE(settings.recents().size(), Settings::kRecentsMax);
        QCOMPARE(settings.recents().front(), QStringLiteral("49"));
    }

    void nonsenseInTheFileIsNoHarm() {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("settings.ini"));
        QFile out(file);
        QVERIFY(out.open(QFile::WriteOnly));
        out.write("scheme=pink\ntimes=lunar\n[environments]\nx=99\ny=-3\nz=word\n");
        out.close();
        const Settings settings(file);
        QCOMPARE(settings.scheme(), SchemeChoice::System);
        QCOMPARE(settings.timeStyle(), TimeStyle::Utc);
        QCOMPARE(settings.environment(QStringLiteral("x")), Environment::Production);
        QCOMPARE(settings.environment(QStringLiteral("y")), Environment::Unmarked);
        QCOMPARE(settings.environment(QStringLiteral("z")), Environment::Unmarked);
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
