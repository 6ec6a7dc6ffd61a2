// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/store/read_model_store.h"

#include <QObject>

#include <memory>

namespace eventscope::testing {

/// Makes the stores that the contract suite runs over.
class ModelStoreFactory {
  public:
    virtual ~ModelStoreFactory() = default;
    /// A new, empty store. The one made before is closed and gone.
    [[nodiscard]] virtual Result<std::unique_ptr<ReadModelStore>> create() = 0;
    /// Another handle on the one made last, as another program has it. Null where nobody else can have one.
    [[nodiscard]] virtual Result<std::unique_ptr<ReadModelStore>> another() = 0;
    [[nodiscard]] virtual bool isShared() const = 0;
};

/// What every store of read models must do. A test of one derives from it, gives a factory and is done.
class ModelContract : public QObject {
    Q_OBJECT

  protected:
    [[nodiscard]] virtual std::unique_ptr<ModelStoreFactory> makeFactory() = 0;
    /// A new, empty store, in place of the one before.
    ReadModelStore &freshStore();
    /// Of a fresh store: its live table with the schema of orders.
    ModelInfo freshOrders();
    [[nodiscard]] ReadModelStore &store() { return *m_store; }
    [[nodiscard]] ModelStoreFactory &factory() { return *m_factory; }

    [[nodiscard]] ModelInfo create(ModelRole role, const ModelSchema &schema);
    [[nodiscard]] ModelInfo created(ModelRole role);
    /// As it stands; the end of the test when it is not there.
    [[nodiscard]] ModelInfo found(ModelRole role = ModelRole::Live);
    [[nodiscard]] std::optional<ModelInfo> lookedUp(ModelRole role);
    void commit(const ModelInfo &model, const ModelCommit &commit);
    /// The position of its checkpoint.
    [[nodiscard]] std::string positionOf(ModelRole role) { return toString(found(role).checkpoint.position); }
    /// "key=row@position/events" of each row, by key.
    [[nodiscard]] std::string dump(const ModelInfo &model);
    /// "position:reason(skip reason)" of each letter.
    [[nodiscard]] std::string dumpLetters(const ModelInfo &model);

  private Q_SLOTS:
    void initTestCase();
    void cleanup();

    // model_contract.cpp
    void anEmptyStoreHasNothing();
    void aTableIsMadeEmpty();
    void badSchemasAreRefused();
    void aTableTakesThePlaceOfAnother();
    void everyRoleIsATableOfItsOwn();
    void listIsInOrder();
    void columnsWithTheNamesOfSql();
    void aDroppedTableIsGone();
    void swapServesTheShadow();
    void swapKeepsTheOldOne();
    void swapRefusesWhatIsBehind();
    void aPauseStays();
    void locksExclude();
    void stopEndsEveryCall();
    void othersSeeWhatIsCommitted();
    void othersSwapAndDrop();

    // model_contract_rows.cpp
    void commitKeepsRowsAndCheckpoint();
    void commitFromElsewhereIsRefused();
    void badChangesAreRefused();
    void rowsComeInTheOrderOfTheirKeys();
    void manyRows();
    void pagesAreInTheOrderOfBytes();
    void strangeKeys();
    void valuesComeBack_data();
    void valuesComeBack();
    void mendLeavesTheCheckpoint();
    void lettersAreKept();
    void strangeLetters();
    void skippedStaysSkipped();

    // model_contract_random.cpp
    void randomCallsFollowTheModel();
    void anyObjectComesBack();

    // model_contract_threads.cpp
    void oneWinnerPerCheckpoint();
    void readersSeeWholeCommits();
    void stopInTheMiddleLeavesNothing();
    void manyChangeTablesAtOnce();

  private:
    std::unique_ptr<ModelStoreFactory> m_factory;
    std::unique_ptr<ReadModelStore> m_store;
};

} // namespace eventscope::testing
