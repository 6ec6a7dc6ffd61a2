// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/others_mask.h"

#include "core/json/pointer.h"
#include "core/vault/protected_mark.h"
#include "core/vault/sealing.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace eventscope {

namespace {

/// What may be somebody's id, rather than a word or a number that happens to be one, too.
bool looksLikeId(std::string_view text) {
    static constexpr std::size_t kBytesMax = 256, kDigitsMin = 6;
    const bool hasLetter =
        std::ranges::any_of(text, [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; });
    return !text.empty() && text.size() <= kBytesMax && (hasLetter || text.size() >= kDigitsMin);
}

/// Signs that join parts of an id, as in an UUID, an e-mail address or "user-4711".
bool joins(char c) { return std::string_view("-_.@:+").find(c) != std::string_view::npos; }
/// What a word is made of, in any script.
bool isOfWord(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0;
}

struct Span {
    std::size_t begin = 0, end = 0;
};
/// The words of a text that are joined by one sign each, from `from` on; at most kWordsMax. Empty: none is left.
std::vector<Span> joinedWords(std::string_view text, std::size_t from) {
    static constexpr std::size_t kWordsMax = 8;
    std::vector<Span> words;
    while (from < text.size() && !isOfWord(text[from]))
        ++from;
    while (from < text.size() && isOfWord(text[from]) && words.size() < kWordsMax) {
        const std::size_t begin = from;
        while (from < text.size() && isOfWord(text[from]))
            ++from;
        words.push_back({begin, from});
        if (from < text.size() && joins(text[from])) ++from;
    }
    return words;
}

} // namespace

/// Where in which document this is.
struct OthersMask::Look {
    SealedPlace place;
    std::string_view type;
    std::optional<PersonalField::Part> part; ///< nothing: made of events
    const std::set<std::string> *theirs = nullptr;
    KeyVault::Lease *lease = nullptr;
    std::vector<std::string> path = {};
};

Result<OthersMask> OthersMask::of(const std::vector<SubjectId> &person, const StoreProtection &protection,
                                  KeyVault *vault) {
    OthersMask mask(person, protection, vault);
    if (!vault) return mask;
    for (const SubjectId &id : person) {
        ES_ASSIGN(binding, vault->bindingOf(id));
        mask.m_bindings.insert(binding);
    }
    ES_ASSIGN(rows, vault->allKeys());
    ES_ASSIGN(damaged, vault->damagedKeys()); // rather one too many than an id of somebody
    rows.insert(rows.end(), damaged.begin(), damaged.end());
    for (const KeyRow &row : rows)
        if (!mask.m_bindings.contains(row.subject)) mask.m_others.insert(row.subject);
    return mask;
}

Result<Json> OthersMask::masked(const Json &document, const EventView &event, PersonalField::Part part,
                                const std::set<std::string> &theirs) {
    std::optional<KeyVault::Lease> lease;
    if (m_vault) lease.emplace(*m_vault);
    const std::string_view stream = event.stream(), type = event.type();
    Look at{{m_protection.store, {}, stream, event.id(), type}, type, part, &theirs, lease ? &*lease : nullptr};
    return look(document, at);
}

Result<Json> OthersMask::masked(const Json &kept) {
    std::optional<KeyVault::Lease> lease;
    if (m_vault) lease.emplace(*m_vault);
    Look at{{m_protection.store, {}, {}, {}, {}}, {}, std::nullopt, nullptr, lease ? &*lease : nullptr};
    return look(kept, at);
}

Result<std::string> OthersMask::maskedStream(std::string_view stream, std::string_view type) {
    const auto dash = stream.find('-');
    // A transformed copy is named after whom its source is.
    const std::string_view original = originalOf(stream);
    if (dash == std::string_view::npos || dash >= original.size() || isThisPerson(original.substr(dash + 1)))
        return std::string(stream);
    const auto fields = m_protection.policy.fieldsOf(type);
    const bool isSomebody = std::ranges::any_of(fields, &PersonalField::isSubjectInStream);
    ES_ASSIGN(isAnother, isIdOfAnother(stream.substr(dash + 1)));
    if (!isSomebody && !isAnother) return std::string(stream);
    ++m_masked;
    return std::string(stream.substr(0, dash + 1)) + std::string(kAnotherPerson);
}

