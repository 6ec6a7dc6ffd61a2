// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lens/upcaster.h"

namespace eventscope::samples {

/// UserRegistered of schema version 1 as version 2: it gets the source "unknown", at the end of its members; every
/// other member stays as it is. Errors: Invalid (the payload is no object).
class UserRegisteredUpcaster final : public Upcaster {
  public:
    static constexpr std::string_view kUnknownSource = "unknown";

    [[nodiscard]] const TypeName &takes() const override { return m_takes; }
    [[nodiscard]] std::optional<std::vector<std::string>> makes() const override { return std::vector{m_takes.name}; }
    [[nodiscard]] Fingerprint fingerprint() const override;
    [[nodiscard]] Result<std::vector<Upcast>> upcast(const EventView &stored, const Json &data) const override;

  private:
    const TypeName m_takes{"UserRegistered", 1};
};

} // namespace eventscope::samples
