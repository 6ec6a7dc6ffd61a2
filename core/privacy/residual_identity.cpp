// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/residual_identity.h"

#include "core/json/pointer.h"
#include "core/vault/protected_mark.h"

#include <algorithm>
#include <array>

namespace eventscope {

namespace {

constexpr std::array<std::string_view, 3> kKinds{"unique value", "unique combination", "free text"};
constexpr std::size_t kWordsOfFreeText = 3, kBytesOfFreeText = 40;

bool isFreeText(std::string_view text) {
    std::size_t words = 0;
    bool isInWord = false;
    for (const char c : text) {
        const bool isBlank = c == ' ' || c == '\n' || c == '\t';
        words += !isBlank && !isInWord ? 1 : 0;
        isInWord = !isBlank;
    }
    return words >= kWordsOfFreeText || (words > 1 && text.size() > kBytesOfFreeText);
}

std::string valueName(std::string_view type, std::string_view pointer) {
    return std::string(type) + '\n' + std::string(pointer);
}

/// Visits all scalars but null; in the pointers "*" stands for array indexes.
template <class Visit>
void eachLeaf(const Json &value, std::vector<std::string> &path, std::vector<std::string> &shape, const Visit &visit) {
    if (!value.isContainer()) {
        if (!value.isNull()) visit(path, shape, value);
        return;
    }
    std::size_t index = 0;
    for (const auto &[key, child] : value.children()) {
        path.push_back(value.isObject() ? std::string(key) : std::to_string(index++));
        shape.push_back(value.isObject() ? std::string(key) : "*");
        eachLeaf(child, path, shape, visit);
        path.pop_back();
        shape.pop_back();
    }
}

} // namespace

std::string_view name(ResidualWarning::Kind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::vector<ResidualIdentity::Leaf> ResidualIdentity::leavesOf(const Json &data, const std::set<std::string> &sealed) {
    std::vector<Leaf> leaves;
    std::vector<std::string> path, shape;
    const auto isSealed = [&](std::vector<std::string> at) {
        for (; !at.empty(); at.pop_back())
            if (sealed.contains(Pointer(at).text())) return true;
        return false;
    };
    eachLeaf(data, path, shape, [&](const auto &at, const auto &form, const Json &value) {
        if (!isSealed(at)) leaves.push_back({Pointer(form).text(), hashOf(print(value))});
    });
    return leaves;
}

void ResidualIdentity::note(std::string_view type, const Json &data, const std::set<std::string> &sealed) {
    if (isTooLarge()) return;
    Noted noted{std::string(type), leavesOf(data, sealed)};
    m_leaves += noted.leaves.size();
    for (const Leaf &leaf : noted.leaves)
        m_values.emplace(Value{valueName(type, leaf.pointer), leaf.value}, false);
    std::set<std::string> texts;
    std::vector<std::string> path, shape;
    eachLeaf(data, path, shape, [&](const auto &at, const auto &form, const Json &value) {
        if (value.isString() && isFreeText(value.token()) && !sealed.contains(Pointer(at).text()))
            texts.insert(Pointer(form).text());
    });
    for (const std::string &pointer : texts)
        ++m_freeTexts[{std::string(type), pointer}];
    m_events.push_back(std::move(noted));
}

Hash ResidualIdentity::combinationOf(const std::string &type, const std::vector<Leaf> &leaves) const {
    Hasher hasher;
    hasher.addSized(type);
    std::size_t shared = 0;
    for (const Leaf &leaf : leaves) {
        const auto known = m_values.find(Value{valueName(type, leaf.pointer), leaf.value});
        if (known == m_values.end() || !known->second) continue;
        hasher.addSized(leaf.pointer).add(leaf.value);
        ++shared;
    }
    const Hash hash = hasher.finish();
    return shared < 2 ? Hash() : hash;
}

template <class Visit>
Result<void> ResidualIdentity::eachOther(const EventStore &store, const StreamId &source, const JobControl &job,
                                         const Visit &visit) const {
    std::set<std::string, std::less<>> types;
    for (const Noted &event : m_events)
        types.insert(event.type);
    Query query;
    query.fields = Fields::Data;
    std::vector<Prefilter> wanted;
    for (const std::string &type : types) {
        Prefilter one;
        one.kind = Prefilter::Kind::Type;
        one.text = type;
        wanted.push_back(std::move(one));
    }
    query.prefilter = Prefilter::any(std::move(wanted));
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        for (std::size_t row = 0; row < batch->rows(); ++row) {
            const EventView event = (*batch)[row];
            if (originalOf(event.stream()) == originalOf(source.value) || !types.contains(event.type())) continue;
            if (const auto data = Json::parse(event.data().bytes)) visit(std::string(event.type()), *data);
        }
        return Flow::More;
    });
    ES_TRY(store.scan(query, sink, job));
    return {};
}

Result<std::vector<ResidualWarning>> ResidualIdentity::compare(const EventStore &store, const StreamId &source,
                                                               const JobControl &job) {
    std::vector<ResidualWarning> warnings;
    for (const auto &[where, events] : m_freeTexts)
        warnings.push_back({ResidualWarning::Kind::FreeText, where.first, where.second, events});
    if (isTooLarge() || m_events.empty()) return warnings;
    ES_TRY(eachOther(store, source, job, [&](const std::string &type, const Json &data) {
        for (const Leaf &leaf : leavesOf(data, {}))
            if (const auto known = m_values.find(Value{valueName(type, leaf.pointer), leaf.value});
                known != m_values.end())
                known->second = true;
    }));
    std::set<Hash> elsewhere;
    ES_TRY(eachOther(store, source, job, [&](const std::string &type, const Json &data) {
        elsewhere.insert(combinationOf(type, leavesOf(data, {})));
    }));
    std::map<std::pair<std::string, std::string>, std::uint64_t> unique;
    for (const Noted &event : m_events) {
        std::set<std::string> pointers;
        for (const Leaf &leaf : event.leaves)
            if (!m_values.at(Value{valueName(event.type, leaf.pointer), leaf.value})) pointers.insert(leaf.pointer);
        for (const std::string &pointer : pointers)
            ++unique[{event.type, pointer}];
        const Hash combination = combinationOf(event.type, event.leaves);
        if (combination != Hash() && !elsewhere.contains(combination)) ++unique[{event.type, std::string()}];
    }
    for (const auto &[where, events] : unique) {
        const auto kind =
            where.second.empty() ? ResidualWarning::Kind::UniqueCombination : ResidualWarning::Kind::UniqueValue;
        warnings.push_back({kind, where.first, where.second, events});
    }
    return warnings;
}

} // namespace eventscope
