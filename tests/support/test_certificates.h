// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <memory>
#include <string>

namespace eventscope {

/// A certificate and its key, in PEM.
struct TestCertificate {
    QByteArray certificate;
    QByteArray key;
};

/// For how long a certificate holds, in days from now.
struct TestValidity {
    int fromDays = -1;
    int toDays = 30;
};

/// An authority of a test's own, made anew each time.
class TestAuthority {
  public:
    explicit TestAuthority(const std::string &name);
    ~TestAuthority();

    /// Its own certificate, in PEM: what those who trust it name as sslrootcert.
    [[nodiscard]] QByteArray certificate() const;
    [[nodiscard]] TestCertificate issue(const std::string &hostName, TestValidity validity = {}) const;

    /// A certificate that no authority stands behind.
    [[nodiscard]] static TestCertificate selfSigned(const std::string &hostName);

  private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace eventscope
