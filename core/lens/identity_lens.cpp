// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lens/lens.h"

namespace eventscope {

namespace {

class IdentityLens final : public Lens {
  public:
    [[nodiscard]] Fingerprint fingerprint() const override { return {"identity"}; }
    [[nodiscard]] Result<ReadableBatch> open(BatchPtr stored) const override {
        return ReadableBatch(std::move(stored));
    }
    [[nodiscard]] std::vector<std::string> changedTypes() const override { return {}; }
};

} // namespace

LensPtr identityLens() { return std::make_shared<IdentityLens>(); }

} // namespace eventscope
