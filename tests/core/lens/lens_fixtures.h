// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lens/upcaster.h"

#include <functional>

namespace eventscope::testing {

/// An upcaster made of a function.
class FunctionUpcaster final : public Upcaster {
  public:
    using Function = std::function<Result<std::vector<Upcast>>(const EventView &, const Json &)>;
    FunctionUpcaster(TypeName takes, Function function) : m_takes(std::move(takes)), m_function(std::move(function)) {}
    [[nodiscard]] const TypeName &takes() const override { return m_takes; }
    [[nodiscard]] Fingerprint fingerprint() const override {
        return {m_takes.name + std::to_string(m_takes.schemaVersion)};
    }
    [[nodiscard]] Result<std::vector<Upcast>> upcast(const EventView &stored, const Json &data) const override {
        return m_function(stored, data);
    }

  private:
    const TypeName m_takes;
    const Function m_function;
};

/// `type` of `from` becomes `type` of `from` + 1 with a further member.
inline UpcasterPtr addsMember(const char *type, int from, const char *key, const char *value) {
    return std::make_shared<FunctionUpcaster>(
        TypeName{type, from}, [=](const EventView &, const Json &data) -> Result<std::vector<Upcast>> {
            std::vector<Json::Member> members;
            for (std::size_t i = 0; i < data.size(); ++i)
                members.push_back({std::string(data.key(i)), data.child(i)});
            members.push_back({key, Json::string(value)});
            return std::vector<Upcast>{{type, from + 1, Json::object(std::move(members)), {}}};
        });
}

} // namespace eventscope::testing
