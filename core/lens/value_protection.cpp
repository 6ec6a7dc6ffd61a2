// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lens/value_protection.h"

#include "core/vault/opening.h"
#include "core/vault/store_vault.h"

#include <algorithm>
#include <optional>

namespace eventscope {

namespace {

/// The vault for as long as some values are opened.
class Opener {
  public:
    explicit Opener(const StoreProtection &protection) {
        if (!protection.vault) return;
        // Where it cannot be opened its values are locked; StoreVault::problem() says why.
        if (auto unlocked = protection.vault->unlocked()) m_vault = *std::move(unlocked);
        if (m_vault) m_lease.emplace(*m_vault);
    }
    /// Null: locked.
    [[nodiscard]] KeyVault::Lease *lease() { return m_lease ? &*m_lease : nullptr; }

  private:
    std::shared_ptr<KeyVault> m_vault;
    std::optional<KeyVault::Lease> m_lease;
};

class StoreValues : public ValueProtection {
  public:
    explicit StoreValues(StoreProtection protection) : m_protection(std::move(protection)) {}

    /// Without a policy a vault alone says that there are some, not where.
    [[nodiscard]] bool protects(std::string_view type, std::span<const Pointer> places) const final {
        if (m_protection.policy.isEmpty()) return true;
        return std::ranges::any_of(m_protection.policy.fieldsOf(type), [&](const PersonalField &field) {
            const auto isMet = [&](const Pointer &place) { return field.path.meets(place.tokens()); };
            return field.part == PersonalField::Part::Data && std::ranges::any_of(places, isMet);
        });
    }

  protected:
    [[nodiscard]] static std::string_view bytesOf(const EventView &event, PersonalField::Part part) {
        return part == PersonalField::Part::Data ? event.data().bytes : event.metadata().bytes;
    }
    [[nodiscard]] SealedPlace placeOf(const EventView &event) const {
        return {m_protection.store, {}, event.stream(), event.id(), event.type()};
    }
    [[nodiscard]] const StoreProtection &protection() const { return m_protection; }

  private:
    const StoreProtection m_protection;
};

class OpenedValues final : public StoreValues {
  public:
    using StoreValues::StoreValues;
    [[nodiscard]] Fingerprint fingerprint() const override { return {"opened"}; }

    [[nodiscard]] Result<std::vector<std::string>> texts(const EventBatch &batch, std::span<const std::uint32_t> rows,
                                                         PersonalField::Part part) const override {
        Opener opener(protection());
        std::vector<std::string> texts;
        texts.reserve(rows.size());
        for (const std::uint32_t row : rows) {
            const EventView event = batch[row];
            ES_ASSIGN(opened,
                      openedText(bytesOf(event, part), part, placeOf(event), opener.lease(), protection().asErased));
            texts.push_back(std::move(opened.text));
        }
        return texts;
    }
};

class CarriedValues final : public StoreValues {
  public:
    using StoreValues::StoreValues;
    [[nodiscard]] Fingerprint fingerprint() const override { return {"carried"}; }

    [[nodiscard]] Result<std::vector<std::string>> texts(const EventBatch &batch, std::span<const std::uint32_t> rows,
                                                         PersonalField::Part part) const override {
        std::vector<std::string> texts;
        texts.reserve(rows.size());
        for (const std::uint32_t row : rows) {
            const EventView event = batch[row];
            texts.push_back(carriedText(bytesOf(event, part), part, placeOf(event)));
        }
        return texts;
    }
};

} // namespace

ProtectionPtr openedValues(StoreProtection protection) { return std::make_shared<OpenedValues>(std::move(protection)); }

ProtectionPtr carriedValues(StoreProtection protection) {
    return std::make_shared<CarriedValues>(std::move(protection));
}

Result<Json> openedForPeople(const StoreProtection &protection, const Json &kept) {
    const std::string text = print(kept);
    if (!mayHoldProtected(text)) return kept;
    Opener opener(protection);
    ES_ASSIGN(opened, openedCarried(text, {protection.store, {}, {}, {}, {}}, opener.lease(), protection.asErased));
    return Json::parse(opened.text);
}

Result<void> openForPeople(const StoreProtection &protection, ModelRow &row) {
    ES_ASSIGN(opened, openedForPeople(protection, row.row));
    row.row = std::move(opened);
    return {};
}

} // namespace eventscope
