// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlite/sqlite_store.h"

#include "tests/core/sqlite/fast_folder.h"
#include "tests/support/store_contract.h"

#include <QtTest/QtTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

class SqliteFactory final : public StoreFactory {
  public:
    Result<std::unique_ptr<WritableEventStore>> create(Clock &clock, const AppendLimits &limits) override {
        m_path = m_folder.filePath(QStringLiteral("store%1.evdb").arg(++m_count)).toStdString();
        return openSqliteForWriting(m_path, clock, true, {}, limits);
    }
    Result<std::unique_ptr<WritableEventStore>> reopen(Clock &clock) override {
        return openSqliteForWriting(m_path, clock, false, {});
    }
    bool persists() const override { return true; }

  private:
    FastFolder m_folder;
    std::string m_path;
    int m_count = 0;
};

} // namespace

class TestSqliteStore : public StoreContract {
    Q_OBJECT

    std::unique_ptr<StoreFactory> makeFactory() override { return std::make_unique<SqliteFactory>(); }
};

QTEST_GUILESS_MAIN(TestSqliteStore)
#include "tst_sqlite_store.moc"
