// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/settings.h"

#include <QStandardPaths>

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr int kFormat = 1;

QString fileOr(const QString &file) {
    if (!file.isEmpty()) return file;
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QStringLiteral("/settings.ini");
}

QString environmentKey(const QString &storeId) { return QStringLiteral("environments/") + storeId; }

} // namespace

Settings::Settings(const QString &file, QObject *parent)
    : QObject(parent), m_store(fileOr(file), QSettings::IniFormat) {
    m_store.setValue(QStringLiteral("format"), kFormat);
}

SchemeChoice Settings::scheme() const {
    const QString word = m_store.value(QStringLiteral("scheme")).toString();
    return word == QLatin1String("light")  ? SchemeChoice::Light
           : word == QLatin1String("dark") ? SchemeChoice::Dark
                                           : SchemeChoice::System;
}

void Settings::setScheme(SchemeChoice scheme) {
    static constexpr const char *kWords[] = {"system", "light", "dark"};
    m_store.setValue(QStringLiteral("scheme"), QLatin1String(kWords[static_cast<std::size_t>(scheme)]));
    Q_EMIT schemeChanged();
}

bool Settings::highContrast() const { return m_store.value(QStringLiteral("high-contrast")).toBool(); }

void Settings::setHighContrast(bool on) {
    m_store.setValue(QStringLiteral("high-contrast"), on);
    Q_EMIT schemeChanged();
}

Scheme Settings::schemeFor(Scheme system) const {
    const SchemeChoice choice = scheme();
    const Scheme chosen = choice == SchemeChoice::System ? system
                          : choice == SchemeChoice::Dark ? Scheme::Dark
                                                         : Scheme::Light;
    return highContrast() ? inHighContrast(chosen) : chosen;
}

TimeStyle Settings::timeStyle() const {
    const QString word = m_store.value(QStringLiteral("times")).toString();
    return word == QLatin1String("local")      ? TimeStyle::Local
           : word == QLatin1String("relative") ? TimeStyle::Relative
                                               : TimeStyle::Utc;
}

void Settings::setTimeStyle(TimeStyle style) {
    static constexpr const char *kWords[] = {"utc", "local", "relative"};
    m_store.setValue(QStringLiteral("times"), QLatin1String(kWords[static_cast<std::size_t>(style)]));
}

TimelineOptions Settings::timelineOptions() const {
    using Scope = TimelineOptions::Scope;
    using Stack = TimelineOptions::Stack;
    const QStringList words = m_store.value(QStringLiteral("timeline")).toStringList();
    const auto has = [&words](const char *word) { return words.contains(QLatin1String(word)); };
    return {.scope = has("stream")  ? Scope::Stream
                     : has("shown") ? Scope::Shown
                                    : Scope::WholeLog,
            .stack = has("type")     ? Stack::Type
                     : has("single") ? Stack::None
                                     : Stack::Category,
            .isLogarithmic = has("logarithmic"),
            .hasLanes = has("lanes"),
            .foldsIdleTime = has("folded")};
}

void Settings::setTimelineOptions(const TimelineOptions &options) {
    static constexpr const char *kScopes[] = {"whole", "stream", "shown"};
    static constexpr const char *kStacks[] = {"category", "type", "single"};
    QStringList words{QLatin1String(kScopes[static_cast<std::size_t>(options.scope)]),
                      QLatin1String(kStacks[static_cast<std::size_t>(options.stack)])};
    if (options.isLogarithmic) words += QStringLiteral("logarithmic");
    if (options.hasLanes) words += QStringLiteral("lanes");
    if (options.foldsIdleTime) words += QStringLiteral("folded");
    m_store.setValue(QStringLiteral("timeline"), words);
    Q_EMIT timelineOptionsChanged();
}

QStringList Settings::recents() const { return m_store.value(QStringLiteral("recents")).toStringList(); }

void Settings::addRecent(const QString &address) {
    QStringList all = recents();
    all.removeAll(address);
    all.prepend(address);
    m_store.setValue(QStringLiteral("recents"), QStringList(all.mid(0, kRecentsMax)));
    Q_EMIT recentsChanged();
}

void Settings::removeRecent(const QString &address) {
    QStringList all = recents();
    all.removeAll(address);
    m_store.setValue(QStringLiteral("recents"), all);
    Q_EMIT recentsChanged();
}

bool Settings::restoresStores() const { return m_store.value(QStringLiteral("open/restore"), true).toBool(); }

void Settings::setRestoresStores(bool restores) { m_store.setValue(QStringLiteral("open/restore"), restores); }

bool Settings::isMasked() const { return m_store.value(QStringLiteral("privacy/masked"), false).toBool(); }

void Settings::setMasked(bool isMasked) { m_store.setValue(QStringLiteral("privacy/masked"), isMasked); }

QStringList Settings::openStores() const { return m_store.value(QStringLiteral("open/stores")).toStringList(); }

QString Settings::frontStore() const { return m_store.value(QStringLiteral("open/front")).toString(); }

void Settings::setOpenStores(const QStringList &names, const QString &front) {
    if (names == openStores() && front == frontStore()) return;
    m_store.setValue(QStringLiteral("open/stores"), names);
    m_store.setValue(QStringLiteral("open/front"), front);
    m_store.sync(); // a program that is killed leaves what stood
}

Environment Settings::environment(const QString &storeId) const {
    const int value = m_store.value(environmentKey(storeId)).toInt();
    return static_cast<Environment>(std::clamp(value, 0, static_cast<int>(Environment::Production)));
}

void Settings::setEnvironment(const QString &storeId, Environment environment) {
    m_store.setValue(environmentKey(storeId), static_cast<int>(environment));
    Q_EMIT environmentChanged();
}

QByteArray Settings::windowGeometry() const { return m_store.value(QStringLiteral("window/geometry")).toByteArray(); }

QByteArray Settings::windowState() const { return m_store.value(QStringLiteral("window/state")).toByteArray(); }

void Settings::setWindow(const QByteArray &geometry, const QByteArray &state) {
    m_store.setValue(QStringLiteral("window/geometry"), geometry);
    m_store.setValue(QStringLiteral("window/state"), state);
}

QList<int> Settings::dockWidths() const {
    QList<int> widths;
    for (const QString &width : m_store.value(QStringLiteral("window/docks")).toStringList())
        widths += width.toInt();
    return widths;
}

void Settings::setDockWidths(const QList<int> &widths) {
    QStringList words;
    for (const int width : widths)
        words += QString::number(width);
    m_store.setValue(QStringLiteral("window/docks"), words);
}

} // namespace eventscope::ui
