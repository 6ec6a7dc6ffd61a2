// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/connections/keyring.h"

#include <QMap>
#include <QTimer>

namespace eventscope::ui {

/// A keyring that ends with the test; it answers at the next turn of the event loop, or says that there is none.
class MemoryKeyring final : public Keyring {
  public:
    void setMissing(bool missing) { m_isMissing = missing; }
    /// What is known of a connection: "login|password", or empty.
    [[nodiscard]] QString known(const QString &connection) const { return m_known.value(connection); }

    void read(const KeyringEntry &entry, Found found) override {
        later([this, entry, answer = std::move(found)] {
            if (m_isMissing) return answer(missing());
            const QString stored = m_known.value(entry.connection);
            const QString head = entry.login + QLatin1Char('|');
            std::optional<Secret> password;
            if (stored.startsWith(head)) password.emplace(stored.mid(head.size()).toStdString());
            answer(std::move(password));
        });
    }
    void store(const KeyringEntry &entry, const Secret &password, Done done) override {
        const QString text = QString::fromStdString(std::string(password.view()));
        later([this, entry, text, answer = std::move(done)] {
            if (m_isMissing) return answer(missing());
            m_known[entry.connection] = entry.login + QLatin1Char('|') + text;
            answer({});
        });
    }
    void forget(const QString &connection, Done done) override {
        later([this, connection, answer = std::move(done)] {
            if (m_isMissing) return answer(missing());
            m_known.remove(connection);
            answer({});
        });
    }

  private:
    static Failure missing() { return fail(ErrorKind::Unavailable, "No keyring answers on this computer", "Asked"); }
    void later(std::function<void()> what) { QTimer::singleShot(0, &m_context, std::move(what)); }

    QObject m_context; // what is still to be answered ends with the keyring
    QMap<QString, QString> m_known;
    bool m_isMissing = false;
};

} // namespace eventscope::ui
