// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.h"
#include "core/lens/lens.h"
#include "core/lens/value_protection.h"
#include "core/vault/opening.h"
#include "core/vault/store_vault.h"

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
    /// `payload` is its data as readers get it.
    Chain(const ByType &upcasters, EventView stored, const Payload &payload)
        : m_upcasters(upcasters), m_stored(stored), m_payload(payload) {}

    Result<std::vector<Upcast>> run() {
        if (m_payload.encoding != Encoding::Json) return fail(ErrorKind::Invalid, "The payload is not JSON");
        ES_ASSIGN(data, Json::parse(m_payload.bytes));
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
    const Payload m_payload;
    std::vector<Upcast> m_done;
    std::size_t m_taken = 0; // those on the way included
};

/// Makes the rows of a readable batch, one stored row after the other.
class RowsOfLens {
  public:
    /// As many as there are mostly going to be.
    RowsOfLens(std::size_t rows, std::size_t texts) {
        m_rows.reserve(rows);
        m_made.texts.reserve(texts);
    }
    void keep(std::uint32_t stored) { m_rows.push_back({stored, {}, {}, {}}); }
    /// Answers the text, which stays where it is until the next one.
    std::string_view takeText(std::string text) { return m_made.texts.emplace_back(std::move(text)); }
    /// As the last text says.
    void showText(std::uint32_t stored) { m_rows.push_back({stored, {}, last(m_made.texts), {}}); }
    void show(std::uint32_t stored, std::vector<Upcast> upcasts) {
        for (Upcast &upcast : upcasts) {
            m_made.upcasts.push_back(std::move(upcast));
            m_rows.push_back({stored, last(m_made.upcasts), {}, {}});
        }
    }
    void fail(std::uint32_t stored, std::string why) {
        m_made.failures.push_back(std::move(why));
        m_rows.push_back({stored, {}, {}, last(m_made.failures)});
    }
    /// Of all rows of this stored one, which was the last.
    void showMetadata(std::uint32_t stored, std::string text) {
        m_made.texts.push_back(std::move(text));
        for (auto row = m_rows.rbegin(); row != m_rows.rend() && row->stored == stored; ++row)
            row->metadata = last(m_made.texts);
    }
    [[nodiscard]] ReadableBatch finish(BatchPtr stored) {
        return {std::move(stored), std::move(m_rows), std::move(m_made)};
    }

  private:
    [[nodiscard]] static std::uint32_t last(const auto &list) { return static_cast<std::uint32_t>(list.size() - 1); }
    std::vector<ReadableBatch::Row> m_rows;
    ReadableBatch::Made m_made;
};

/// Protected values first, upcasters over what is shown of them.
class ReadingLens final : public Lens {
  public:
    ReadingLens(ByType upcasters, ProtectionPtr protection)
        : m_upcasters(std::move(upcasters)), m_protection(std::move(protection)) {
        Hasher hasher;
        for (const auto &[takes, upcaster] : m_upcasters)
            hasher.addSized(upcaster->fingerprint().value);
        m_fingerprint = {"upcasters " + toHex(hasher.finish().bytes)};
        if (m_protection) m_fingerprint.value += " " + m_protection->fingerprint().value;
    }

    [[nodiscard]] Fingerprint fingerprint() const override { return m_fingerprint; }

    [[nodiscard]] std::vector<std::string> changedTypes() const override {
        std::set<std::string> types;
        for (const auto &[takes, upcaster] : m_upcasters)
            types.insert(takes.name);
        return {types.begin(), types.end()};
    }

    [[nodiscard]] Fields fields() const override {
        const Fields upcast = m_upcasters.empty() ? Fields::Header : Fields::Data;
        return m_protection ? upcast | Fields::Id : upcast;
    }

    [[nodiscard]] bool keeps(std::string_view type, std::span<const Pointer> places) const override {
        if (m_protection && m_protection->protects(type, places)) return false;
        return std::ranges::none_of(m_upcasters, [&](const auto &each) {
            const auto made = each.second->makes();
            return each.first.name == type || !made || std::ranges::find(*made, type) != made->end();
        });
    }

