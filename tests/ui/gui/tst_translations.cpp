// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

namespace {

QByteArray readAll(const QString &path) {
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

/// "filter_bar.cpp" holds the class "FilterBar".
QString classIn(const QString &file) {
    QString name;
    for (const QString &word : QFileInfo(file).completeBaseName().split(QLatin1Char('_')))
        name += word.left(1).toUpper() + word.mid(1);
    return name;
}

/// The source texts with a number in them, over all of the window's sources, as "Class: text".
QSet<QString> pluralsInSources() {
    static const QRegularExpression kPlural(QStringLiteral("\\btr\\(\\s*\"([^\"]*%L?n[^\"]*)\""));
    QSet<QString> found;
    for (const char *folder : {"/ui", "/app/gui"}) {
        QDirIterator files(QLatin1String(EVENTSCOPE_SOURCE_DIR) + QLatin1String(folder), {QStringLiteral("*.cpp")},
                           QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString file = files.next();
            auto matches = kPlural.globalMatch(QString::fromUtf8(readAll(file)));
            while (matches.hasNext())
                found += classIn(file) + QStringLiteral(": ") + matches.next().captured(1);
        }
    }
    return found;
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void englishHasBothFormsOfEveryPlural() {
        QXmlStreamReader xml(readAll(QStringLiteral(EVENTSCOPE_SOURCE_DIR "/translations/eventscope_en.ts")));
        QSet<QString> translated;
        QString source, className;
        int forms = 0;
        while (!xml.atEnd()) {
            xml.readNext();
            if (xml.isStartElement() && xml.name() == QLatin1String("name"))
                className = xml.readElementText().section(QStringLiteral("::"), -1);
            else if (xml.isStartElement() && xml.name() == QLatin1String("source"))
                source = xml.readElementText();
            else if (xml.isStartElement() && xml.name() == QLatin1String("translation")) {
                QVERIFY2(!xml.attributes().hasAttribute(QStringLiteral("type")), qPrintable(source));
                forms = 0;
            } else if (xml.isStartElement() && xml.name() == QLatin1String("numerusform")) {
                QVERIFY2(!xml.readElementText().contains(QStringLiteral("(s)")), qPrintable(source));
                ++forms;
            } else if (xml.isEndElement() && xml.name() == QLatin1String("message")) {
                QCOMPARE(forms, 2);
                translated += className + QStringLiteral(": ") + source;
            }
        }
        QVERIFY(!xml.hasError());
        const QSet<QString> missing = pluralsInSources() - translated;
        QVERIFY2(missing.isEmpty(), qPrintable(QStringList(missing.begin(), missing.end()).join(QLatin1Char('\n'))));
        QVERIFY(!translated.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
