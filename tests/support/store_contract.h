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
    /// The stream that stands for the one a test calls `name`: where names have a form, one of that form.
    [[nodiscard]] virtual std::string streamNamed(const std::string &name) const { return name; }
    /// False: a stream, or a type, cannot have this name in such a store, though it could in one of ours.
    [[nodiscard]] virtual bool takesName(const std::string &) const { return true; }
    /// How many sequences of random appends are worth the time.
    [[nodiscard]] virtual int sequences() const { return 5000; }
};

/// What every store must do that can be appended to. What StoreInfo::can lacks is not asked for: without ContentHash a
/// store may refuse what it cannot keep, and write JSON in another way.
class StoreAppendContract : public QObject {
    Q_OBJECT

  protected:
    [[nodiscard]] virtual std::unique_ptr<StoreFactory> makeFactory() = 0;
    /// A new, empty store, in place of the one before.
    WritableEventStore &freshStore(Clock &clock, const AppendLimits &limits = {});
    WritableEventStore &freshStore();
    void closeStore() { m_store.reset(); }
    [[nodiscard]] StoreFactory &factory() { return *m_factory; }
    [[nodiscard]] StreamId streamNamed(const std::string &name) { return {m_factory->streamNamed(name)}; }
    /// Whether the store, as it says itself, keeps every byte and every field.
    [[nodiscard]] bool keepsAll() const;
    [[nodiscard]] bool isKept(const NewEvent &given, const NewEvent &stored) const;

  private Q_SLOTS:
    void initTestCase();
    void cleanup();

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

  private:
    std::unique_ptr<StoreFactory> m_factory;
    std::unique_ptr<Clock> m_clock;
    std::unique_ptr<WritableEventStore> m_store;
};

/// What every backend of our own must do beyond that. A backend's test derives from it, gives a factory and is done:
///
///     class TestMemoryStore : public StoreContract {
///         Q_OBJECT
///         std::unique_ptr<StoreFactory> makeFactory() override { return std::make_unique<MemoryFactory>(); }
///     };
///     QTEST_GUILESS_MAIN(TestMemoryStore)
class StoreContract : public StoreAppendContract {
    Q_OBJECT

  private Q_SLOTS:
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
};

} // namespace eventscope::testing
