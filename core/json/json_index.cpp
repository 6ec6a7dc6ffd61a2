// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/json_index.h"

#include "core/json/json_tree.h"

#include <algorithm>
#include <cstring>
#include <random>

namespace eventscope::json_index {

namespace {

constexpr unsigned kOrdinalBits = 40;
constexpr std::uint64_t kOrdinalMask = (1ULL << kOrdinalBits) - 1;
// Leaves are not filled up at first, so that the next insertions find room.
constexpr std::size_t kLeafFill = 24;

/// Keys come from strangers: without a secret they could be chosen to collide.
std::uint64_t secret() {
    static const std::uint64_t value = [] {
        std::random_device device;
        return (static_cast<std::uint64_t>(device()) << 32) | device();
    }();
    return value;
}

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a ^ 0x9e3779b97f4a7c15ULL) * (b ^ 0xd1b54a32d192ed03ULL);
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// The code of the first member that a key could have.
std::uint64_t codeOf(std::string_view key) {
    std::uint64_t hash = mix(secret(), key.size());
    while (!key.empty()) {
        std::uint64_t word = 0;
        const std::size_t taken = std::min(key.size(), sizeof word);
        std::memcpy(&word, key.data(), taken);
        hash = mix(hash, word ^ secret());
        key.remove_prefix(taken);
    }
    return hash & ~kOrdinalMask;
}

Json build(const JsonBig &object) {
    const JsonNode &tree = *JsonNode::of(object.tree);
    std::vector<std::uint64_t> codes;
    codes.reserve(object.items);
    while (codes.size() < object.items) {
        const JsonKeys &keys = *json_tree::placeAt(tree, codes.size()).leaf->keys;
        for (std::size_t i = 0; i < keys.count; ++i)
            codes.push_back(codeOf(keys.name(i)) | keys.ordinals()[i]);
    }
    std::sort(codes.begin(), codes.end());

    std::vector<Json> leaves;
    leaves.reserve(codes.size() / kLeafFill + 1);
    for (std::size_t from = 0; from < codes.size(); from += kLeafFill) {
        const std::size_t count = std::min(kLeafFill, codes.size() - from);
        Json leaf = JsonNode::make(Json::Kind::Null, JsonNode::Shape::Codes, JsonNode::kWidth);
        std::copy_n(codes.begin() + static_cast<std::ptrdiff_t>(from), count, JsonNode::of(leaf)->codes());
        JsonNode::of(leaf)->count = static_cast<std::uint8_t>(count);
        leaves.push_back(std::move(leaf));
    }
    return json_tree::over(std::move(leaves));
}

const JsonNode &indexOf(const JsonBig &object) {
    JsonNode *index = object.index.load(std::memory_order_acquire);
    if (index) return *index;
    Json built = build(object);
    JsonNode *mine = JsonNode::of(built);
    if (!object.index.compare_exchange_strong(index, mine, std::memory_order_acq_rel)) return *index;
    JsonNode::retain(mine); // now owned by the object
    return *mine;
}

/// Lets `change` edit the index of an object that this thread alone owns.
template <class F>
void edit(JsonBig &object, F change) {
    JsonNode *known = object.index.exchange(nullptr, std::memory_order_acq_rel);
    if (!known) return;
    Json index = JsonNode::adopt(known);
    change(index);
    JsonNode::retain(JsonNode::of(index));
    object.index.store(JsonNode::of(index), std::memory_order_release);
}

} // namespace

std::size_t find(const JsonBig &object, std::string_view key) {
    const JsonNode &index = indexOf(object);
    const JsonNode &tree = *JsonNode::of(object.tree);
    const std::uint64_t code = codeOf(key);
    // From the last member of this hash backward, as of equal keys the last one counts.
    for (std::size_t at = json_tree::lowerBound(index, code | kOrdinalMask); at-- > 0;) {
        const json_tree::Place place = json_tree::placeAt(index, at);
        const std::uint64_t found = place.leaf->codes()[place.index];
        if ((found & ~kOrdinalMask) != code) break;
        const std::size_t position = json_tree::lowerBound(tree, found & kOrdinalMask);
        const json_tree::Place member = json_tree::placeAt(tree, position);
        if (member.leaf->keys->name(member.index) == key) return position;
    }
    return Json::npos;
}

void added(JsonBig &object, std::string_view key, std::uint64_t ordinal) {
    edit(object, [&](Json &index) {
        const std::uint64_t code = codeOf(key) | ordinal;
        json_tree::insert(index, json_tree::lowerBound(*JsonNode::of(index), code), {{}, {}, code});
    });
}

void removing(JsonBig &object, std::size_t position) {
    edit(object, [&](Json &index) {
        const json_tree::Place member = json_tree::placeAt(*JsonNode::of(object.tree), position);
        const JsonKeys &keys = *member.leaf->keys;
        const std::uint64_t code = codeOf(keys.name(member.index)) | keys.ordinals()[member.index];
        json_tree::remove(index, json_tree::lowerBound(*JsonNode::of(index), code));
    });
}

} // namespace eventscope::json_index
