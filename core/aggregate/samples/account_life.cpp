// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/aggregate/samples/account_life.h"

#include <algorithm>

namespace eventscope::samples {

namespace {

constexpr std::uint64_t kMovesPerAccount = 20; // between the opening of one account and that of the next
constexpr std::uint64_t kMovesPerClosing = 400;

} // namespace

Result<std::uint64_t> AccountLife::begin() {
    SampleRandom &random = m_world.random;
    if (m_open.size() < 3 || random.oneIn(kMovesPerAccount)) {
        ES_TRY(open());
        return 0;
    }
    const std::size_t index = random.below(m_open.size());
    if (random.oneIn(kMovesPerClosing)) {
        ES_TRY(close(index));
        return 0;
    }
    ES_TRY(move(m_open[index], 50, Money{250'000}, {{}, {}, staff("teller", random, 14)}));
    return 0;
}

// Nothing of an account is ever put on the agenda.
Result<void> AccountLife::resume(std::uint64_t) { return {}; }

Result<void> AccountLife::open() {
    const std::string id = m_world.random.uuid();
    const SamplePerson owner = m_world.people.person(m_world.people.add());
    const OpenAccount command{id, owner.fullName(), Money{m_world.random.between(0, 200) * 1000}};
    ES_TRY(m_world.run(m_world.accounts, streamOf(id), command, {{}, {}, staff("teller", m_world.random, 14)}));
    m_open.push_back(id);
    return {};
}

Result<void> AccountLife::trade() {
    if (m_shop.empty()) {
        const std::string id = m_world.random.uuid();
        const SamplePerson owner = m_world.people.person(m_world.people.add());
        const OpenAccount command{id, owner.surname + " Trading", Money{500'000}};
        ES_TRY(m_world.run(m_world.accounts, streamOf(id), command, {{}, {}, "teller-01"}));
        m_shop = id;
    } else {
        ES_TRY(move(m_shop, 75, Money{40'000}, {{}, {}, staff("till", m_world.random, 6)}));
    }
    ++m_shopEvents;
    return {};
}

Result<void> AccountLife::move(const std::string &accountId, std::uint64_t depositsPerHundred, Money most,
                               const CommandContext &context) {
    const StreamId stream = streamOf(accountId);
    ES_ASSIGN(account, m_world.accounts.load(stream, m_world.job()));
    const Money balance = account->state.balance;
    const Money amount{m_world.random.between(500, most.cents)};
    if (balance < Money{1000} || m_world.random.below(100) < depositsPerHundred) {
        ES_TRY(m_world.run(m_world.accounts, stream, Deposit{amount}, context));
    } else {
        // People do not ask for what they do not have; some take all of it.
        ES_TRY(m_world.run(m_world.accounts, stream, Withdraw{std::min(amount, balance)}, context));
    }
    return {};
}

Result<void> AccountLife::close(std::size_t index) {
    const StreamId stream = streamOf(m_open[index]);
    const CommandContext context{{}, {}, staff("teller", m_world.random, 14)};
    ES_ASSIGN(account, m_world.accounts.load(stream, m_world.job()));
    if (const Money balance = account->state.balance; balance > Money{}) {
        ES_TRY(m_world.run(m_world.accounts, stream, Withdraw{balance}, context));
    }
    ES_TRY(m_world.run(m_world.accounts, stream, CloseAccount{}, context));
    m_world.accounts.forget(stream);
    std::swap(m_open[index], m_open.back());
    m_open.pop_back();
    return {};
}

Result<std::string> AccountLife::setAside() {
    if (m_open.empty()) ES_TRY(open());
    const std::size_t index = m_world.random.below(m_open.size());
    const std::string id = m_open[index];
    std::swap(m_open[index], m_open.back());
    m_open.pop_back();
    return id;
}

} // namespace eventscope::samples