Result<std::string> OthersMask::maskedKey(std::string_view key) {
    ES_ASSIGN(masked, maskedText(key));
    return masked.value_or(std::string(key));
}

Result<std::optional<std::string>> OthersMask::maskedText(std::string_view text) {
    ES_ASSIGN(isAnother, isIdOfAnother(text));
    if (!isAnother) return maskedInside(text);
    return std::optional(std::string(kAnotherPerson));
}

Result<std::optional<std::string>> OthersMask::maskedInside(std::string_view text) {
    static constexpr std::size_t kBytesMin = 6;
    std::string masked;
    std::size_t copied = 0;
    if (m_others.empty()) return std::optional<std::string>();
    for (std::size_t from = 0;;) {
        const std::vector<Span> words = joinedWords(text, from);
        if (words.empty()) break;
        from = words.front().end; // unless an id is found, the next words begin behind the first
        for (std::size_t last = words.size(); last > 0; --last) {
            const Span span{words.front().begin, words[last - 1].end};
            const std::string_view id = text.substr(span.begin, span.end - span.begin);
            if (id.size() < kBytesMin || !looksLikeId(id)) continue;
            if (isThisPerson(id)) { // no part of it is anybody else's
                from = span.end;
                break;
            }
            ES_ASSIGN(isAnother, hasKey(id));
            if (!isAnother) continue;
            masked.append(text.substr(copied, span.begin - copied)).append(kAnotherPerson);
            copied = from = span.end;
            break;
        }
    }
    if (copied == 0) return std::optional<std::string>();
    return std::optional(masked.append(text.substr(copied)));
}

Result<Json> OthersMask::withoutIds(const Json &value) {
    if (value.isString()) {
        ES_ASSIGN(masked, maskedText(value.token()));
        if (!masked) return value;
        ++m_masked;
        return Json::string(*masked);
    }
    if (!value.isContainer()) return value;
    std::vector<Json> elements;
    std::vector<Json::Member> members;
    for (std::size_t i = 0; i < value.size(); ++i) {
        ES_ASSIGN(child, withoutIds(value.child(i)));
        if (value.isObject())
            members.push_back({std::string(value.key(i)), std::move(child)});
        else
            elements.push_back(std::move(child));
    }
    return value.isObject() ? Json::object(std::move(members)) : Json::array(std::move(elements));
}

Result<std::string> OthersMask::maskedPointer(std::string_view pointer) {
    ES_ASSIGN(parsed, Pointer::parse(pointer));
    std::vector<std::string> tokens;
    for (const std::string &token : parsed.tokens()) {
        ES_ASSIGN(masked, maskedKey(token));
        tokens.push_back(std::move(masked));
    }
    return Pointer(std::move(tokens)).text();
}

