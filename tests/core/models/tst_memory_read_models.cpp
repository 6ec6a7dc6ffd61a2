// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/memory_read_model_store.h"

#include "tests/core/models/model_contract.h"

#include <QtTest/QtTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

class MemoryFactory final : public ModelStoreFactory {
  public:
    Result<std::unique_ptr<ReadModelStore>> create() override { return std::make_unique<MemoryReadModelStore>(); }
    Result<std::unique_ptr<ReadModelStore>> another() override { return nullptr; }
    bool isShared() const override { return false; }
};

} // namespace

class TestMemoryReadModels : public ModelContract {
    Q_OBJECT

    std::unique_ptr<ModelStoreFactory> makeFactory() override { return std::make_unique<MemoryFactory>(); }

  private Q_SLOTS:
    void aLockOutlivesTheStore() {
        auto store = std::make_unique<MemoryReadModelStore>();
        auto lock = store->lock("a", ModelRole::Live, {});
        QVERIFY(lock);
        store.reset();
        lock->reset();
    }
};

QTEST_GUILESS_MAIN(TestMemoryReadModels)
#include "tst_memory_read_models.moc"
