// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/erasure_account.h"

#include <QtTest/QtTest>

using namespace eventscope;

using State = ErasureAccount::State;

/// One account of how an erasure stands, for the command line and the window.
class TestErasureAccount : public QObject {
    Q_OBJECT

    std::vector<LedgerEntry> m_ledger;

    void add(const char *act, const char *erasure, std::vector<Json> open = {}) {
        LedgerEntry entry;
        entry.number = m_ledger.size() + 1;
        entry.act = act;
        entry.erasure = erasure;
        entry.details = Json::object({{"open", Json::array(std::move(open))}});
        m_ledger.push_back(std::move(entry));
    }
    [[nodiscard]] State stateOf(const char *erasure) const {
        for (const ErasureAccount &account : accountsOf(m_ledger))
            if (account.erasure == erasure) return account.state();
        qFatal("no such erasure");
    }

  private Q_SLOTS:
    void init() { m_ledger.clear(); }

    void theLastClosingDecides() {
        add(acts::kRequested, "E-1");
        QVERIFY(stateOf("E-1") == State::UnderWay);
        add(acts::kDestroyed, "E-1");
        add(acts::kIncomplete, "E-1", {Json::string("a copy"), Json::string("a text")});
        QVERIFY(stateOf("E-1") == State::Incomplete);
        QCOMPARE(accountsOf(m_ledger).front().open().size(), std::size_t{2});
        add(acts::kComplete, "E-1");
        QVERIFY(stateOf("E-1") == State::Complete);
        QVERIFY(accountsOf(m_ledger).front().open().empty());
        add(acts::kVerified, "E-1"); // under way again, but not closed otherwise
        QVERIFY(stateOf("E-1") == State::Complete);
        add(acts::kIncomplete, "E-1", {Json::string("the copy came back")});
        QVERIFY(stateOf("E-1") == State::Incomplete);
        QCOMPARE(accountsOf(m_ledger).front().open(), std::vector<std::string>{"the copy came back"});
    }

    void eachHasItsOwn() {
        add(acts::kRequested, "E-1");
        add(acts::kHold, ""); // of none
        add(acts::kRequested, "E-2");
        add(acts::kComplete, "E-1");
        const auto accounts = accountsOf(m_ledger);
        QCOMPARE(accounts.size(), std::size_t{2});
        QCOMPARE(accounts[0].erasure, std::string("E-2")); // the newest first
        QCOMPARE(accounts[1].entries.size(), std::size_t{2});
        QVERIFY(stateOf("E-1") == State::Complete && stateOf("E-2") == State::UnderWay);
        QVERIFY(!accounts[0].isDestroyed());
    }
};

QTEST_GUILESS_MAIN(TestErasureAccount)
#include "tst_erasure_account.moc"
