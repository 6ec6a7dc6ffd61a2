// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/sample_domain.h"

#include "core/aggregate/aggregate_fold.h"
#include "core/aggregate/samples/bank_account.h"
#include "core/aggregate/samples/candidate.h"
#include "core/aggregate/samples/inventory.h"
#include "core/aggregate/samples/order.h"
#include "core/aggregate/samples/payment.h"
#include "core/aggregate/samples/sample_privacy.h"
#include "core/aggregate/samples/user.h"
#include "core/aggregate/samples/user_upcaster.h"
#include "core/lens/value_protection.h"

namespace eventscope::samples {

std::vector<FoldPtr> sampleFolds() {
    return {std::make_shared<AggregateFold<BankAccount>>(), std::make_shared<AggregateFold<Order>>(),
            std::make_shared<AggregateFold<Candidate>>(),   std::make_shared<AggregateFold<User>>(),
            std::make_shared<AggregateFold<Inventory>>(),   std::make_shared<AggregateFold<Payment>>()};
}

std::vector<UpcasterPtr> sampleUpcasters() { return {std::make_shared<UserRegisteredUpcaster>()}; }

LensPtr sampleLens() {
    StoreProtection protection;
    protection.policy = samplePrivacyPolicy();
    // One upcaster cannot stand in another's way, so there is always a lens.
    return readingLens(sampleUpcasters(), carriedValues(std::move(protection))).value();
}

} // namespace eventscope::samples
