// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/filter/filter_clause.h"
#include "one_event.h"

#include <QTest>

using namespace eventscope;

namespace {

constexpr const char *kData = "{\"amount\":100.00,\"items\":[{\"sku\":\"A\"},{\"sku\":\"B\\\"1\"}],"
                              "\"none\":null,\"isPaid\":true,\"a b\":{\"length\":3},\"big\":1e400,"
                              "\"list\":[[1,2],[3]],\"lone\":\"\\ud800\",\"long\":\"";

struct Example {
    std::string text = kData + std::string(5000, 'x') + "\"}";
    Json json = *Json::parse(text);
};

bool holds(const std::string &filter, const std::string &data) {
    OneEvent event;
    event.row.data = {Encoding::Json, data};
    const auto parsed = Filter::parse(filter);
    if (!parsed) qWarning("%s: %s", filter.c_str(), parsed.error().message.c_str());
    return parsed && parsed->matches(OneSubject(event.batch()));
}

void everyPointer(const Json &value, const Pointer &at, std::vector<Pointer> &all) {
    all.push_back(at);
    std::size_t index = 0;
    for (const auto &[key, child] : value.children()) {
        everyPointer(child, value.isArray() ? at.child(index) : at.child(key), all);
        ++index;
    }
}

} // namespace

class TestFilterClause : public QObject {
    Q_OBJECT

    [[nodiscard]] std::string clause(const char *pointer, FilterElements elements = FilterElements::One) const {
        const Pointer at = *Pointer::parse(pointer);
        return filterClause(filterPath("data", m_payload.json, at, elements), *valueAt(m_payload.json, at));
    }

  private Q_SLOTS:
    void statesAreNamedToo() {
        const Json state = *Json::parse(R"({"items":[{"unit price":1}]})");
        QCOMPARE(filterPath("state", state, *Pointer::parse("/items/0/unit price"), FilterElements::One),
                 std::string(R"(state.items[0]["unit price"])"));
    }
    void valuesAsAFilterWritesThem() {
        QCOMPARE(clause("/amount"), std::string("data.amount == 100.00"));
        QCOMPARE(clause("/items/1/sku"), std::string("data.items[1].sku == \"B\\\"1\""));
        QCOMPARE(clause("/items/1/sku", FilterElements::Any), std::string("data.items[*].sku == \"B\\\"1\""));
        QCOMPARE(clause("/list/0/1", FilterElements::Any), std::string("data.list[*][*] == 2"));
        QCOMPARE(clause("/none"), std::string("data.none == null"));
        QCOMPARE(clause("/isPaid"), std::string("data.isPaid == true"));
        QCOMPARE(clause("/a b/length"), std::string("data[\"a b\"][\"length\"] == 3"));
    }

    void whatHasNoValueToNameIsAskedForAsThere() {
        QCOMPARE(clause("/items"), std::string("exists data.items"));
        QCOMPARE(clause("/items/0", FilterElements::Any), std::string("exists data.items[*]"));
        QCOMPARE(clause("/long"), std::string("exists data.long"));
        QCOMPARE(clause(""), std::string("exists data"));
    }

    void everyClauseMatchesWhereItComesFrom() {
        std::vector<Pointer> all;
        everyPointer(m_payload.json, {}, all);
        QVERIFY(all.size() > 15);
        for (const Pointer &pointer : all) {
            for (const auto elements : {FilterElements::Any, FilterElements::One}) {
                const std::string made = clause(pointer.text().c_str(), elements);
                QVERIFY2(holds(made, m_payload.text), made.c_str());
            }
        }
    }

    void whatAFilterCannotNameHasNoPath() {
        const std::string key(70'000, 'k');
        const Json json = *Json::parse("{\"" + key + "\":1,\"\\ud800\":2}");
        QCOMPARE(filterPath("data", json, Pointer({key}), FilterElements::One), std::string());
        QCOMPARE(filterPath("data", json, Pointer({std::string(json.key(1))}), FilterElements::One), std::string());
        QCOMPARE(filterClause("", json), std::string());
    }

  private:
    const Example m_payload;
};

QTEST_APPLESS_MAIN(TestFilterClause)
#include "tst_filter_clause.moc"
