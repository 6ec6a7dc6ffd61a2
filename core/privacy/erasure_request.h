// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "core/json/json.h"
#include "core/vault/key_vault.h"
#include "core/vault/privacy_policy.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// What a person asks for. Nothing of it may name the one who is erased: it is kept.
struct ErasureRequest {
    std::string erasure; ///< its id: letters, digits, "-" and "_"; the same one goes on with what was begun
    SubjectId subject;
    std::vector<std::string> purposes; ///< none: all
    std::string reason;                ///< the legal ground
    std::string by, second; ///< roles or numbers of who decided; the second one may be empty, unless the policy asks
    std::string caseNumber;
    std::optional<Time> receivedAt; ///< when the person asked for it
    std::optional<Time> dueAt;      ///< nothing: a month after they asked (Article 12(3))
};

/// By when who asked at `time` must be answered: the same day of the next month, or its last one (Article 12(3)).
[[nodiscard]] Time dueAfter(Time time);

/// Errors: Invalid (the id; no legal ground).
[[nodiscard]] Result<void> checkRequest(const ErasureRequest &request);

/// Whether as many decided as the policy wants. Errors: Refused.
[[nodiscard]] Result<void> checkDecision(const PrivacyPolicy &policy, std::string_view by, std::string_view second);

/// What the ledger keeps of it, as members of an object.
[[nodiscard]] std::vector<Json::Member> detailsOf(const ErasureRequest &request);

/// Of a purpose that was asked for at `requestedAt`, and no key that was allowed since.
[[nodiscard]] bool isMeant(const KeyRow &row, const ErasureRequest &request, Time requestedAt);

} // namespace eventscope
