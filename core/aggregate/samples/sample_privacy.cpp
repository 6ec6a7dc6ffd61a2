// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/sample_privacy.h"

namespace eventscope::samples {

namespace {

/// As resources/sample-domain/privacy.json.
constexpr std::string_view kPolicy = R"json({
  "policy": 1,
  "events": {
    "AccountOpened": [
      {"path": "/owner", "subject": "/accountId", "purpose": "account"}
    ],
    "CandidateCreated": [
      {"path": "/fullName", "subject": "/candidateId", "purpose": "recruiting"},
      {"path": "/email", "subject": "/candidateId", "purpose": "recruiting"}
    ],
    "OrderDelivered": [
      {"path": "/signature", "subject": {"event": "OrderPlaced", "path": "/customerId"}, "purpose": "delivery"}
    ],
    "OrderPlaced": [
      {"path": "/shippingAddress", "subject": "/customerId", "purpose": "delivery"}
    ],
    "UserEmailChanged": [
      {"path": "/email", "subject": "/userId", "purpose": "login"}
    ],
    "UserRegistered": [
      {"path": "/email", "subject": "/userId", "purpose": "login"}
    ]
  }
})json";

} // namespace

PrivacyPolicy samplePrivacyPolicy() { return PrivacyPolicy::parse(kPolicy).value(); }

} // namespace eventscope::samples
