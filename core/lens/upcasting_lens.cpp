// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.h"
#include "core/lens/lens.h"

#include <algorithm>
#include <map>
#include <set>

namespace eventscope {

namespace {

/// A chain of upcasters longer than this is taken for a circle.
constexpr int kStepsMax = 64;
/// Upcasters that split, one behind the other, multiply; nobody means more than this of one event.
constexpr std::size_t kEventsMax = 4096;

using ByType = std::map<TypeName, UpcasterPtr>;

/// Turns one stored event into readable ones, step by step, until no upcaster takes the result.
class Chain {
  public:
    Chain(const ByType &upcasters, EventView stored) : m_upcasters(upcasters), m_stored(stored) {}

    Result<std::vector<Upcast>> run() {
        const Payload payload = m_stored.data();
        if (payload.encoding != Encoding::Json) return fail(ErrorKind::Invalid, "The payload is not JSON");
        ES_ASSIGN(data, Json::parse(payload.bytes));
        ES_TRY(take({m_stored.typeName().name, m_stored.typeName().schemaVersion, std::move(data), {}}, 0));
        return std::move(m_done);
    }

  private:
    Result<void> take(Upcast event, int depth) {
        if (++m_taken > kEventsMax) {
            return fail(ErrorKind::TooLarge,
                        "The upcasters make more than " + std::to_string(kEventsMax) + " events of it");
        }
        const auto found = m_upcasters.find({event.type, event.schemaVersion});
        if (found == m_upcasters.end()) {
            event.text = print(event.data);
            m_done.push_back(std::move(event));
            return {};
        }
        if (depth == kStepsMax) {
            return fail(ErrorKind::Invalid, "The upcasters of \"" + event.type + "\" go round in a circle");
        }
        ES_ASSIGN(next, found->second->upcast(m_stored, event.data));
        for (Upcast &made : next)
            ES_TRY(take(std::move(made), depth + 1));
        return {};
    }

    const ByType &m_upcasters;
    EventView m_stored;
    std::vector<Upcast> m_done;
    std::size_t m_taken = 0; // those on the way included
};

class UpcastingLens final : public Lens {
  public:
    explicit UpcastingLens(ByType upcasters) : m_upcasters(std::move(upcasters)) {
        Hasher hasher;
        for (const auto &[takes, upcaster] : m_upcasters)
            hasher.addSized(upcaster->fingerprint().value);
        m_fingerprint = {"upcasters " + toHex(hasher.finish().bytes)};
    }

    [[nodiscard]] Fingerprint fingerprint() const override { return m_fingerprint; }

    [[nodiscard]] std::vector<std::string> changedTypes() const override {
        std::set<std::string> types;
        for (const auto &[takes, upcaster] : m_upcasters)
            types.insert(takes.name);
        return {types.begin(), types.end()};
    }

    [[nodiscard]] bool keepsType(std::string_view type) const override {
        return std::ranges::none_of(m_upcasters, [&](const auto &each) {
            const auto made = each.second->makes();
            return each.first.name == type || !made || std::ranges::find(*made, type) != made->end();
        });
    }

    [[nodiscard]] Result<ReadableBatch> open(BatchPtr stored) const override {
        if (!touches(*stored)) return ReadableBatch(std::move(stored));
        std::vector<ReadableBatch::Row> rows;
        std::vector<Upcast> upcasts;
        std::vector<std::string> failures;
        for (std::uint32_t row = 0; row < stored->rows(); ++row) {
            const EventView event = (*stored)[row];
            if (!m_upcasters.contains(event.typeName())) {
                rows.push_back({row, std::nullopt, std::nullopt});
                continue;
            }
            auto made = Chain(m_upcasters, event).run();
            if (!made) {
                rows.push_back({row, std::nullopt, static_cast<std::uint32_t>(failures.size())});
                failures.push_back(made.error().message);
                continue;
            }
            for (Upcast &upcast : *made) {
                rows.push_back({row, static_cast<std::uint32_t>(upcasts.size()), std::nullopt});
                upcasts.push_back(std::move(upcast));
            }
        }
        return ReadableBatch(std::move(stored), std::move(rows), std::move(upcasts), std::move(failures));
    }

  private:
    [[nodiscard]] bool touches(const EventBatch &batch) const {
        const Dictionary &dictionary = batch.dictionary();
        std::vector<bool> taken;
        for (std::uint32_t code = 0; code < dictionary.types(); ++code) {
            taken.push_back(m_upcasters.contains(dictionary.type(code)));
        }
        return std::ranges::any_of(batch.type(), [&](std::uint32_t code) { return taken[code]; });
    }

    const ByType m_upcasters;
    Fingerprint m_fingerprint;
};

} // namespace

Result<LensPtr> upcastingLens(std::vector<UpcasterPtr> upcasters) {
    ByType byType;
    for (UpcasterPtr &upcaster : upcasters) {
        const TypeName takes = upcaster->takes();
        if (!byType.emplace(takes, std::move(upcaster)).second) {
            return fail(ErrorKind::Invalid,
                        "Two upcasters take \"" + takes.name + "\" of schema version " +
                            std::to_string(takes.schemaVersion),
                        "Leave one of them out");
        }
    }
    if (byType.empty()) return identityLens();
    return LensPtr(std::make_shared<UpcastingLens>(std::move(byType)));
}

} // namespace eventscope
