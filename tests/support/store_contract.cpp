// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/store_contract.h"

#include "tests/support/store_fixture.h"

#include <QTest>

namespace eventscope::testing {

void StoreContract::initTestCase() { m_factory = makeFactory(); }

void StoreContract::cleanup() { m_store.reset(); }

WritableEventStore &StoreContract::freshStore(Clock &clock, const AppendLimits &limits) {
    m_store.reset();
    m_store = must(m_factory->create(clock, limits));
    return *m_store;
}

WritableEventStore &StoreContract::freshStore() {
    m_store.reset();
    m_clock = std::make_unique<StepClock>();
    return freshStore(*m_clock);
}

} // namespace eventscope::testing
