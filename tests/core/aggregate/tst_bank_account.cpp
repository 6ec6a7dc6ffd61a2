// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregate/samples/bank_account.h"
#include "tests/core/aggregate/given_when.h"

using namespace eventscope;
using namespace eventscope::samples;
using namespace eventscope::test;

namespace {

const AccountOpened kOpened{"a-1", "Ada Example", Money{12'000}};

auto account(const std::vector<BankAccount::Event> &events) { return given<BankAccount>(events); }
auto open() { return account({kOpened}); }
auto closed() { return account({AccountOpened{"a-1", "Ada Example", Money{}}, AccountClosed{"a-1"}}); }

} // namespace

class TestBankAccount : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void refuses_data() {
        addRows({
            {"open, open already",
             [] {
                 return refusalOf<BankAccount>(open(), OpenAccount{"a-1", "X", {}});
             },
             "the account is already open"},
            {"open, deposit below zero",
             [] {
                 return refusalOf<BankAccount>({}, OpenAccount{"a-1", "X", Money{-1}});
             },
             "the initial deposit must not be below zero"},
            {"deposit, never opened", [] { return refusalOf<BankAccount>({}, Deposit{Money{1}}); },
             "the account is not open"},
            {"deposit, closed", [] { return refusalOf<BankAccount>(closed(), Deposit{Money{1}}); },
             "the account is not open"},
            {"deposit, zero", [] { return refusalOf<BankAccount>(open(), Deposit{Money{0}}); },
             "the amount must be above zero"},
            {"deposit, negative", [] { return refusalOf<BankAccount>(open(), Deposit{Money{-5}}); },
             "the amount must be above zero"},
            {"deposit, beyond counting", [] { return refusalOf<BankAccount>(open(), Deposit{Money{INT64_MAX}}); },
             "the balance would be larger than can be counted"},
            {"withdraw, never opened", [] { return refusalOf<BankAccount>({}, Withdraw{Money{1}}); },
             "the account is not open"},
            {"withdraw, zero", [] { return refusalOf<BankAccount>(open(), Withdraw{Money{0}}); },
             "the amount must be above zero"},
            {"withdraw, one cent too much", [] { return refusalOf<BankAccount>(open(), Withdraw{Money{12'001}}); },
             "insufficient funds"},
            {"withdraw, far too much", [] { return refusalOf<BankAccount>(open(), Withdraw{Money{INT64_MAX}}); },
             "insufficient funds"},
            {"close, never opened", [] { return refusalOf<BankAccount>({}, CloseAccount{}); },
             "the account is not open"},
            {"close, money in it", [] { return refusalOf<BankAccount>(open(), CloseAccount{}); },
             "the balance must be withdrawn first"},
            {"close, closed", [] { return refusalOf<BankAccount>(closed(), CloseAccount{}); },
             "the account is not open"},
        });
    }
    void refuses() { checkRow(); }

    void makes_data() {
        addRows({
            {"open",
             [] {
                 return madeBy<BankAccount>({}, OpenAccount{"a-1", "Ada Example", Money{12'000}});
             },
             "AccountOpened {\"accountId\":\"a-1\",\"owner\":\"Ada Example\",\"initialDeposit\":120.00}\n"},
            {"open again after closing",
             [] {
                 return madeBy<BankAccount>(closed(), OpenAccount{"a-1", "B", Money{}});
             },
             "AccountOpened {\"accountId\":\"a-1\",\"owner\":\"B\",\"initialDeposit\":0.00}\n"},
            {"deposit", [] { return madeBy<BankAccount>(open(), Deposit{Money{50}}); },
             "MoneyDeposited {\"accountId\":\"a-1\",\"amount\":0.50,\"balanceAfter\":120.50}\n"},
            {"withdraw everything", [] { return madeBy<BankAccount>(open(), Withdraw{Money{12'000}}); },
             "MoneyWithdrawn {\"accountId\":\"a-1\",\"amount\":120.00,\"balanceAfter\":0.00}\n"},
            {"close an empty one",
             [] {
                 return madeBy<BankAccount>(account({AccountOpened{"a-1", "A", {}}}), CloseAccount{});
             },
             "AccountClosed {\"accountId\":\"a-1\"}\n"},
            {"close an overdrawn one",
             [] {
                 return madeBy<BankAccount>(account({kOpened, MoneyWithdrawn{"a-1", Money{12'100}, Money{-100}}}),
                                            CloseAccount{});
             },
             "AccountClosed {\"accountId\":\"a-1\"}\n"},
        });
    }
    void makes() { checkRow(); }

    void folds() {
        const auto state = account({kOpened, MoneyDeposited{"a-1", Money{50}, Money{12'050}},
                                    MoneyWithdrawn{"a-1", Money{2'050}, Money{10'000}}});
        QCOMPARE(printRecord(state),
                 std::string(R"({"id":"a-1","owner":"Ada Example","balance":100.00,"isOpen":true,"version":3})"));
        QCOMPARE(printRecord(closed()),
                 std::string(R"({"id":"a-1","owner":"Ada Example","balance":0.00,"isOpen":false,"version":2})"));
    }
    // An event written past the aggregate may hold anything; what cannot be counted is taken as it says.
    void bearsAmountsBeyondCounting() {
        const auto state = account({kOpened, MoneyDeposited{"a-1", Money{INT64_MAX}, Money{7}},
                                    MoneyWithdrawn{"a-1", Money{INT64_MIN}, Money{9}}});
        QCOMPARE(state.balance.cents, std::int64_t(9));
    }
};

QTEST_APPLESS_MAIN(TestBankAccount)
#include "tst_bank_account.moc"
