// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/store_contract.h"

#include "tests/support/store_fixture.h"

#include <QJsonDocument>
#include <QTest>

namespace eventscope::testing {

void StoreAppendContract::initTestCase() { m_factory = makeFactory(); }

void StoreAppendContract::cleanup() { m_store.reset(); }

WritableEventStore &StoreAppendContract::freshStore(Clock &clock, const AppendLimits &limits) {
    m_store.reset();
    m_store = must(m_factory->create(clock, limits));
    return *m_store;
}

WritableEventStore &StoreAppendContract::freshStore() {
    m_store.reset();
    m_clock = std::make_unique<StepClock>();
    return freshStore(*m_clock);
}

bool StoreAppendContract::keepsAll() const { return m_store->reader().info().has(Capability::ContentHash); }

bool StoreAppendContract::isKept(const NewEvent &given, const NewEvent &stored) const {
    if (keepsAll()) return stored == given;
    const auto isSame = [](const std::string &one, const std::string &other) {
        if (one == other) return true;
        const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(one));
        return !json.isNull() && json == QJsonDocument::fromJson(QByteArray::fromStdString(other));
    };
    return stored.id == given.id && stored.type == given.type && isSame(given.data, stored.data) &&
           isSame(given.metadata, stored.metadata);
}

} // namespace eventscope::testing
