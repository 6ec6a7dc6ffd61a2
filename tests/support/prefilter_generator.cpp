// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/prefilter_generator.h"

#include "tests/support/store_fixture.h"

#include <iterator>

namespace eventscope::testing {

namespace {

constexpr int kEvents = 120;
const char *const kStreams[] = {"order-1", "order-2", "Order-1", "account", "account-\xC3\xA9", "x'y-%_"};
const char *const kTypes[] = {"Placed", "placed", "Pl%ced", "Paid [x]", "\xC3\xA9v\xC3\xA9nement"};
const char *const kPayloads[] = {R"({"amount":10})",
                                 R"({"amount":10.5,"name":"needle"})",
                                 R"({"name":"need\u006ce"})",
                                 R"({"$pii":"x"})",
                                 "not json",
                                 "",
                                 R"({"name":"NEEDLE"})"};

} // namespace

void PrefilterGenerator::fill(WritableEventStore &store) {
    for (int i = 0; i < kEvents; ++i) {
        NewEvent event = eventNamed(std::to_string(i), kTypes[draw(std::size(kTypes))]);
        event.schemaVersion = 1 + draw(3);
        event.data = kPayloads[draw(std::size(kPayloads))];
        event.metadata = kPayloads[draw(std::size(kPayloads))];
        if (draw(5) == 0) event.dataEncoding = draw(2) == 0 ? Encoding::Text : Encoding::Binary;
        if (draw(3) == 0) event.validAt = timeOfUs(StepClock::kStartUs + draw(kEvents) * 1'000'000LL);
        must(store.append({kStreams[draw(std::size(kStreams))]}, Expected::any(), {&event, 1}, {}));
    }
}

std::string PrefilterGenerator::drawOne(std::initializer_list<const char *> texts) {
    return texts.begin()[draw(static_cast<int>(texts.size()))];
}

Comparison PrefilterGenerator::drawOp(int kinds) { return static_cast<Comparison>(draw(kinds)); }

Prefilter PrefilterGenerator::atom(bool payloads) {
    constexpr int kOrderOps = 6, kTextOps = 7;
    Prefilter atom;
    const std::int64_t someUs = StepClock::kStartUs + draw(kEvents + 4) * 1'000'000LL;
    switch (draw(payloads ? 12 : 10)) {
    case 0:
        atom.kind = draw(2) == 0 ? Prefilter::Kind::Everything : Prefilter::Kind::Nothing;
        break;
    case 1:
    case 2:
        atom.kind = Prefilter::Kind::Type;
        atom.op = drawOp(kTextOps);
        atom.text = drawOne({"Placed", "P*", "?laced", "[A-P]*", "Pl%ced", "Paid \\[x\\]", "\xC3\xA9*", "?v*", "Q"});
        break;
    case 3:
        atom.kind = Prefilter::Kind::Stream;
        atom.op = drawOp(kTextOps);
        atom.text = drawOne({"order-1", "order-*", "*-1", "[oO]rder-1", "account-?", "x'y-%_", "*'*", "nowhere"});
        break;
    case 4:
        atom.kind = Prefilter::Kind::Category;
        atom.op = drawOp(kTextOps);
        atom.text = drawOne({"order", "Order", "account", "x'y", "?rder", "a*", ""});
        break;
    case 5:
        atom.kind = Prefilter::Kind::EventIdIs;
        atom.op = draw(2) == 0 ? Comparison::Equal : Comparison::NotEqual;
        atom.text = toString(eventNamed(std::to_string(draw(kEvents + 5))).id);
        break;
    case 6:
        atom.kind = Prefilter::Kind::Version;
        atom.op = drawOp(kOrderOps);
        atom.number = draw(25);
        break;
    case 7:
        atom.kind = Prefilter::Kind::SchemaVersion;
        atom.op = drawOp(kOrderOps);
        atom.number = draw(5);
        break;
    case 8:
        atom.kind = Prefilter::Kind::PositionIs;
        atom.op = drawOp(kOrderOps);
        atom.position = {0, static_cast<std::uint64_t>(draw(kEvents + 4))};
        break;
    case 9:
        atom.kind = draw(2) == 0 ? Prefilter::Kind::RecordedAt : Prefilter::Kind::ValidAt;
        atom.op = drawOp(kOrderOps);
        atom.number = someUs;
        break;
    default:
        atom.kind = draw(2) == 0 ? Prefilter::Kind::DataContains : Prefilter::Kind::MetadataContains;
        atom.text = drawOne({"needle", "NEEDLE", "10", "%", "amount", "\xC3\xA9"});
    }
    return atom;
}

Prefilter PrefilterGenerator::tree(int depth, bool payloads) {
    if (depth == 0 || draw(3) == 0) return atom(payloads);
    Prefilter node;
    if (draw(4) == 0) {
        node.kind = Prefilter::Kind::Not;
        node.children.push_back(tree(depth - 1, false));
        return node;
    }
    node.kind = draw(2) == 0 ? Prefilter::Kind::And : Prefilter::Kind::Or;
    for (int children = draw(4); children > 0; --children)
        node.children.push_back(tree(depth - 1, payloads));
    return node;
}

Query PrefilterGenerator::query() {
    Query query;
    query.prefilter = tree(3, draw(3) == 0);
    if (draw(3) == 0) query.from = Selector::stream({kStreams[draw(std::size(kStreams))]});
    if (draw(4) == 0) query.from = Selector::category(drawOne({"order", "Order", "account", "x'y", "none"}));
    if (query.from.kind == Selector::Kind::Stream && draw(2) == 0) query.afterVersion = {draw(10)};
    if (draw(3) == 0) query.after = {0, static_cast<std::uint64_t>(draw(kEvents))};
    if (draw(3) == 0) query.until = {0, static_cast<std::uint64_t>(draw(kEvents))};
    if (draw(2) == 0) query.direction = Direction::Backward;
    return query;
}

Prefilter PrefilterGenerator::withoutPayloads(Prefilter prefilter) {
    if (prefilter.kind == Prefilter::Kind::DataContains || prefilter.kind == Prefilter::Kind::MetadataContains) {
        prefilter.kind = Prefilter::Kind::Nothing;
    }
    for (Prefilter &child : prefilter.children)
        child = withoutPayloads(std::move(child));
    return prefilter;
}

} // namespace eventscope::testing
