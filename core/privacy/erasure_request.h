// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "core/json/json.h"
#include "core/vault/key_vault.h"
#include "core/vault/privacy_policy.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace eventscope {

/// What becomes of the erasure of somebody of whom nothing is known: most likely the id was mistyped. Allow: whoever is
/// meant gets no key later either.
enum class UnknownSubject : std::uint8_t { Refuse, Allow };

/// The plan that was shown to who asks for an erasure.
struct ConfirmedPlan {
    std::string digest;             ///< digestOf() it
    std::vector<SubjectId> aliases; ///< other ids that it was made with
};

/// What a person asks for. Nothing of it may name the one who is erased: it is kept.
struct ErasureRequest {
    /// Its id: letters, digits, "-" and "_", a letter or digit first; the same one goes on with what was begun.
    std::string erasure;
    SubjectId subject;
    std::vector<std::string> purposes; ///< none: all
    std::string reason;                ///< the legal ground
    std::string by, second; ///< roles or numbers of who decided; the second one may be empty, unless the policy asks
    std::string caseNumber;
    std::optional<Time> receivedAt; ///< when the person asked for it
    std::optional<Time> dueAt;      ///< nothing: a month after they asked (Article 12(3))
    UnknownSubject unknown = UnknownSubject::Refuse;
    std::optional<ConfirmedPlan> plan = {}; ///< nothing: none was looked at
};

/// By when who asked at `time` must be answered: the same day of the next month, or its last one (Article 12(3)).
[[nodiscard]] Time dueAfter(Time time);

/// Errors: Invalid (the id; no legal ground; what would be kept holds the person's id or one of `literals`, or one of
/// these is too short, see checkSearched()).
[[nodiscard]] Result<void> checkRequest(const ErasureRequest &request, const std::vector<std::string> &literals = {});

/// Whether these texts can be looked for in files: shorter ones are in nearly every stream, too, whose snapshots an
/// erasure deletes. Errors: Invalid (less than kSearchedBytesMin).
[[nodiscard]] Result<void> checkSearched(const std::vector<std::string> &literals);

/// Whether a text that is kept for ever, called `what`, names nobody: in whatever case, neither the id nor a literal
/// is in it; one of less than four bytes is not all of it. Errors: Invalid.
[[nodiscard]] Result<void> checkNamesNobody(std::string_view what, std::string_view text, const SubjectId &subject,
                                            const std::vector<std::string> &literals = {});

/// Errors: Invalid (asked for after `now`; due before it was asked for).
[[nodiscard]] Result<void> checkTimes(const ErasureRequest &request, Time now);

/// The purposes that the policy or one of a person's keys knows: of fields, of keys, and those that are declared for
/// fields to come. The empty one stands for what is of none.
[[nodiscard]] std::set<std::string> knownPurposes(const PrivacyPolicy &policy, const std::vector<KeyRow> &keys);

/// Whether each of these purposes is one of knownPurposes(). Errors: Invalid, naming those.
[[nodiscard]] Result<void> checkPurposes(const PrivacyPolicy &policy, const std::vector<KeyRow> &keys,
                                         const std::vector<std::string> &purposes);

/// Who gets what is kept for these purposes, as the policy says.
[[nodiscard]] std::set<std::string> recipientsOf(const PrivacyPolicy &policy, const std::set<std::string> &purposes);

/// Whether as many decided as the policy wants. Errors: Refused, Invalid (one person twice, where one is enough).
[[nodiscard]] Result<void> checkDecision(const PrivacyPolicy &policy, std::string_view by, std::string_view second);

/// What the ledger keeps of it, as members of an object.
[[nodiscard]] std::vector<Json::Member> detailsOf(const ErasureRequest &request);

/// Of a purpose that was asked for at `requestedAt`, and no key that was allowed since.
[[nodiscard]] bool isMeant(const KeyRow &row, const ErasureRequest &request, Time requestedAt);

} // namespace eventscope
