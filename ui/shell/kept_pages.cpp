// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/kept_pages.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr int kFormat = 2;

std::optional<QString> exactly(const std::string &text) {
    const QString made = QString::fromStdString(text);
    return made.toStdString() == text ? std::optional(made) : std::nullopt;
}

std::optional<Position> positionIn(const QJsonValue &value) {
    const auto position = parsePosition(value.toString().toStdString());
    return position ? std::optional(*position) : std::nullopt;
}

} // namespace

std::string textOf(const KeptPages &pages) {
    QJsonObject text{{QStringLiteral("format"), kFormat}};
    const auto put = [&text](const char *key, const std::string &value) {
        if (const auto made = exactly(value); made && !made->isEmpty()) text.insert(QLatin1String(key), *made);
    };
    QJsonArray kept;
    for (const KeptPages::Page &page : pages.pages) {
        const auto key = exactly(page.key);
        if (!key || kept.size() == qsizetype(KeptPages::kPagesMax)) continue;
        QJsonObject entry{{QStringLiteral("key"), *key}};
        if (page.isOnRight) entry.insert(QStringLiteral("right"), true);
        if (page.isShown) entry.insert(QStringLiteral("shown"), true);
        kept += entry;
    }
    text.insert(QStringLiteral("pages"), kept);
    put("front", pages.front);
    if (pages.asOf) put("asOf", toString(*pages.asOf));
    if (pages.selected) put("selected", toString(*pages.selected));
    put("filter", pages.filter);
    return QJsonDocument(text).toJson(QJsonDocument::Compact).toStdString();
}

KeptPages keptPagesOf(const std::string &text) {
    const QJsonObject kept = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
    KeptPages pages;
    if (kept.value(QLatin1String("format")).toInt() != kFormat) return pages;
    const auto find = [&pages](const std::string &key) {
        return std::ranges::find(pages.pages, key, &KeptPages::Page::key);
    };
    for (const auto value : kept.value(QLatin1String("pages")).toArray()) {
        const QJsonObject entry = value.toObject();
        const std::string key = entry.value(QLatin1String("key")).toString().toStdString();
        if (key.empty() || find(key) != pages.pages.end() || pages.pages.size() == KeptPages::kPagesMax) continue;
        pages.pages.push_back(
            {key, entry.value(QLatin1String("right")).toBool(), entry.value(QLatin1String("shown")).toBool()});
    }
    const std::string front = kept.value(QLatin1String("front")).toString().toStdString();
    if (find(front) != pages.pages.end()) pages.front = front;
    pages.asOf = positionIn(kept.value(QLatin1String("asOf")));
    pages.selected = positionIn(kept.value(QLatin1String("selected")));
    pages.filter = kept.value(QLatin1String("filter")).toString().toStdString();
    return pages;
}

} // namespace eventscope::ui
