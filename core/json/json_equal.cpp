// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/json_container.h"
#include "core/json/json_node.h"

#include <vector>

namespace eventscope {

namespace {

/// Two containers of the same kind and size, being compared child by child.
struct Pair {
    const JsonNode *a;
    const JsonNode *b;
    std::size_t size;
    std::size_t next = 0;
};

enum class Verdict : std::uint8_t { Equal, Different, LookInside };

Verdict compareShallow(const Json &a, const Json &b) {
    if (a.shares(b)) return Verdict::Equal;
    if (a.kind() != b.kind()) return Verdict::Different;
    if (!a.isContainer()) return a.token() == b.token() ? Verdict::Equal : Verdict::Different;
    return a.size() == b.size() ? Verdict::LookInside : Verdict::Different;
}

/// Compares the children of a page each from where `pair` stands; true while all are equal. Containers that need a look
/// inside go on `open`, after which the comparison goes on there.
bool comparePages(std::vector<Pair> &open) {
    const std::size_t self = open.size() - 1;
    std::size_t atA = open[self].next;
    std::size_t atB = open[self].next;
    const JsonNode &a = json_container::pageAt(*open[self].a, atA);
    const JsonNode &b = json_container::pageAt(*open[self].b, atB);
    for (; atA < a.count && atB < b.count; ++atA, ++atB) {
        const bool sameKeys = a.keys == b.keys && (!a.keys || atA == atB);
        if (!sameKeys && a.keys->name(atA) != b.keys->name(atB)) return false;
        ++open[self].next;
        const Json &childA = a.values()[atA];
        const Json &childB = b.values()[atB];
        const Verdict verdict = compareShallow(childA, childB);
        if (verdict == Verdict::Different) return false;
        if (verdict == Verdict::LookInside) {
            open.push_back({JsonNode::of(childA), JsonNode::of(childB), childA.size()});
            return true;
        }
    }
    return true;
}

} // namespace

bool Json::operator==(const Json &other) const {
    const Verdict verdict = compareShallow(*this, other);
    if (verdict != Verdict::LookInside) return verdict == Verdict::Equal;
    std::vector<Pair> open{{m_node, other.m_node, size()}};
    while (!open.empty()) {
        Pair &pair = open.back();
        if (pair.next == pair.size) {
            open.pop_back();
            continue;
        }
        const std::size_t shared =
            json_container::sharedRun(*pair.a, pair.next, *pair.b, pair.next, json_container::Side::Front);
        pair.next += shared;
        if (shared == 0 && !comparePages(open)) return false;
    }
    return true;
}

} // namespace eventscope
