// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/test_certificates.h"

#include <QByteArray>

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace eventscope {

/// A server on 127.0.0.1 that proves itself by a good certificate and then wants the password in a way that gives it
/// away. It lets nobody in, and keeps everything that it is told.
class GreedyServer {
  public:
    enum class Asks : std::uint8_t {
        InTheClear,
        ByMd5,
        ByScramWithoutBinding,
    };
    GreedyServer(const TestCertificate &certificate, Asks asks);
    GreedyServer(const GreedyServer &) = delete;
    GreedyServer &operator=(const GreedyServer &) = delete;
    ~GreedyServer();

    [[nodiscard]] int port() const { return m_port; }
    /// All that came in behind the greeting of TLS, one entry for each connection.
    [[nodiscard]] std::vector<QByteArray> heard() const;
    /// What ByMd5 would hear from one who gives the password away.
    [[nodiscard]] static QByteArray md5Answer(const QByteArray &user, const QByteArray &password);

  private:
    void serve();
    void talk(int client);

    const TestCertificate m_certificate;
    const Asks m_asks;
    int m_socket = -1;
    int m_port = 0;
    std::atomic<bool> m_ends = false;
    mutable std::mutex m_mutex;
    std::vector<QByteArray> m_heard; // guarded by m_mutex
    std::jthread m_thread;
};

} // namespace eventscope