Result<Json> OthersMask::look(const Json &value, Look &at) {
    const auto form = envelopeOf(value);
    if (const auto *envelope = std::get_if<Envelope>(&form)) return opened(*envelope, at);
    if (std::holds_alternative<UnsupportedEnvelope>(form))
        return Json::parse(print(ProtectedMark{FieldState::Unsupported, {}, {}}));
    const auto &policy = m_protection.policy;
    if (at.part && policy.fieldAt(at.type, *at.part, at.path) && !at.theirs->contains(Pointer(at.path).text()))
        return another();
    if (!value.isContainer()) {
        const auto named = subjectOf(value);
        if (!named || isThisPerson(named->value)) return value;
        if (at.part == PersonalField::Part::Data && namesSomebody(at.type, at.path)) return another();
        ES_ASSIGN(isAnother, isIdOfAnother(named->value));
        if (isAnother) return another();
        return value.isString() ? withoutIds(value) : value;
    }
    std::vector<Json> elements;
    std::vector<Json::Member> members;
    for (std::size_t i = 0; i < value.size(); ++i) {
        at.path.push_back(value.isObject() ? std::string(value.key(i)) : std::to_string(i));
        ES_ASSIGN(child, look(value.child(i), at));
        at.path.pop_back();
        if (!value.isObject()) {
            elements.push_back(std::move(child));
            continue;
        }
        ES_ASSIGN(key, maskedText(value.key(i)));
        if (key) ++m_masked;
        members.push_back({key.value_or(std::string(value.key(i))), std::move(child)});
    }
    return value.isObject() ? Json::object(std::move(members)) : Json::array(std::move(elements));
}

/// One that is carried belongs where it says; one in an event belongs there, whatever it says.
Result<Json> OthersMask::opened(const Envelope &envelope, const Look &at) {
    if (!m_bindings.contains(envelope.subject)) return another();
    OpenedField field;
    field.state = FieldState::Tampered;
    const auto &origin = envelope.origin;
    const std::string pointer = pointerOf(at.path, at.part.value_or(PersonalField::Part::Data));
    if (at.part.has_value() != origin.has_value()) {
        const FieldPlace where = origin ? FieldPlace{at.place.store, at.place.tenant, origin->stream,
                                                     origin->event,  origin->type,    origin->pointer}
                                        : placeOf(at.place, pointer);
        ES_ASSIGN(answer, openField(at.lease, where, envelope));
        field = std::move(answer);
    }
    if (field.state == FieldState::Clear) {
        ES_ASSIGN(clear, Json::parse(field.json));
        return withoutIds(clear);
    }
    const std::string erasedAt = field.state == FieldState::Shredded ? toIso(field.erasedAt) : std::string();
    return Json::parse(print(ProtectedMark{field.state, field.erasure, erasedAt}));
}

/// Where the policy finds a person, for values of this event or of later ones of its stream.
bool OthersMask::namesSomebody(std::string_view type, std::span<const std::string> path) const {
    const auto isThere = [&](std::string_view of, const PersonalField &field) {
        const std::string_view in = field.subjectEvent.empty() ? of : std::string_view(field.subjectEvent);
        return !field.isSubjectInStream && in == type && std::ranges::equal(field.subject, path);
    };
    for (const std::string &of : m_protection.policy.types()) {
        const auto fields = m_protection.policy.fieldsOf(of);
        if (std::ranges::any_of(fields, [&](const PersonalField &field) { return isThere(of, field); })) return true;
    }
    return false;
}

bool OthersMask::isThisPerson(std::string_view id) const {
    return std::ranges::any_of(m_person, [&](const SubjectId &one) { return one.value == id; });
}

Result<bool> OthersMask::isIdOfAnother(std::string_view text) const {
    if (m_others.empty() || !looksLikeId(text) || isThisPerson(text)) return false;
    const auto behindDash = [](std::string_view name) {
        return name.substr(std::min(name.find('-'), name.size() - 1) + 1);
    };
    const std::string_view original = originalOf(text);
    for (const std::string_view id : {original, behindDash(original)})
        if (isThisPerson(id)) return false; // a copy of theirs
    for (const std::string_view id : {text, behindDash(text), original, behindDash(original)}) {
        if (id.empty() || isThisPerson(id)) continue;
        ES_ASSIGN(isAnother, hasKey(id));
        if (isAnother) return true;
    }
    return false;
}

/// One of the others has.
Result<bool> OthersMask::hasKey(std::string_view id) const {
    ES_ASSIGN(binding, m_vault->bindingOf({std::string(id)}));
    return m_others.contains(binding);
}

Json OthersMask::another() {
    ++m_masked;
    return Json::string(kAnotherPerson);
}

} // namespace eventscope
