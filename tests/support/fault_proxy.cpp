// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fault_proxy.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace eventscope::testing {

namespace {

constexpr std::size_t kHeldMax = 256 * 1024; ///< a slow reader holds its sender back
constexpr std::array kWays = {FaultProxy::Way::ToServer, FaultProxy::Way::ToClient};

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
}

void prepare(int socket) {
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL) | O_NONBLOCK);
}

void closeSocket(int &socket, bool byReset) {
    if (socket < 0) return;
    const linger atOnce{.l_onoff = 1, .l_linger = 0};
    if (byReset) ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    ::close(socket);
    socket = -1;
}

/// Overwrites the value of "options" in a start-up message with blanks, which the server skips.
void blankOptions(std::string &bytes) {
    using namespace std::string_view_literals;
    constexpr std::string_view kName = "\0options\0"sv;
    const auto at = bytes.find(kName);
    if (at == std::string::npos) return;
    for (auto i = at + kName.size(); i < bytes.size() && bytes[i] != '\0'; ++i)
        bytes[i] = ' ';
}

} // namespace

FaultProxy::FaultProxy(int serverPort) : m_serverPort(serverPort) {
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    auto *plain = reinterpret_cast<sockaddr *>(&address);
    socklen_t size = sizeof address;
    if (::bind(m_listener, plain, size) != 0 || ::listen(m_listener, 64) != 0 ||
        ::getsockname(m_listener, plain, &size) != 0 || ::pipe2(m_wake, O_CLOEXEC | O_NONBLOCK) != 0) {
        throw std::runtime_error("The fault proxy finds no port");
    }
    m_port = ntohs(address.sin_port);
    prepare(m_listener);
    m_thread = std::thread([this] { run(); });
}

FaultProxy::~FaultProxy() {
    m_stops = true;
    wake();
    m_thread.join();
    for (Link &link : m_links)
        close(link, true);
    for (const int socket : {m_listener, m_wake[0], m_wake[1]})
        ::close(socket);
}

void FaultProxy::wake() const { (void)!::write(m_wake[1], "", 1); }

void FaultProxy::arm(Fault fault, Way way, std::uint64_t bytes) {
    const std::lock_guard lock(m_mutex);
    m_armed.push_back({fault, way, bytes});
}

bool FaultProxy::idle() {
    const std::lock_guard lock(m_mutex);
    return m_armed.empty();
}

void FaultProxy::disarm() {
    const std::lock_guard lock(m_mutex);
    m_armed.clear();
}

void FaultProxy::endAll() {
    m_endsAll = true;
    wake();
    while (m_endsAll)
        std::this_thread::yield();
}

void FaultProxy::run() {
    while (!m_stops) {
        std::vector<pollfd> watched = {{m_listener, POLLIN, 0}, {m_wake[0], POLLIN, 0}};
        std::vector<Link *> links;
        for (Link &link : m_links) {
            const auto events = [&](Way in, Way out) {
                const int reads = !link.ended && link.held(in).size() < kHeldMax ? POLLIN : 0;
                return static_cast<short>(reads | (link.held(out).empty() ? 0 : POLLOUT));
            };
            // A negative descriptor is left out by poll().
            watched.push_back({link.silent ? -1 : link.client, events(Way::ToServer, Way::ToClient), 0});
            watched.push_back({link.silent ? -1 : link.server, events(Way::ToClient, Way::ToServer), 0});
            links.push_back(&link);
        }
        ::poll(watched.data(), watched.size(), -1);
        std::array<char, 64> drained{};
        while (::read(m_wake[0], drained.data(), drained.size()) > 0) {
        }
        for (std::size_t i = 0; i < links.size(); ++i) {
            for (const Way way : kWays) {
                if (watched[2 + 2 * i + static_cast<std::size_t>(way)].revents & ~POLLOUT) take(*links[i], way);
            }
            for (const Way way : kWays)
                send(*links[i], way);
            if (links[i]->ended && links[i]->toServer.empty() && links[i]->toClient.empty()) close(*links[i], false);
        }
        if (watched[0].revents) accept();
        if (m_endsAll) {
            for (Link &link : m_links)
                close(link, true);
            m_endsAll = false;
        }
        m_links.remove_if([](const Link &link) { return link.client < 0 && link.server < 0; });
    }
}

void FaultProxy::accept() {
    int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) return;
    if (m_refusals > 0) {
        --m_refusals;
        closeSocket(client, true);
        return;
    }
    int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(m_serverPort);
    if (::connect(server, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        closeSocket(client, true);
        closeSocket(server, true);
        return;
    }
    prepare(client);
    prepare(server);
    Link link;
    link.client = client;
    link.server = server;
    m_links.push_back(std::move(link));
}

void FaultProxy::take(Link &link, Way way) {
    if (link.silent || link.ended || link.from(way) < 0) return;
    std::array<char, 16 * 1024> buffer;
    const ssize_t got = ::read(link.from(way), buffer.data(), buffer.size());
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) {
        link.ended = true; // closed once the other end has what came before
        return;
    }
    if (link.to(way) < 0) return; // what an orphan is told
    std::string bytes(buffer.data(), static_cast<std::size_t>(got));
    if (const auto time = m_delay.load(); time.count() > 0) std::this_thread::sleep_for(time);
    if (way == Way::ToServer && link.fresh && m_dropsOptions) blankOptions(bytes);
    if (way == Way::ToServer) link.fresh = false;
    Fault fault{};
    const std::size_t allowed = allow(way, bytes.size(), fault);
    m_passed[static_cast<int>(way)] += allowed;
    link.held(way).append(bytes, 0, allowed);
    if (allowed == bytes.size()) return;
    send(link, way);
    happen(link, fault);
}

std::size_t FaultProxy::allow(Way way, std::size_t size, Fault &fault) {
    const std::lock_guard lock(m_mutex);
    if (m_armed.empty() || m_armed.front().way != way) return size;
    if (size <= m_armed.front().left) {
        m_armed.front().left -= size;
        return size;
    }
    const auto allowed = static_cast<std::size_t>(m_armed.front().left);
    fault = m_armed.front().fault;
    m_armed.pop_front();
    return allowed;
}

void FaultProxy::send(Link &link, Way way) {
    std::string &held = link.held(way);
    while (!link.silent && !held.empty() && link.to(way) >= 0) {
        const ssize_t sent = ::send(link.to(way), held.data(), held.size(), MSG_NOSIGNAL);
        if (sent > 0) {
            held.erase(0, static_cast<std::size_t>(sent));
        } else if (errno != EINTR) {
            if (errno == EAGAIN) return;
            held.clear();
            link.ended = true;
        }
    }
}

void FaultProxy::happen(Link &link, Fault fault) {
    switch (fault) {
    case Fault::Reset:
        return close(link, true);
    case Fault::Close:
        return close(link, false);
    case Fault::Orphan:
        link.toClient.clear();
        return closeSocket(link.client, true);
    case Fault::Silence:
        link.silent = true;
    }
}

void FaultProxy::close(Link &link, bool byReset) {
    link.ended = true;
    link.toServer.clear();
    link.toClient.clear();
    closeSocket(link.client, byReset);
    closeSocket(link.server, byReset);
}

} // namespace eventscope::testing
