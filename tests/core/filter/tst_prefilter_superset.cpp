// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "random_event.h"
#include "tests/support/tier.h"

#include <QtTest/QtTest>

using namespace eventscope;

namespace {

Filter randomFilter(bool headerOnly) {
    const auto text = random_event::filterText(3, headerOnly);
    RC_LOG() << "filter: " << text << "\n";
    const auto filter = Filter::parse(text, FilterScope::State);
    if (!filter) RC_FAIL(filter.error().message);
    return *filter;
}

/// The negative control: what a careless store would answer.
bool matchesWithoutGuards(const Prefilter &prefilter, const EventView &event) {
    const auto one = [&](const Prefilter &child) { return matchesWithoutGuards(child, event); };
    switch (prefilter.kind) {
    case Prefilter::Kind::And:
        return std::ranges::all_of(prefilter.children, one);
    case Prefilter::Kind::Or:
        return std::ranges::any_of(prefilter.children, one);
    case Prefilter::Kind::DataContains:
        return event.data().bytes.find(prefilter.text) != std::string_view::npos;
    default:
        return matches(prefilter, event);
    }
}

} // namespace

class TestPrefilterSuperset : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        if (qEnvironmentVariableIsSet("RC_PARAMS")) return;
        const int times = testing::rounds("EVENTSCOPE_PREFILTERS", 4'000, 20'000);
        qputenv("RC_PARAMS", "max_success=" + QByteArray::number(times));
    }
    void everyMatchPassesThePrefilter() {
        int tried = 0, matched = 0, passed = 0, decided = 0;
        QVERIFY(rc::check("matches implies matches(prefilter)", [&] {
            const Filter filter = randomFilter(false);
            const random_event::Case made;
            const auto subject = made.subject();
            const bool match = filter.matches(subject), pass = matches(filter.prefilter(), subject.event());
            if (match) RC_ASSERT(pass);
            if (filter.isHeaderOnly()) RC_ASSERT(match == pass);
            ++tried;
            matched += match;
            passed += pass;
            decided += filter.prefilter().kind != Prefilter::Kind::Everything;
        }));
        // The property means something: events on both sides, and prefilters that do more than let pass.
        QVERIFY2(matched * 10 > tried && passed * 20 < tried * 19 && decided * 4 > tried,
                 qPrintable(QStringLiteral("%1 tried, %2 matched, %3 passed, %4 decided")
                                .arg(tried)
                                .arg(matched)
                                .arg(passed)
                                .arg(decided)));
    }
    void headersAreExact() {
        QVERIFY(rc::check("matches equals matches(prefilter)", [] {
            const Filter filter = randomFilter(true);
            RC_ASSERT(filter.isHeaderOnly());
            const random_event::Case made;
            const auto subject = made.subject();
            RC_ASSERT(filter.matches(subject) == matches(filter.prefilter(), subject.event()));
        }));
    }
    void aPrefilterWithoutGuardsIsCaught() {
        const auto missed = [](const std::string &data) {
            const auto filter = *Filter::parse(R"(data.sku == "A1")");
            OneEvent one;
            one.row.data.bytes = data;
            OneSubject subject(one.batch());
            if (subject.m_data) subject.m_data = random_event::unsealed(*subject.m_data);
            return filter.matches(subject) && !matchesWithoutGuards(filter.prefilter(), subject.event());
        };
        QVERIFY(!missed(R"({"sku":"A1"})"));
        QVERIFY(missed(R"({"sku":"\u0041\u0031"})"));
        QVERIFY(missed("{\"sku\":{\"$pii\":1,\"ct\":\"\\\"1A\\\"\"}}"));
        QVERIFY(missed(R"({"\u0073ku":"\u00411"})"));
    }
};

QTEST_APPLESS_MAIN(TestPrefilterSuperset)
#include "tst_prefilter_superset.moc"
