// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/fresh_reading.h"

#include "core/json/json.h"
#include "core/vault/hex.h"
#include "core/vault/key_states.h"
#include "core/vault/opening.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace eventscope {

namespace {

constexpr std::size_t kRowsAtOnce = 1000;

/// Goes through all texts that may hold a value under one of the keys.
class Counting {
  public:
    Counting(std::span<const KeyId> keys, std::map<KeyId, KeyState> states) : m_states(std::move(states)) {
        for (const KeyId &key : keys)
            m_keys.emplace(key, toHex(key));
    }

    Result<void> readEvents(const EventStore &store, const JobControl &job) {
        Query query;
        query.fields = Fields::Id | Fields::Data | Fields::Metadata;
        SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
            for (std::size_t row = 0; row < batch->rows(); ++row) {
                const EventView event = (*batch)[row];
                // Nothing is opened, so that it does not matter of which store it is.
                const SealedPlace place{{}, {}, event.stream(), event.id(), event.type()};
                ES_TRY(readPart(event.data(), PersonalField::Part::Data, place));
                ES_TRY(readPart(event.metadata(), PersonalField::Part::Metadata, place));
            }
            return Flow::More;
        });
        ES_TRY(store.scan(query, sink, job));
        return {};
    }

    Result<void> readSnapshots(const EventStore &store, const JobControl &job) {
        if (!store.info().has(Capability::Snapshots)) return {};
        ES_ASSIGN(snapshots, store.snapshots({}, job));
        for (const Snapshot &snapshot : snapshots)
            ES_TRY(readKept(snapshot.state));
        return {};
    }

    Result<void> readModels(const ModelStores &stores, const JobControl &job) {
        ES_ASSIGN(all, stores.list(job));
        for (const ListedModel &model : all) {
            for (std::string after;;) {
                ES_ASSIGN(rows, model.store->page(model.info, after, kRowsAtOnce, job));
                if (rows.empty()) break;
                after = rows.back().key;
                for (const ModelRow &row : rows)
                    ES_TRY(readKept(print(row.row)));
            }
        }
        return {};
    }

    [[nodiscard]] const FreshReading &found() const { return m_found; }

  private:
    /// Cheap: false for nearly everything that holds none. What is written with escapes may be anything.
    [[nodiscard]] bool mayHold(std::string_view text) const {
        if (!mayHoldProtected(text)) return false;
        return text.find('\\') != std::string_view::npos ||
               std::ranges::any_of(m_keys, [&](const auto &key) { return text.find(key.second) != text.npos; });
    }

    Result<void> readPart(const Payload &payload, PersonalField::Part part, const SealedPlace &place) {
        if (payload.encoding != Encoding::Json || !mayHold(payload.bytes)) return {};
        ES_ASSIGN(opened, openedText(payload.bytes, part, place, nullptr));
        count(opened);
        return {};
    }
    Result<void> readKept(const std::string &text) {
        if (!mayHold(text)) return {};
        ES_ASSIGN(opened, openedCarried(text, {}, nullptr));
        count(opened);
        return {};
    }

    void count(const OpenedPayload &opened) {
        for (const OpenedValue &value : opened.values) {
            if (!m_keys.contains(value.key)) continue;
            const auto state = m_states.find(value.key);
            ++m_found.values;
            m_found.notShredded += state == m_states.end() || state->second != KeyState::Destroyed ? 1 : 0;
        }
    }

    const std::map<KeyId, KeyState> m_states;
    std::map<KeyId, std::string> m_keys; ///< as they are written
    FreshReading m_found;
};

} // namespace

Result<FreshReading> readErased(const EventStore &store, const ModelStores &models, const std::string &vaultPath,
                                std::span<const KeyId> keys, const JobControl &job) {
    ES_ASSIGN(vault, keyStatesIn(vaultPath, keys));
    if (vault.store != store.info().identity.id)
        return fail(ErrorKind::Refused, "The vault is of another store (" + vaultPath + ")");
    Counting counting(keys, std::move(vault.states));
    ES_TRY(counting.readEvents(store, job));
    ES_TRY(counting.readSnapshots(store, job));
    ES_TRY(counting.readModels(models, job));
    return counting.found();
}

} // namespace eventscope
