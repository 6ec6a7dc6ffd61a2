// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <list>
#include <mutex>
#include <string>
#include <thread>

namespace eventscope::testing {

/// A network between a client and a server on 127.0.0.1 that fails on order, at an exact byte. It has a thread of its
/// own and nothing random: whoever wants random faults draws them from a seed. Threads: any.
class FaultProxy {
  public:
    enum class Way : std::uint8_t { ToServer, ToClient };
    enum class Fault : std::uint8_t {
        Reset,   ///< both ends see a reset; what they have not read yet may be lost
        Close,   ///< both ends see what came before, then the end
        Orphan,  ///< as Reset for the client, but the server's end stays open: it notices nothing
        Silence, ///< both ends stay open, and nothing passes any more either way
    };

    explicit FaultProxy(int serverPort);
    ~FaultProxy();
    FaultProxy(const FaultProxy &) = delete;
    FaultProxy &operator=(const FaultProxy &) = delete;

    /// Where clients connect to.
    [[nodiscard]] int port() const { return m_port; }

    /// Once: lets `bytes` more pass that way, on all connections together, and fails where the next one would follow.
    /// Faults wait in line; each counts from when it is the first.
    void arm(Fault fault, Way way, std::uint64_t bytes);
    /// True when everything that was armed has happened.
    [[nodiscard]] bool idle();
    /// Forgets what is armed.
    void disarm();
    /// The next `connections` connections are reset before the first byte.
    void refuse(int connections) { m_refusals = connections; }
    /// Whatever arrives is held back for so long.
    void delay(std::chrono::milliseconds time) { m_delay = time; }
    /// Blanks the start-up options of new connections of PostgreSQL's protocol, as some poolers drop them.
    void dropOptions(bool drops) { m_dropsOptions = drops; }
    /// All bytes that have passed that way.
    [[nodiscard]] std::uint64_t passed(Way way) const { return m_passed[static_cast<int>(way)]; }
    /// Ends all connections, orphans and silent ones too.
    void endAll();

  private:
    struct Link {
        int client = -1, server = -1;
        std::string toServer, toClient; ///< read, not yet written
        bool fresh = true;              ///< nothing has been read from the client
        bool silent = false;
        bool ended = false;
        std::string &held(Way way) { return way == Way::ToServer ? toServer : toClient; }
        [[nodiscard]] int from(Way way) const { return way == Way::ToServer ? client : server; }
        [[nodiscard]] int to(Way way) const { return way == Way::ToServer ? server : client; }
    };
    struct Armed {
        Fault fault;
        Way way;
        std::uint64_t left;
    };

    void run();
    void wake() const;
    void accept();
    void take(Link &link, Way way);
    /// How many of `size` bytes may pass; what is armed first has happened when that is less.
    [[nodiscard]] std::size_t allow(Way way, std::size_t size, Fault &fault);
    static void send(Link &link, Way way);
    static void happen(Link &link, Fault fault);
    static void close(Link &link, bool byReset);

    const int m_serverPort;
    int m_port = 0;
    int m_listener = -1;
    int m_wake[2] = {-1, -1};
    std::list<Link> m_links; // of m_thread only
    std::mutex m_mutex;
    std::deque<Armed> m_armed; // guarded by m_mutex
    std::atomic<int> m_refusals = 0;
    std::atomic<std::chrono::milliseconds> m_delay{};
    std::atomic<bool> m_dropsOptions = false, m_endsAll = false, m_stops = false;
    std::atomic<std::uint64_t> m_passed[2] = {0, 0};
    std::thread m_thread;
};

} // namespace eventscope::testing
