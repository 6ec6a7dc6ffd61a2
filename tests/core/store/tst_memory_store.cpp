// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/memory/memory_store.h"

#include "tests/support/store_contract.h"

#include <QtTest/QtTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

class MemoryFactory final : public StoreFactory {
  public:
    Result<std::unique_ptr<WritableEventStore>> create(Clock &clock, const AppendLimits &limits) override {
        return std::make_unique<MemoryStore>(clock, limits);
    }
    Result<std::unique_ptr<WritableEventStore>> reopen(Clock &) override {
        return fail(ErrorKind::Unsupported, "A memory store is gone once it is closed");
    }
    bool persists() const override { return false; }
};

} // namespace

class TestMemoryStore : public StoreContract {
    Q_OBJECT

    std::unique_ptr<StoreFactory> makeFactory() override { return std::make_unique<MemoryFactory>(); }
};

QTEST_GUILESS_MAIN(TestMemoryStore)
#include "tst_memory_store.moc"
