// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/sample_privacy.h"

namespace eventscope::samples {

namespace {

/// As resources/sample-domain/privacy.json.
constexpr std::string_view kPolicy = R"json({
  "policy": 1,
  "controller": "Sample Company, privacy@example.com",
  "purposes": {
    "account": {
      "meaning": "Keeping your account",
      "ground": "Art. 6(1)(b)",
      "retention": "Ten years after the account is closed"
    },
    "delivery": {
      "meaning": "Bringing what you ordered to you",
      "ground": "Art. 6(1)(b)",
      "retention": "Two years after delivery",
      "keep": "P2Y",
      "recipients": ["The parcel service"]
    },
    "login": {
      "meaning": "Letting you sign in, and telling you what concerns your account",
      "ground": "Art. 6(1)(b)",
      "retention": "Until the account is closed"
    },
    "recruiting": {
      "meaning": "Deciding about your application",
      "ground": "Art. 6(1)(b)",
      "retention": "Six months after the decision",
      "keep": "P6M"
    }
  },
  "tombstones": {
    "candidate": {
      "type": "CandidateAnonymized",
      "data": {"candidateId": "$subject", "anonymizedAt": "$now", "reason": "erasure"}
    }
  },
  "events": {
    "AccountOpened": [
      {"path": "/owner", "subject": "/accountId", "purpose": "account", "meaning": "Name of the owner"}
    ],
    "CandidateCreated": [
      {"path": "/fullName", "subject": "/candidateId", "purpose": "recruiting", "meaning": "Your name"},
      {"path": "/email", "subject": "/candidateId", "purpose": "recruiting", "meaning": "Your e-mail address"}
    ],
    "OrderDelivered": [
      {"path": "/signature", "subject": {"event": "OrderPlaced", "path": "/customerId"}, "purpose": "delivery",
       "meaning": "Who signed for the parcel"}
    ],
    "OrderPlaced": [
      {"path": "/shippingAddress", "subject": "/customerId", "purpose": "delivery",
       "meaning": "Where the order was sent"}
    ],
    "UserEmailChanged": [
      {"path": "/email", "subject": "/userId", "purpose": "login", "meaning": "Your e-mail address"}
    ],
    "UserRegistered": [
      {"path": "/email", "subject": "/userId", "purpose": "login", "meaning": "Your e-mail address"}
    ]
  }
})json";

} // namespace

PrivacyPolicy samplePrivacyPolicy() { return PrivacyPolicy::parse(kPolicy).value(); }

} // namespace eventscope::samples
