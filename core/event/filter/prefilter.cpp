// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/filter/prefilter.h"

#include "core/event/filter/prefilter_match.h"

#include <cstring>

namespace eventscope {

namespace {

// glibc's memmem() does not stumble over the quotes and letters that every payload is full of, as a search for the
// first character does.
bool contains(std::string_view bytes, std::string_view text) {
    return memmem(bytes.data(), bytes.size(), text.data(), text.size()) != nullptr;
}

/// Joins children under `kind`; `neutral` ones are left out, an `absorbing` one decides.
Prefilter join(Prefilter::Kind kind, Prefilter::Kind neutral, Prefilter::Kind absorbing, std::vector<Prefilter> parts) {
    Prefilter joined;
    joined.kind = kind;
    for (Prefilter &part : parts) {
        if (part.kind == neutral) continue;
        if (part.kind == absorbing) return part;
        if (part.kind == kind) {
            std::ranges::move(part.children, std::back_inserter(joined.children));
        } else {
            joined.children.push_back(std::move(part));
        }
    }
    if (joined.children.empty()) joined.kind = neutral;
    if (joined.children.size() != 1) return joined;
    return Prefilter(std::move(joined.children.front()));
}

} // namespace

bool mayContain(const Payload &payload, std::string_view text) {
    return payload.encoding != Encoding::Json || contains(payload.bytes, text) || contains(payload.bytes, "\\") ||
           contains(payload.bytes, "$pii");
}

Prefilter Prefilter::all(std::vector<Prefilter> children) {
    return join(Kind::And, Kind::Everything, Kind::Nothing, std::move(children));
}

Prefilter Prefilter::any(std::vector<Prefilter> children) {
    return join(Kind::Or, Kind::Nothing, Kind::Everything, std::move(children));
}

Prefilter Prefilter::widened(Prefilter child, const std::vector<std::string> &types) {
    std::vector<Prefilter> parts;
    parts.push_back(std::move(child));
    for (const std::string &type : types) {
        parts.emplace_back().kind = Kind::Type;
        parts.back().text = type;
    }
    return any(std::move(parts));
}

Fields Prefilter::fields() const {
    Fields needed = Fields::Header;
    switch (kind) {
    case Kind::EventIdIs:
        return Fields::Id;
    case Kind::ValidAt:
        return Fields::ValidAt;
    case Kind::DataContains:
        return Fields::Data;
    case Kind::MetadataContains:
        return Fields::Metadata;
    default:
        break;
    }
    for (const Prefilter &child : children)
        needed = needed | child.fields();
    return needed;
}

bool matches(const Prefilter &prefilter, const EventView &event) { return prefilterMatches(prefilter, event); }

} // namespace eventscope
