// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/choices_name.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QCommandLinkButton>
#include <QDirIterator>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QStyleOptionButton>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <utility>

using namespace eventscope::ui;

namespace {

constexpr std::array kGrounds{Role::Window, Role::Base, Role::Raised};

/// The lines of C++ or style text that name a colour by its value.
QStringList namedColours(const QString &text) {
    static const QRegularExpression kColour(QStringLiteral("#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3}){0,2}\\b|\\bQColor\\s*\\("
                                                           "\\s*\\d|\\bqRgba?\\s*\\(|\\bQt::(?:red|green|blue|white|"
                                                           "black|yellow|gray|darkGray|lightGray|cyan|magenta)\\b"));
    QStringList found;
    for (const QString &line : text.split(QLatin1Char('\n'))) {
        if (!line.startsWith(QLatin1String("#include")) && kColour.match(line).hasMatch()) found += line.trimmed();
    }
    return found;
}

/// How far the line around a control stands out as it is painted: at the middle of the left edge of `part`, from what
/// is around the control and from what is in it, whichever is less.
double outlineContrast(QWidget &control, const QRect &part) {
    const QImage image = control.window()->grab().toImage();
    const QPoint edge = control.mapTo(control.window(), QPoint(part.left(), part.center().y()));
    const QColor around = image.pixelColor(edge - QPoint(4, 0));
    const QColor inside = image.pixelColor(edge + QPoint(4, 0));
    double best = 0;
    for (int x = 0; x < 2; ++x) {
        const QColor line = image.pixelColor(edge + QPoint(x, 0));
        best = std::max(best, std::min(contrastRatio(line, around), contrastRatio(line, inside)));
    }
    return best;
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

    static void schemes() {
        QTest::addColumn<int>("scheme");
        QTest::newRow("light") << static_cast<int>(Scheme::Light);
        QTest::newRow("dark") << static_cast<int>(Scheme::Dark);
        QTest::newRow("high contrast") << static_cast<int>(Scheme::ContrastLight);
        QTest::newRow("high contrast, dark") << static_cast<int>(Scheme::ContrastDark);
    }

  private Q_SLOTS:
    void initTestCase_data() { schemes(); }

    void contrastIsComputedAsDefined() {
        QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
        QVERIFY(qAbs(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
    }

    void listsThatPopUpHaveAFrame() {
        QFETCH_GLOBAL(int, scheme);
        Theme theme(static_cast<Scheme>(scheme));
        theme.apply(*qApp);
        const auto hasFrame = [&theme](const QWidget &list) {
            const QImage picture = const_cast<QWidget &>(list).grab().toImage();
            const QColor wanted = theme.color(Role::Outline);
            const int middle = picture.height() / 2;
            return picture.pixelColor(0, middle) == wanted &&
                   picture.pixelColor(picture.width() - 1, middle) == wanted &&
                   picture.pixelColor(picture.width() / 2, picture.height() - 1) == wanted;
        };
        QListView choices;
        choices.setObjectName(kChoicesName);
        choices.setWindowFlag(Qt::Popup);
        choices.resize(120, 80);
        QVERIFY(hasFrame(choices));
        QComboBox box;
        box.addItems({QStringLiteral("one"), QStringLiteral("two")});
        box.show();
        box.showPopup();
        QVERIFY(hasFrame(*box.view()));
        box.hidePopup();
    }

    void textStandsOutFromItsGround() {
        QFETCH_GLOBAL(int, scheme);
        const Theme theme(static_cast<Scheme>(scheme));
        const auto check = [&](Role text, Role ground) {
            const double ratio = contrastRatio(theme.color(text), theme.color(ground));
            const double wanted = hasHighContrast(theme.scheme()) ? 7 : 4.5;
            QVERIFY2(ratio >= wanted, qPrintable(QStringLiteral("role %1 on role %2: %3")
                                                     .arg(static_cast<int>(text))
                                                     .arg(static_cast<int>(ground))
                                                     .arg(ratio)));
        };
        for (const Role ground : kGrounds) {
            for (const Role text : {Role::Text, Role::TextQuiet, Role::Accent, Role::Added, Role::Removed,
                                    Role::Changed, Role::Good, Role::Info, Role::Warning, Role::Error}) {
                check(text, ground);
            }
        }
        check(Role::TextDimmed, Role::Base);
        check(Role::OnAccent, Role::Accent);
        check(Role::OnSelection, Role::Selection);
        check(Role::OnAsOf, Role::AsOf);
        for (const Role ground : {Role::Window, Role::Raised})
            check(Role::TextDimmed, ground); // disabled texts
        for (const auto &[mark, back] :
             {std::pair(Role::Added, Role::AddedBack), std::pair(Role::Removed, Role::RemovedBack),
              std::pair(Role::Changed, Role::ChangedBack)}) {
            for (const Role text : {Role::Text, Role::TextQuiet, mark})
                check(text, back);
        }
        for (const Role environment : {Role::Development, Role::Test, Role::Production}) {
            check(Role::OnEnvironment, environment);
        }
    }

    void seriesStandOutFromTheirGround() {
        QFETCH_GLOBAL(int, scheme);
        const Theme theme(static_cast<Scheme>(scheme));
        for (std::size_t i = 0; i <= Theme::kSeries; ++i) {
            const double ratio = contrastRatio(theme.series(i), theme.color(Role::Base));
            QVERIFY2(ratio >= 3.0, qPrintable(QStringLiteral("series %1: %2").arg(i).arg(ratio)));
        }
        for (const Role ground : {Role::Window, Role::Base}) {
            QVERIFY(contrastRatio(theme.color(Role::Handle), theme.color(ground)) >= 3.0);
        }
        for (const Role ground : kGrounds) {
            for (const Role mark : {Role::Accent, Role::Outline})
                QVERIFY(contrastRatio(theme.color(mark), theme.color(ground)) >= 3.0);
        }
        QCOMPARE(theme.series(std::nullopt), theme.color(Role::SeriesRest));
    }

    void thePaletteFollowsTheScheme() {
        Theme theme(Scheme::Light);
        theme.apply(*qApp);
        QCOMPARE(qApp->palette().color(QPalette::Base), theme.color(Role::Base));
        theme.setScheme(Scheme::Dark);
        QCOMPARE(qApp->palette().color(QPalette::Base), theme.color(Role::Base));
        QCOMPARE(Theme::systemScheme(qApp->palette()), Scheme::Dark);
        // Where nobody can write: a field that is empty has nothing else that could tell.
        QCOMPARE(qApp->palette().color(QPalette::Disabled, QPalette::Base), theme.color(Role::Window));
        QCOMPARE(qApp->palette().color(QPalette::Disabled, QPalette::PlaceholderText), theme.color(Role::TextDimmed));
    }

    void contrastIsTheDesktopsToo() {
        const auto seen = [](const char *text, const char *window) {
            QPalette given;
            given.setColor(QPalette::WindowText, QColor(QLatin1String(text)));
            given.setColor(QPalette::Window, QColor(QLatin1String(window)));
            return Theme::systemScheme(given);
        };
        QCOMPARE(seen("black", "white"), Scheme::ContrastLight);
        QCOMPARE(seen("white", "black"), Scheme::ContrastDark);
        QCOMPARE(seen("black", "#efefef"), Scheme::Light);
        QCOMPARE(seen("white", "#1e1e1e"), Scheme::Dark);
    }

    void theRingOfTheKeyboardIsSeen_data() {
        using Make = std::function<QWidget *()>;
        QTest::addColumn<Make>("make");
        QTest::newRow("button") << Make([] { return new QPushButton(QStringLiteral("x")); });
        QTest::newRow("flat button") << Make([] {
            auto *button = new QPushButton(QStringLiteral("x"));
            button->setFlat(true);
            return button;
        });
        QTest::newRow("link") << Make([] { return new QCommandLinkButton(QStringLiteral("x")); });
        QTest::newRow("tool") << Make([] {
            auto *tool = new QToolButton;
            tool->setText(QStringLiteral("x"));
            tool->setAutoRaise(true);
            return tool;
        });
        QTest::newRow("tabs") << Make([] {
            auto *tabs = new QTabBar;
            tabs->addTab(QStringLiteral("a long text"));
            return tabs;
        });
        QTest::newRow("tree") << Make([] { return new QTreeView; });
        QTest::newRow("text") << Make([] { return new QPlainTextEdit; });
    }
    void theRingOfTheKeyboardIsSeen() {
        QFETCH(std::function<QWidget *()>, make);
        QFETCH_GLOBAL(int, scheme);
        Theme theme(static_cast<Scheme>(scheme));
        theme.apply(*qApp);
        QWidget window;
        window.resize(300, 100);
        QWidget &first = *make();
        first.setParent(&window);
        first.setFocusPolicy(Qt::StrongFocus);
        QPushButton second(QStringLiteral("x"), &window);
        first.setGeometry(10, 10, 100, 40);
        second.setGeometry(150, 10, 100, 40);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const auto picture = [&](QWidget &focused) {
            focused.setFocus(Qt::TabFocusReason);
            return first.grab().toImage();
        };
        const QImage without = picture(second), with = picture(first);
        int seen = 0;
        for (int x = 0; x < with.width(); ++x)
            for (int y = 0; y < with.height(); ++y)
                seen += contrastRatio(with.pixelColor(x, y), without.pixelColor(x, y)) >= 3.0 ? 1 : 0;
        const int around = 2 * (with.width() + with.height());
        QVERIFY2(seen >= around / 2, qPrintable(QString::number(seen)));
    }

    void controlsStandOutFromTheirGround_data() {
        using Make = std::function<QWidget *()>;
        QTest::addColumn<Make>("make");
        QTest::newRow("check box") << Make([] { return new QCheckBox(QStringLiteral("x")); });
        QTest::newRow("radio button") << Make([] { return new QRadioButton(QStringLiteral("x")); });
        QTest::newRow("field") << Make([] { return new QLineEdit; });
        QTest::newRow("number") << Make([] { return new QSpinBox; });
        QTest::newRow("choice") << Make([] { return new QComboBox; });
        QTest::newRow("button") << Make([] { return new QPushButton(QStringLiteral("x")); });
        QTest::newRow("choice with a field") << Make([] {
            auto *choice = new QComboBox;
            choice->setEditable(true);
            return choice;
        });
    }

    void controlsStandOutFromTheirGround() {
        QFETCH_GLOBAL(int, scheme);
        QFETCH(std::function<QWidget *()>, make);
        Theme theme(static_cast<Scheme>(scheme));
        theme.apply(*qApp);
        for (const Role ground : kGrounds)
            QVERIFY(contrastRatio(theme.color(Role::Outline), theme.color(ground)) >= 3.0);

        QWidget window;
        window.resize(300, 100);
        QWidget *control = make();
        control->setParent(&window);
        control->setFocusPolicy(Qt::NoFocus);
        control->setGeometry(20, 20, 200, 40);
        window.show();
        QRect part = control->rect();
        if (qobject_cast<QAbstractButton *>(control) && !qobject_cast<QPushButton *>(control)) {
            QStyleOptionButton option;
            option.initFrom(control);
            const bool isRadio = qobject_cast<QRadioButton *>(control);
            part = control->style()->subElementRect(
                isRadio ? QStyle::SE_RadioButtonIndicator : QStyle::SE_CheckBoxIndicator, &option, control);
        }
        const double seen = outlineContrast(*control, part);
        QVERIFY2(seen >= 3.0, qPrintable(QString::number(seen)));
    }

    void aTickIsSeen() {
        QFETCH_GLOBAL(int, scheme);
        Theme theme(static_cast<Scheme>(scheme));
        theme.apply(*qApp);
        for (QAbstractButton *each :
             {static_cast<QAbstractButton *>(new QCheckBox), static_cast<QAbstractButton *>(new QRadioButton)}) {
            const std::unique_ptr<QAbstractButton> button(each);
            button->setCheckable(true);
            button->resize(button->sizeHint());
            const QImage empty = button->grab().toImage();
            button->setChecked(true);
            const QImage ticked = button->grab().toImage();
            double best = 0;
            for (int y = 0; y < ticked.height(); ++y) {
                for (int x = 0; x < ticked.width(); ++x)
                    best = std::max(best, contrastRatio(ticked.pixelColor(x, y), empty.pixelColor(x, y)));
            }
            QVERIFY2(best >= 4.5, qPrintable(QString::number(best)));
        }
    }

    void metricsGrowWithTheFont() {
        QFont font = QApplication::font();
        const Metrics usual(font);
        font.setPointSizeF(font.pointSizeF() * 2);
        const Metrics large(font);
        QVERIFY(large.unit > usual.unit && large.rowHeight > usual.rowHeight && large.icon > usual.icon);
    }

    void everyIconOfTheSetDraws() {
        const QDir folder(QStringLiteral(EVENTSCOPE_SOURCE_DIR "/resources/icons"));
        const auto files = folder.entryList({QStringLiteral("*.svg")});
        QVERIFY(files.size() > 20);
        for (const QString &file : files) {
            const QByteArray name = file.chopped(4).toLatin1();
            const QIcon drawn = icon(QLatin1String(name.constData(), name.size()));
            const QImage image = drawn.pixmap(16, 16).toImage();
            bool ink = false;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    ink = ink || qAlpha(image.pixel(x, y)) > 0;
            }
            QVERIFY2(ink, name.constData());
        }
    }

    void coloursAreNamedInOnePlace() {
        QDirIterator files(QStringLiteral(EVENTSCOPE_SOURCE_DIR "/ui"),
                           {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
        QStringList found;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QFile::ReadOnly));
            if (file.fileName().endsWith(QLatin1String("colour_tables.cpp"))) continue;
            for (const QString &line : namedColours(QString::fromUtf8(file.readAll())))
                found += file.fileName() + line;
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }

    void theSearchForColoursFindsThem() {
        for (const char *line : {"setStyleSheet(\"color: #ff00aa\")", "QColor(12, 13, 14)", "painter.setPen(Qt::red);",
                                 "QColor(\"#abc\")", "qRgb(1, 2, 3)"}) {
            QCOMPARE(namedColours(QString::fromLatin1(line)).size(), 1);
        }
        QVERIFY(
            namedColours(QStringLiteral("#include \"a.h\"\nQColor::fromRgb(x); theme.color(Role::Base)")).isEmpty());
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
