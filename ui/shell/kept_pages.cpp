// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/kept_pages.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace eventscope::ui {

namespace {

constexpr int kFormat = 1;

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
    QJsonArray streams;
    for (const StreamId &stream : pages.streams) {
        const auto name = exactly(stream.value);
        if (name && streams.size() < qsizetype(KeptPages::kStreamsMax)) streams += *name;
    }
    text.insert(QStringLiteral("streams"), streams);
    if (pages.front) put("front", pages.front->value);
    if (pages.asOf) put("asOf", toString(*pages.asOf));
    if (pages.selected) put("selected", toString(*pages.selected));
    put("filter", pages.filter);
    return QJsonDocument(text).toJson(QJsonDocument::Compact).toStdString();
}

KeptPages keptPagesOf(const std::string &text) {
    const QJsonObject kept = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
    KeptPages pages;
    if (kept.value(QLatin1String("format")).toInt() != kFormat) return pages;
    for (const QJsonValue &value : kept.value(QLatin1String("streams")).toArray()) {
        const StreamId stream{value.toString().toStdString()};
        const bool isNew = std::ranges::find(pages.streams, stream) == pages.streams.end();
        if (!stream.value.empty() && isNew && pages.streams.size() < KeptPages::kStreamsMax)
            pages.streams.push_back(stream);
    }
    const StreamId front{kept.value(QLatin1String("front")).toString().toStdString()};
    if (std::ranges::find(pages.streams, front) != pages.streams.end()) pages.front = front;
    pages.asOf = positionIn(kept.value(QLatin1String("asOf")));
    pages.selected = positionIn(kept.value(QLatin1String("selected")));
    pages.filter = kept.value(QLatin1String("filter")).toString().toStdString();
    return pages;
}

} // namespace eventscope::ui
