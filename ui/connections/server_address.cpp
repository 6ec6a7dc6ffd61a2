// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/server_address.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStringList>
#include <QUrl>

namespace eventscope::ui {

namespace {

constexpr QLatin1String kScheme("postgresql://");
constexpr QLatin1String kShortScheme("postgres://");
constexpr QLatin1String kService("service=");

QString encoded(const QString &part, const QByteArray &kept = {}) {
    return QString::fromLatin1(QUrl::toPercentEncoding(part, kept));
}

QString decoded(const QString &part) { return QUrl::fromPercentEncoding(part.toUtf8()); }

/// What stands behind the scheme.
std::optional<QString> restOf(const QString &address) {
    for (const QLatin1String scheme : {kScheme, kShortScheme}) {
        if (address.startsWith(scheme)) return address.mid(scheme.size());
    }
    return std::nullopt;
}

/// Cuts `text` at the first `mark` and answers what stood behind it.
QString cutAt(QString &text, QChar mark) {
    const auto at = text.indexOf(mark);
    if (at < 0) return {};
    const QString behind = text.mid(at + 1);
    text.truncate(at);
    return behind;
}

bool takeHost(QString text, ServerAddress &parts) {
    if (text.contains(QLatin1Char(','))) return false; // several servers
    if (text.startsWith(QLatin1Char('['))) {
        const auto end = text.indexOf(QLatin1Char(']'));
        if (end < 0) return false;
        parts.host = text.mid(1, end - 1);
        text = text.mid(end + 1);
        if (!text.isEmpty() && !text.startsWith(QLatin1Char(':'))) return false;
        parts.port = text.mid(1);
        return true;
    }
    parts.port = cutAt(text, QLatin1Char(':'));
    parts.host = decoded(text);
    return true;
}

} // namespace

QString composed(const ServerAddress &parts) {
    QString address = kScheme;
    if (!parts.user.isEmpty()) address += encoded(parts.user) + QLatin1Char('@');
    static const QRegularExpression kIpv6(QStringLiteral("^[0-9a-fA-F.]*:[0-9a-fA-F.:]*$"));
    address += kIpv6.match(parts.host).hasMatch() ? QStringLiteral("[%1]").arg(parts.host) : encoded(parts.host);
    if (!parts.port.isEmpty()) address += QLatin1Char(':') + encoded(parts.port);
    address += QLatin1Char('/') + encoded(parts.database);
    if (!parts.settings.isEmpty()) address += QLatin1Char('?') + parts.settings;
    if (!parts.table.isEmpty()) address += QLatin1Char('#') + parts.table;
    return address;
}

std::optional<ServerAddress> serverAddressOf(const QString &address) {
    auto rest = restOf(address);
    if (!rest) return std::nullopt;
    ServerAddress parts;
    parts.table = cutAt(*rest, QLatin1Char('#'));
    parts.settings = cutAt(*rest, QLatin1Char('?'));
    parts.database = decoded(cutAt(*rest, QLatin1Char('/')));
    if (const auto at = rest->lastIndexOf(QLatin1Char('@')); at >= 0) {
        const QString user = rest->left(at);
        if (user.contains(QLatin1Char(':'))) return std::nullopt;
        parts.user = decoded(user);
        rest = rest->mid(at + 1);
    }
    if (!takeHost(*rest, parts)) return std::nullopt;
    return parts;
}

AddressForm formOf(const QString &address) {
    if (address.isEmpty()) return AddressForm::Parts;
    const auto parts = serverAddressOf(address);
    if (!parts) return AddressForm::Whole;
    if (*parts == ServerAddress{}) return AddressForm::Environment;
    ServerAddress rest = *parts;
    rest.settings.clear();
    const bool isOneSetting = !parts->settings.contains(QLatin1Char('&'));
    if (rest == ServerAddress{} && isOneSetting && parts->settings.startsWith(kService)) return AddressForm::Service;
    return AddressForm::Parts;
}

QString serviceAddress(const QString &name) { return kScheme + QStringLiteral("/?service=") + encoded(name); }

QString serviceOf(const QString &address) {
    return decoded(serverAddressOf(address).value_or(ServerAddress{}).settings.mid(kService.size()));
}

bool isServer(const QString &address) { return restOf(address).has_value(); }

QString weakTlsOf(const QString &address) {
    constexpr QLatin1String kMode("sslmode=");
    for (const QString &setting : serverAddressOf(address).value_or(ServerAddress{}).settings.split(QLatin1Char('&'))) {
        const QString mode = setting.mid(kMode.size());
        if (setting.startsWith(kMode) && mode != QLatin1String("verify-full")) return mode;
    }
    return {};
}

QString shortName(const QString &address) {
    const auto say = [](const char *text) { return QCoreApplication::translate("Address", text); };
    switch (formOf(address)) {
    case AddressForm::Service:
        return say(QT_TRANSLATE_NOOP("Address", "Service %1")).arg(serviceOf(address));
    case AddressForm::Environment:
        return say(QT_TRANSLATE_NOOP("Address", "The server of the PG* environment"));
    case AddressForm::Parts: {
        const ServerAddress parts = serverAddressOf(address).value_or(ServerAddress{});
        if (parts.database.isEmpty()) return parts.host;
        return parts.host.isEmpty() ? parts.database
                                    : say(QT_TRANSLATE_NOOP("Address", "%1 at %2")).arg(parts.database, parts.host);
    }
    case AddressForm::Whole:
        break;
    }
    if (isServer(address)) return say(QT_TRANSLATE_NOOP("Address", "A PostgreSQL database"));
    return QFileInfo(address.section(QLatin1Char(':'), -1)).fileName();
}

} // namespace eventscope::ui
