// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/mapped/mapped_store.h"
#include "tests/core/mapped/mapped_fixture.h"
#include "tests/support/store_contract.h"
#include "tests/support/tier.h"

#include <QtTest/QtTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

struct Layout {
    const char *name;
    std::string table;
    bool hasTypedStreams = false; ///< the stream is a type and a uuid
    std::size_t nameBytesMax = 1024;
};

class MappedFactory final : public StoreFactory {
  public:
    explicit MappedFactory(const Layout &layout) : m_layout(layout) {}
    Result<std::unique_ptr<WritableEventStore>> create(Clock &, const AppendLimits &limits) override {
        m_database.clearAll();
        m_database.run(m_layout.table);
        return openMappedForWriting(m_database.address(), {}, {}, limits);
    }
    Result<std::unique_ptr<WritableEventStore>> reopen(Clock &) override {
        return openMappedForWriting(m_database.address(), {}, {});
    }
    bool persists() const override { return true; }
    bool takesAnyName() const override { return false; }
    std::string streamNamed(const std::string &name) const override {
        return m_layout.hasTypedStreams ? "Thing-" + toString(derivedEventId("stream", name)) : name;
    }
    bool takesName(const std::string &name) const override {
        return !m_layout.hasTypedStreams && name.size() <= m_layout.nameBytesMax;
    }
    int sequences() const override { return rounds("EVENTSCOPE_MAPPED_SEQUENCES", 600, 5000); }

  private:
    const Layout &m_layout;
    ForeignDatabase m_database;
};

} // namespace

class TestMappedContract : public StoreAppendContract {
    Q_OBJECT

    const Layout &m_layout;
    std::unique_ptr<StoreFactory> makeFactory() override { return std::make_unique<MappedFactory>(m_layout); }

  public:
    explicit TestMappedContract(const Layout &layout) : m_layout(layout) { setObjectName(layout.name); }
};

int main(int argc, char **argv) {
    const QCoreApplication application(argc, argv);
    const Layout layouts[] = {
        {"the aggregate tutorial", kAggregateTable, true},
        {"the stream tutorial", kStreamTable, false, 255},
        {"a number of the server's", kSerialTable},
        {"texts",
         "CREATE TABLE events (id BIGSERIAL PRIMARY KEY, event_id VARCHAR(36) NOT NULL UNIQUE, stream_id TEXT, version "
         "INT, event_type TEXT, event_data TEXT, metadata JSON, timestamp TIMESTAMP, UNIQUE (version, stream_id))"}};
    int failures = 0;
    for (const Layout &layout : layouts) {
        qInfo("%s", layout.name);
        TestMappedContract test(layout);
        failures += QTest::qExec(&test, argc, argv);
    }
    return failures;
}
#include "tst_mapped_contract.moc"
