// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace eventscope {

/// A page to be fetched: its rows [firstRow, firstRow + rowsPerPage), and a ticket by which the answer is recognised.
struct PageRequest {
    std::uint64_t page = 0;
    std::uint64_t firstRow = 0;
    std::uint64_t ticket = 0;
    bool operator==(const PageRequest &) const = default;
};

/// The pages of a long table that are in memory, by row. It does no I/O: it says which pages are worth fetching and
/// takes the answers, of which those that came too late (after clear() or dropFrom()) are ignored. One thread.
///
/// At most `pagesMax` pages are kept; the one not looked at for longest goes first.
template <class Page>
class PageCache {
  public:
    /// REQUIRES: both greater than 0.
    PageCache(std::uint64_t rowsPerPage, std::size_t pagesMax) : m_rowsPerPage(rowsPerPage), m_pagesMax(pagesMax) {}

    [[nodiscard]] std::uint64_t rowsPerPage() const { return m_rowsPerPage; }
    [[nodiscard]] std::uint64_t pageOf(std::uint64_t row) const { return row / m_rowsPerPage; }
    [[nodiscard]] std::size_t pages() const { return m_slots.size(); }

    /// The page that holds `row` (as its row number row % rowsPerPage), or null. Marks it as looked at. The pointer
    /// lives until the next put(), clear() or dropFrom().
    [[nodiscard]] const Page *find(std::uint64_t row) {
        const auto slot = m_slots.find(pageOf(row));
        if (slot == m_slots.end()) return nullptr;
        slot->second.lastUse = ++m_uses;
        return &slot->second.page;
    }

    /// The pages of rows [firstRow, lastRow] that are neither here nor asked for yet, the nearest to the middle first,
    /// at most pagesMax. From now on they are asked for. REQUIRES: firstRow <= lastRow.
    [[nodiscard]] std::vector<PageRequest> request(std::uint64_t firstRow, std::uint64_t lastRow) {
        const std::uint64_t middle = firstRow + (lastRow - firstRow) / 2;
        const std::uint64_t first = pageOf(firstRow);
        const std::uint64_t end = pageOf(lastRow) + 1;
        std::vector<PageRequest> requests;
        // From the middle outward: [low, high) was looked at, and a range of any length costs no more than pagesMax.
        std::uint64_t low = pageOf(middle);
        std::uint64_t high = low;
        for (std::size_t looked = 0; looked < m_pagesMax && (low > first || high < end); ++looked) {
            const bool goesDown = low == first || (high < end && distance(high, middle) <= distance(low - 1, middle));
            ask(goesDown ? high++ : --low, requests);
        }
        return requests;
    }

    /// Takes the answer to a request. False: it is not wanted any more.
    bool put(const PageRequest &request, Page page) {
        if (!endRequest(request)) return false;
        m_slots.insert_or_assign(request.page, Slot{std::move(page), ++m_uses});
        if (m_slots.size() > m_pagesMax) dropOldest();
        return true;
    }

    /// The answer to a request is an error: its page may be asked for again. False: it is not wanted any more.
    bool giveUp(const PageRequest &request) { return endRequest(request); }

    /// Forgets all pages and all requests: the table shows something else now.
    void clear() {
        m_slots.clear();
        m_tickets.clear();
    }

    /// Forgets the pages that hold rows from `row` on, and requests for them: these rows are new or others.
    void dropFrom(std::uint64_t row) {
        const auto isBeyond = [page = pageOf(row)](const auto &entry) { return entry.first >= page; };
        std::erase_if(m_slots, isBeyond);
        std::erase_if(m_tickets, isBeyond);
    }

  private:
    struct Slot {
        Page page;
        std::uint64_t lastUse;
    };

    /// From `row` to the nearest row of the page.
    [[nodiscard]] std::uint64_t distance(std::uint64_t page, std::uint64_t row) const {
        const std::uint64_t first = page * m_rowsPerPage;
        if (row < first) return first - row;
        const std::uint64_t last = first + m_rowsPerPage - 1;
        return row > last ? row - last : 0;
    }

    void ask(std::uint64_t page, std::vector<PageRequest> &requests) {
        if (m_slots.contains(page) || !m_tickets.try_emplace(page, m_lastTicket + 1).second) return;
        requests.push_back({page, page * m_rowsPerPage, ++m_lastTicket});
    }

    [[nodiscard]] bool endRequest(const PageRequest &request) {
        const auto asked = m_tickets.find(request.page);
        if (asked == m_tickets.end() || asked->second != request.ticket) return false;
        m_tickets.erase(asked);
        return true;
    }

    void dropOldest() {
        m_slots.erase(std::min_element(m_slots.begin(), m_slots.end(), [](const auto &a, const auto &b) {
            return a.second.lastUse < b.second.lastUse;
        }));
    }

    std::uint64_t m_rowsPerPage;
    std::size_t m_pagesMax;
    std::unordered_map<std::uint64_t, Slot> m_slots;
    std::unordered_map<std::uint64_t, std::uint64_t> m_tickets; // of the pages that are asked for
    std::uint64_t m_uses = 0;
    std::uint64_t m_lastTicket = 0;
};

} // namespace eventscope
