// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstring>
#include <functional>
#include <memory>
#include <new>
#include <string_view>
#include <utility>
#include <vector>

namespace eventscope {

/// Values by text, for look-ups all over more of them than a processor's cache holds: an entry has its key behind it in
/// one piece of memory, which stays where it is, and is found through a table of hashes (open addressing, linear
/// probing), so that a look-up touches two places instead of the four or five of a std::unordered_map. One thread.
template <class Value>
class KeyMap {
  public:
    class Entry {
      public:
        [[nodiscard]] std::string_view key() const { return {reinterpret_cast<const char *>(this + 1), m_keyBytes}; }
        Value value;

      private:
        friend class KeyMap;
        Entry(std::size_t keyBytes, Value &&given) : value(std::move(given)), m_keyBytes(keyBytes) {}
        const std::size_t m_keyBytes;
    };

    KeyMap() : m_cells(kCellsMin) {}
    KeyMap(const KeyMap &) = delete;
    KeyMap &operator=(const KeyMap &) = delete;
    ~KeyMap() {
        for (const Cell &cell : m_cells)
            if (cell.entry) destroy(cell.entry);
    }

    [[nodiscard]] static std::size_t hashOf(std::string_view key) { return std::hash<std::string_view>{}(key); }

    /// Null when there is none. `hash` is that of the key, here and below.
    [[nodiscard]] Entry *find(std::string_view key, std::size_t hash) const {
        for (std::size_t at = hash;; ++at) {
            const Cell &cell = m_cells[at & (m_cells.size() - 1)];
            if (!cell.entry || (cell.hash == hash && cell.entry->key() == key)) return cell.entry;
        }
    }

    /// For look-ups soon after: brings the place where an entry of this hash would be found nearer, ...
    void prefetch(std::size_t hash) const { __builtin_prefetch(&m_cells[hash & (m_cells.size() - 1)]); }
    /// ... and then finds one, which need not be that of a key. Null when there is none.
    [[nodiscard]] const Entry *anyOf(std::size_t hash) const {
        for (std::size_t at = hash;; ++at) {
            const Cell &cell = m_cells[at & (m_cells.size() - 1)];
            if (!cell.entry || cell.hash == hash) return cell.entry;
        }
    }

    /// REQUIRES: not there yet.
    Entry &add(std::string_view key, std::size_t hash, Value value) {
        if (isFull(m_size + 1, m_cells.size())) moveTo(m_cells.size() * 2);
        auto *entry = new (::operator new(sizeof(Entry) + key.size())) Entry(key.size(), std::move(value));
        if (!key.empty()) std::memcpy(reinterpret_cast<char *>(entry + 1), key.data(), key.size());
        put(m_cells, {entry, hash});
        ++m_size;
        m_entryBytes += bytesOf(*entry);
        return *entry;
    }

    /// Cost: all entries. `predicate` is asked once for each.
    template <class Predicate>
    void eraseIf(Predicate &&predicate) {
        for (Cell &cell : m_cells)
            if (cell.entry && predicate(*cell.entry)) destroy(std::exchange(cell.entry, nullptr));
        std::size_t cells = kCellsMin;
        while (isFull(m_size, cells))
            cells *= 2;
        moveTo(cells);
    }

    [[nodiscard]] std::size_t size() const { return m_size; }
    /// Without what the values hold beside themselves.
    [[nodiscard]] std::size_t bytes() const { return m_entryBytes + m_cells.size() * sizeof(Cell); }

  private:
    struct Cell {
        Entry *entry = nullptr;
        std::size_t hash = 0;
    };
    static constexpr std::size_t kCellsMin = 16; // a power of two, as every number of cells

    /// Two of three: runs of full cells stay short, and a cell takes 24 to 48 bytes an entry.
    [[nodiscard]] static bool isFull(std::size_t entries, std::size_t cells) { return entries * 3 > cells * 2; }
    [[nodiscard]] static std::size_t bytesOf(const Entry &entry) {
        constexpr std::size_t kAllocationBytes = 2 * sizeof(void *);
        return sizeof(Entry) + entry.m_keyBytes + kAllocationBytes;
    }
    static void put(std::vector<Cell> &cells, Cell cell) {
        std::size_t at = cell.hash;
        while (cells[at & (cells.size() - 1)].entry)
            ++at;
        cells[at & (cells.size() - 1)] = cell;
    }
    void moveTo(std::size_t cells) {
        std::vector<Cell> moved(cells);
        for (const Cell &cell : m_cells)
            if (cell.entry) put(moved, cell);
        m_cells = std::move(moved);
    }
    void destroy(Entry *entry) {
        --m_size;
        m_entryBytes -= bytesOf(*entry);
        std::destroy_at(entry);
        ::operator delete(entry);
    }

    std::vector<Cell> m_cells;
    std::size_t m_size = 0;
    std::size_t m_entryBytes = 0;
};

} // namespace eventscope
