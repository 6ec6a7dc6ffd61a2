// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/postgres/postgres_store.h"

#include "tests/support/pg_database.h"
#include "tests/support/store_contract.h"

#include <QtTest/QtTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

class PostgresFactory final : public StoreFactory {
  public:
    Result<std::unique_ptr<WritableEventStore>> create(Clock &clock, const AppendLimits &limits) override {
        m_database.clear();
        return openPostgresForWriting(m_database.address(), clock, true, {}, limits);
    }
    Result<std::unique_ptr<WritableEventStore>> reopen(Clock &clock) override {
        return openPostgresForWriting(m_database.address(), clock, false, {});
    }
    bool persists() const override { return true; }
    bool takesAnyName() const override { return false; }

  private:
    PgDatabase m_database;
};

} // namespace

class TestPostgresStore : public StoreContract {
    Q_OBJECT

    std::unique_ptr<StoreFactory> makeFactory() override { return std::make_unique<PostgresFactory>(); }
};

QTEST_GUILESS_MAIN(TestPostgresStore)
#include "tst_postgres_store.moc"
