// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/masking_store.h"

#include "core/privacy/rewriting_store.h"
#include "core/vault/opening.h"

#include <utility>
#include <vector>

namespace eventscope {

namespace {

class MaskingStore final : public RewritingStore {
  public:
    MaskingStore(std::shared_ptr<const EventStore> store, PrivacyPolicy policy)
        : RewritingStore(std::move(store)), m_policy(std::move(policy)) {}

  private:
    using Part = PersonalField::Part;

    [[nodiscard]] bool mayChange(const EventView &event) const override {
        return !m_policy.fieldsOf(event.type()).empty() || mayHoldProtected(event.data().bytes) ||
               mayHoldProtected(event.metadata().bytes);
    }
    [[nodiscard]] Result<std::vector<Texts>> texts(const EventBatch &batch) const override {
        std::vector<Texts> all;
        all.reserve(batch.rows());
        for (std::size_t row = 0; row < batch.rows(); ++row)
            all.push_back({textOf(batch[row], batch[row].data(), Part::Data),
                           textOf(batch[row], batch[row].metadata(), Part::Metadata)});
        return all;
    }
    [[nodiscard]] std::string textOf(const EventView &event, const Payload &payload, Part part) const {
        if (payload.bytes.empty()) return {};
        return maskedText(payload.bytes, m_policy.fieldsOf(event.type()), part);
    }

    const PrivacyPolicy m_policy;
};

} // namespace

std::shared_ptr<const EventStore> maskedStore(std::shared_ptr<const EventStore> store, PrivacyPolicy policy) {
    return std::make_shared<MaskingStore>(std::move(store), std::move(policy));
}

} // namespace eventscope