    [[nodiscard]] Result<ReadableBatch> open(BatchPtr stored) const override {
        ES_ASSIGN(data, shownOf(*stored, PersonalField::Part::Data));
        ES_ASSIGN(metadata, shownOf(*stored, PersonalField::Part::Metadata));
        if (data.rows.empty() && metadata.rows.empty() && !isUpcast(*stored)) return ReadableBatch(std::move(stored));
        RowsOfLens rows(stored->rows(), data.rows.size() + metadata.rows.size());
        for (std::uint32_t row = 0; row < stored->rows(); ++row) {
            open((*stored)[row], row, data.take(row), rows);
            if (std::string *text = metadata.take(row)) rows.showMetadata(row, std::move(*text));
        }
        return rows.finish(std::move(stored));
    }

  private:
    void open(const EventView &event, std::uint32_t row, std::string *shown, RowsOfLens &rows) const {
        Payload payload = event.data();
        if (shown) payload.bytes = rows.takeText(std::move(*shown));
        if (!m_upcasters.contains(event.typeName())) return shown ? rows.showText(row) : rows.keep(row);
        auto made = Chain(m_upcasters, event, payload).run();
        if (made)
            rows.show(row, *std::move(made));
        else
            rows.fail(row, made.error().message);
    }

    [[nodiscard]] bool isUpcast(const EventBatch &batch) const {
        if (m_upcasters.empty()) return false;
        const Dictionary &dictionary = batch.dictionary();
        std::vector<bool> taken;
        for (std::uint32_t code = 0; code < dictionary.types(); ++code) {
            taken.push_back(m_upcasters.contains(dictionary.type(code)));
        }
        return std::ranges::any_of(batch.type(), [&](std::uint32_t code) { return taken[code]; });
    }

    /// What stands in the place of stored texts that hold protected values.
    struct Shown {
        std::vector<std::uint32_t> rows;
        std::vector<std::string> texts; ///< one a row
        std::size_t next = 0;
        /// Null: it stays as it is stored. REQUIRES: asked in ascending order.
        [[nodiscard]] std::string *take(std::uint32_t row) {
            return next < rows.size() && rows[next] == row ? &texts[next++] : nullptr;
        }
    };

    [[nodiscard]] Result<Shown> shownOf(const EventBatch &batch, PersonalField::Part part) const {
        const bool isData = part == PersonalField::Part::Data;
        Shown shown;
        const bool isThere = isData ? !batch.data().empty() : !batch.metadata().empty();
        if (!m_protection || !isThere || !mayHoldProtected(batch.arena())) return shown;
        for (std::uint32_t row = 0; row < batch.rows(); ++row) {
            const Payload stored = isData ? batch[row].data() : batch[row].metadata();
            if (stored.encoding == Encoding::Json && mayHoldProtected(stored.bytes)) shown.rows.push_back(row);
        }
        if (shown.rows.empty()) return shown;
        if (batch.ids().empty())
            return fail(ErrorKind::Invalid, "Protected values cannot be told without the ids of their events");
        ES_ASSIGN(texts, m_protection->texts(batch, shown.rows, part));
        shown.texts = std::move(texts);
        return shown;
    }

    const ByType m_upcasters;
    const ProtectionPtr m_protection;
    Fingerprint m_fingerprint;
};

} // namespace

Result<LensPtr> readingLens(std::vector<UpcasterPtr> upcasters, ProtectionPtr protection) {
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
    if (byType.empty() && !protection) return identityLens();
    return LensPtr(std::make_shared<ReadingLens>(std::move(byType), std::move(protection)));
}

Result<StoreLenses> lensesOf(const std::vector<UpcasterPtr> &upcasters, const StoreProtection &protection) {
    const bool isProtected = !protection.policy.isEmpty() || (protection.vault && protection.vault->exists());
    ES_ASSIGN(forPeople, readingLens(upcasters, isProtected ? openedValues(protection) : nullptr));
    ES_ASSIGN(forKeeping, readingLens(upcasters, isProtected ? carriedValues(protection) : nullptr));
    return StoreLenses{forPeople, forKeeping};
}

Result<LensPtr> upcastingLens(std::vector<UpcasterPtr> upcasters) { return readingLens(std::move(upcasters), nullptr); }

} // namespace eventscope
