// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/time_style.h"
#include "ui/widgets/format.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include <ctime>

using namespace eventscope;
using namespace eventscope::ui;

namespace {

constexpr std::int64_t kWinterUs = 1'772'625'603'881'902; // 2026-03-04 12:00:03.881902 UTC
constexpr std::int64_t kHourUs = 3'600'000'000;

class Listener final : public QLabel {
  public:
    int changes = 0;

  protected:
    void changeEvent(QEvent *event) override {
        QLabel::changeEvent(event);
        if (event->type() == QEvent::LocaleChange) ++changes;
    }
};

} // namespace

class TestTimeStyle : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        qputenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3"); // independent of the zones that a computer knows
        tzset();
    }
    void cleanup() { setTimeStyle(TimeStyle::Utc); }

    void utcIsTheBeginning() {
        const Time time = timeOfUs(kWinterUs);
        QCOMPARE(formatTime(time), QStringLiteral("2026-03-04 12:00:03.881902"));
        QCOMPARE(formatExact(time), QStringLiteral("2026-03-04 12:00:03.881902 UTC"));
        QCOMPARE(timeStyleText(), QStringLiteral("UTC"));
    }
    void localTimesSayTheirOffset() {
        setTimeStyle(TimeStyle::Local);
        const Time winter = timeOfUs(kWinterUs), summer = timeOfUs(kWinterUs + 150 * 24 * kHourUs);
        QCOMPARE(formatTime(winter), QStringLiteral("2026-03-04 13:00:03.881902"));
        QCOMPARE(formatSecond(winter), QStringLiteral("2026-03-04 13:00:03"));
        QCOMPARE(formatExact(winter), QStringLiteral("2026-03-04 13:00:03.881902 +01:00"));
        QCOMPARE(formatMoment(summer), QStringLiteral("1 Aug 2026 14:00:03 +02:00"));
        QCOMPARE(formatTime(timeOfUs(-1)), QStringLiteral("1970-01-01 00:59:59.999999"));
    }
    void relativeTimesAreAges() {
        setTimeStyle(TimeStyle::Relative);
        const Time now = SystemClock().now();
        QCOMPARE(formatTime(now - Duration(5 * kHourUs)), QStringLiteral("5 h ago"));
        QCOMPARE(formatSecond(now + Duration(72 * kHourUs + kHourUs)), QStringLiteral("in 3 d"));
        QCOMPARE(formatExact(timeOfUs(kWinterUs)), QStringLiteral("2026-03-04 12:00:03.881902 UTC"));
    }
    void whatIsTypedIsReadInTheZoneThatIsShown() {
        setTimeStyle(TimeStyle::Local);
        QCOMPARE(parseShownSpan("2026-03-04 13:00:03.881902")->from, timeOfUs(kWinterUs));
        QCOMPARE(parseShownSpan("2026-03-04 12:00:03.881902Z")->from, timeOfUs(kWinterUs));
        QCOMPARE(parseShownSpan("2026-03-04T14:00:03.881902+02:00")->from, timeOfUs(kWinterUs));
        const auto day = parseShownSpan("2026-03-29"); // clocks are put forward: 23 hours
        QCOMPARE(day->to - day->from, Duration(23 * kHourUs));
        setTimeStyle(TimeStyle::Utc);
        QCOMPARE(parseShownSpan("2026-03-04 12:00:03.881902")->from, timeOfUs(kWinterUs));
        QVERIFY(!parseShownSpan("yesterday").has_value());
    }
    void everyWidgetHearsOfAChange() {
        Listener listener;
        setTimeStyle(TimeStyle::Local);
        QCOMPARE(listener.changes, 1);
        setTimeStyle(TimeStyle::Local);
        QCOMPARE(listener.changes, 1);
        setTimeStyle(TimeStyle::Relative);
        QCOMPARE(listener.changes, 2);
    }
};

QTEST_MAIN(TestTimeStyle)
#include "tst_time_style.moc"
