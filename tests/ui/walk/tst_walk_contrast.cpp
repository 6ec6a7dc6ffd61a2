// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/walk/contrast_check.h"
#include "tests/ui/walk/tour_window.h"

#include <QApplication>
#include <QLabel>
#include <QTest>

using namespace eventscope::ui;

class TestWalkContrast : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aFaintTextIsFound() {
        m_theme.apply(*qApp);
        QWidget window;
        QLabel label(QStringLiteral("Hardly there"), &window);
        label.resize(200, 40);
        QPalette faint = label.palette();
        faint.setColor(QPalette::WindowText, m_theme.color(Role::Border));
        label.setPalette(faint);
        window.resize(300, 100);
        window.show();
        QCOMPARE(faintTexts(window).size(), 1);
        label.setPalette({});
        QVERIFY(faintTexts(window).isEmpty());
    }

    void everyTextStandsOut_data() {
        QTest::addColumn<int>("scheme");
        QTest::newRow("light") << static_cast<int>(Scheme::Light);
        QTest::newRow("dark") << static_cast<int>(Scheme::Dark);
        QTest::newRow("high contrast") << static_cast<int>(Scheme::ContrastLight);
        QTest::newRow("high contrast, dark") << static_cast<int>(Scheme::ContrastDark);
    }
    void everyTextStandsOut() {
        QFETCH(int, scheme);
        m_theme.apply(*qApp);
        m_theme.setScheme(static_cast<Scheme>(scheme));
        const QStringList problems =
            m_window.walk(m_theme, {1280, 800}, [](QWidget &window) { return faintTexts(*TourWindow::front(window)); });
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(QLatin1Char('\n'))));
    }

  private:
    Theme m_theme{Scheme::Light};
    TourWindow m_window;
};

int main(int argc, char **argv) {
    qputenv("QT_SCALE_FACTOR", "2"); // as faintTexts() wants it
    QApplication application(argc, argv);
    TestWalkContrast test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_walk_contrast.moc"
