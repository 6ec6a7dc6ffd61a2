// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/json/array_steps.h"

#include "core/json/common_subsequence.h"

#include <algorithm>

namespace eventscope {

namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

std::size_t below(const std::vector<std::size_t> &sorted, std::size_t rank) {
    return static_cast<std::size_t>(std::lower_bound(sorted.begin(), sorted.end(), rank) - sorted.begin());
}

/// Items are named by their rank among those that are kept. Those of a longest ascending run stay; each of the others
/// is put behind its predecessor, from the front on. Until then it waits where it was, between the ones that stay.
class Arrangement {
  public:
    explicit Arrangement(const std::vector<std::size_t> &ranks) : m_ranks(ranks) {
        std::vector<std::size_t> places;
        std::vector<std::size_t> kept;
        for (std::size_t place = 0; place < ranks.size(); ++place) {
            if (ranks[place] == kNone) continue;
            places.push_back(place);
            kept.push_back(ranks[place]);
        }
        std::vector<bool> stays(kept.size(), false);
        for (const std::size_t index : ascendingSubsequence(kept)) {
            m_stayingRanks.push_back(kept[index]);
            m_stayingPlaces.push_back(places[index]);
            stays[kept[index]] = true;
        }
        for (std::size_t rank = 0; rank < stays.size(); ++rank) {
            if (!stays[rank]) m_waiting.push_back(rank);
        }
    }

    void appendTo(std::vector<ArrayStep> &steps) {
        for (std::size_t place = 0; place < m_ranks.size(); ++place) {
            const std::size_t rank = m_ranks[place];
            if (rank == kNone) {
                steps.push_back({ArrayStep::Kind::Add, 0, place + waitingBefore(), place});
            } else if (m_passed < m_stayingPlaces.size() && m_stayingPlaces[m_passed] == place) {
                ++m_passed;
            } else {
                const std::size_t from = indexOfWaiting(rank, place);
                m_waiting.erase(m_waiting.begin() + static_cast<std::ptrdiff_t>(below(m_waiting, rank)));
                const std::size_t to = place + waitingBefore();
                if (from != to) steps.push_back({ArrayStep::Kind::Move, from, to, 0});
            }
        }
    }

  private:
    /// Those that wait before the last staying one that was passed, and hence before what comes next.
    [[nodiscard]] std::size_t waitingBefore() const {
        return m_passed == 0 ? 0 : below(m_waiting, m_stayingRanks[m_passed - 1]);
    }

    /// Where an item waits when everything up to `place` is arranged.
    [[nodiscard]] std::size_t indexOfWaiting(std::size_t rank, std::size_t place) const {
        const std::size_t staying = below(m_stayingRanks, rank);
        // Arranged items lie before it up to the staying one behind it, if that was passed; else all of them do.
        const std::size_t arranged = staying < m_passed ? m_stayingPlaces[staying] : place;
        const std::size_t notPassed = staying > m_passed ? staying - m_passed : 0;
        return below(m_waiting, rank) + arranged + notPassed;
    }

    const std::vector<std::size_t> &m_ranks;
    std::vector<std::size_t> m_stayingRanks, m_stayingPlaces; // both ascending
    std::vector<std::size_t> m_waiting;                       // ranks, ascending
    std::size_t m_passed = 0;                                 // how many of the staying ones are arranged
};

} // namespace

std::vector<ArrayStep> arraySteps(std::size_t size, const std::vector<std::size_t> &partners) {
    std::vector<bool> isKept(size, false);
    for (const std::size_t partner : partners) {
        if (partner != kNone) isKept[partner] = true;
    }
    std::vector<ArrayStep> steps;
    for (std::size_t i = size; i-- > 0;) {
        if (!isKept[i]) steps.push_back({ArrayStep::Kind::Remove, i, 0, i});
    }
    std::vector<std::size_t> rankOf(size, 0);
    for (std::size_t i = 0, rank = 0; i < size; ++i) {
        rankOf[i] = rank;
        rank += isKept[i] ? 1 : 0;
    }
    std::vector<std::size_t> ranks;
    ranks.reserve(partners.size());
    for (const std::size_t partner : partners)
        ranks.push_back(partner == kNone ? kNone : rankOf[partner]);
    Arrangement(ranks).appendTo(steps);
    return steps;
}

} // namespace eventscope
