// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/shots/pseudo_texts.h"
#include "tests/ui/walk/layout_check.h"
#include "tests/ui/walk/tour_window.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLayout>
#include <QPushButton>
#include <QTest>

using namespace eventscope;
using namespace eventscope::ui;

class TestWalkLayout : public QObject {
    Q_OBJECT

    [[nodiscard]] QStringList problemsAt(QSize size) {
        return m_window.walk(m_theme, size, [size](QWidget &window) {
            const QWidget *front = TourWindow::front(window);
            QStringList problems = cutParts(*front);
            if (front != &window) problems += cutParts(window);
            if (window.width() > size.width() || window.height() > size.height())
                problems += QStringLiteral("the window has grown to %1 x %2").arg(window.width()).arg(window.height());
            if (front->width() > size.width() || front->height() > size.height())
                problems += QStringLiteral("%1 is larger than the window").arg(front->windowTitle());
            return problems;
        });
    }
    static QByteArray lines(const QStringList &problems) { return problems.join(QLatin1Char('\n')).toUtf8(); }

  private Q_SLOTS:
    void initTestCase() { m_theme.apply(*qApp); }

    void aButtonTooNarrowIsFound() {
        QWidget window;
        QPushButton wide(QStringLiteral("Enough place"), &window), narrow(QStringLiteral("Not enough"), &window);
        wide.setGeometry(0, 0, 200, 40);
        narrow.setGeometry(0, 60, 30, 40);
        window.resize(300, 200);
        window.show();
        const QStringList problems = cutParts(window);
        QCOMPARE(problems.size(), 1);
        QVERIFY(problems.front().contains(QStringLiteral("Not enough is cut")) ||
                problems.front().contains(QStringLiteral("is cut")));
        narrow.setToolTip(QStringLiteral("Not enough"));
        QVERIFY(cutParts(window).isEmpty());
    }

    void aWidgetOutsideItsParentIsFound() {
        QWidget window;
        QPushButton out(QStringLiteral("Out"), &window);
        out.setGeometry(150, 0, 100, 40);
        window.resize(200, 200);
        window.show();
        QCOMPARE(cutParts(window).size(), 1);
    }

    void aTextCutInHeightIsFound() {
        QWidget window;
        QLabel text(QStringLiteral("Many words that need more than the one line which is there for them"), &window);
        text.setWordWrap(true);
        text.setGeometry(0, 0, 100, 20);
        window.resize(200, 200);
        window.show();
        QCOMPARE(cutParts(window).size(), 1);
    }

    void anUntranslatedTextIsFound() {
        QWidget window;
        QLabel said(gui::pseudoText(QStringLiteral("Open %1")).arg(QStringLiteral("store")), &window);
        QLabel raw(QStringLiteral("Open store"), &window);
        window.show();
        QCOMPARE(untranslated(window, {QStringLiteral("Open store")}).size(), 1);
        QCOMPARE(untranslated(window, {QStringLiteral("Close store")}).size(), 0);
    }

    void nothingIsCutInTheSmallestWindow() {
        const QStringList problems = problemsAt({1024, 640});
        QVERIFY2(problems.isEmpty(), lines(problems));
    }

    void nothingIsCutInALargeFont() {
        const QFont usual = QApplication::font();
        QFont large = usual;
        large.setPointSizeF(20);
        QApplication::setFont(large);
        const QStringList problems = problemsAt({1920, 1200});
        QApplication::setFont(usual);
        QVERIFY2(problems.isEmpty(), lines(problems));
    }

    void nothingIsCutInLongWords() {
        gui::PseudoTexts words;
        QVERIFY(QCoreApplication::installTranslator(&words));
        const QStringList problems = problemsAt({1280, 800});
        QCoreApplication::removeTranslator(&words);
        QVERIFY2(problems.isEmpty(), lines(problems));
    }

    void everyTextIsTranslated() {
        gui::PseudoTexts words;
        QVERIFY(QCoreApplication::installTranslator(&words));
        QStringList literals = literalsOf(QStringLiteral(EVENTSCOPE_SOURCE_DIR "/ui"));
        QVERIFY(literals.size() > 500);
        literals.removeAll(QStringLiteral("Eventscope"));
        const QStringList problems = m_window.walk(
            m_theme, {1280, 800}, [&](QWidget &window) { return untranslated(*TourWindow::front(window), literals); });
        QCoreApplication::removeTranslator(&words);
        QVERIFY2(problems.isEmpty(), lines(problems));
    }

  private:
    Theme m_theme{Scheme::Light};
    TourWindow m_window;
};

QTEST_MAIN(TestWalkLayout)
#include "tst_walk_layout.moc"
