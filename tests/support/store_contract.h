// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/store/writable_event_store.h"

#include <QObject>

#include <memory>

namespace eventscope::testing {

/// Makes the stores that the contract suite runs over.
class StoreFactory {
  public:
    virtual ~StoreFactory() = default;
    /// A new, empty store. The one made before is gone.
    [[nodiscard]] virtual Result<std::unique_ptr<WritableEventStore>> create(Clock &clock,
                                                                             const AppendLimits &limits) = 0;
    /// The store made last, after it was closed. Null for backends that keep nothing.
    [[nodiscard]] virtual Result<std::unique_ptr<WritableEventStore>> reopen(Clock &clock) = 0;
    [[nodiscard]] virtual bool persists() const = 0;
    /// False: names must be UTF-8.
    [[nodiscard]] virtual bool takesAnyName() const { return true; }
};

/// What every backend of our own must do. A backend's test derives from it, gives a factory and is done:
///
///     class TestMemoryStore : public StoreContract {
///         Q_OBJECT
///         std::unique_ptr<StoreFactory> makeFactory() override { return std::make_unique<MemoryFactory>(); }
///     };
///     QTEST_GUILESS_MAIN(TestMemoryStore)
class StoreContract : public QObject {
    Q_OBJECT

  protected:
    [[nodiscard]] virtual std::unique_ptr<StoreFactory> makeFactory() = 0;
    /// A new, empty store, in place of the one before.
    WritableEventStore &freshStore(Clock &clock, const AppendLimits &limits = {});
    WritableEventStore &freshStore();
    void closeStore() { m_store.reset(); }
    [[nodiscard]] StoreFactory &factory() { return *m_factory; }

  private Q_SLOTS:
    void initTestCase();
    void cleanup();

    // store_contract_append.cpp
    void appendTable_data();
    void appendTable();
    void appendFillsEveryField();
    void recordedTimesGrowStrictly();
    void limitsAreStated();
    void badBatchesAreRefused_data();
    void badBatchesAreRefused();
    void strangeNames_data();
    void strangeNames();
    void payloadBytesAreKept_data();
    void payloadBytesAreKept();
    void randomAppendsFollowTheTable();
    void reopenedStoreIsTheSame();

    // store_contract_read.cpp
    void emptyStore();
    void pagesByPosition();
    void pagesByVersion();
    void onlyFieldsAskedFor();
    void scanCutsBatches();
    void sinkEndsScan();
    void findsEventById();
    void prefiltersAnswerAsTheNativeOnes();

    // store_contract_catalogue.cpp
    void catalogueAsOfEveryPosition();
    void catalogueInPages();
    void snapshotsAreKept();

    // store_contract_import.cpp
    void importKeepsEverything();
    void importCountsDuplicates();
    void failedImportKeepsNothing_data();
    void failedImportKeepsNothing();
    void appendAfterImportIsLater();

    // store_contract_threads.cpp
    void stopEndsEveryCall();
    void stopEndsScanBetweenBatches();
    void stopEndsWaitingFollower();
    void followerSeesEveryEventOnce();
    void followerTakesFilter();
    void oneWinnerPerVersion();
    void batchesAreVisibleWhole();

  private:
    std::unique_ptr<StoreFactory> m_factory;
    std::unique_ptr<Clock> m_clock;
    std::unique_ptr<WritableEventStore> m_store;
};

} // namespace eventscope::testing
