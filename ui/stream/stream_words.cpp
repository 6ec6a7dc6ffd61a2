// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/stream_words.h"

#include "core/json/print_start.h"
#include "ui/widgets/format.h"
#include "ui/widgets/protected_text.h"
#include "ui/widgets/safe_text.h"

#include <QCoreApplication>
#include <QStringList>

namespace eventscope::ui {

namespace {

constexpr qsizetype kTypesShown = 20;
constexpr std::size_t kCellBytesMax = 400;

QString tr(const char *text) { return QCoreApplication::translate("StreamPage", text); }

} // namespace

QString foldLabel(const FoldInfo &info) {
    if (info.kind == ProvenanceKind::PayloadMerge) return tr("Payload merge");
    const QString name = shortened(info.name, kNameCharacters);
    return info.language.empty() ? name
                                 : QStringLiteral("%1 (%2)").arg(name, shortened(info.language, kNameCharacters));
}

QString provenanceText(const Provenance &provenance) {
    switch (provenance.kind) {
    case ProvenanceKind::DomainFold:
        return QStringLiteral("● ") + tr("Domain fold");
    case ProvenanceKind::DeclaredMapping:
        return QStringLiteral("◐ ") + tr("Declared mapping");
    case ProvenanceKind::PayloadMerge:
        return QStringLiteral("○ ") + tr("Payload merge, a guess");
    case ProvenanceKind::Raw:
        return QStringLiteral("○ ") + tr("Raw: no state");
    }
    return {};
}

QString provenanceTip(const Provenance &provenance) {
    QStringList lines;
    if (provenance.kind == ProvenanceKind::PayloadMerge) {
        lines << tr("The payloads are laid over each other, without knowledge of the domain.");
    }
    const QString ignored = ignoredText(provenance);
    if (!ignored.isEmpty()) lines << ignored;
    return lines.join(u'\n');
}

QString ignoredText(const Provenance &provenance) {
    QStringList types;
    for (const std::string &type : provenance.ignored) {
        if (types.size() == kTypesShown) {
            types << QString(QChar(0x2026));
            break;
        }
        types << shortened(type, kNameCharacters);
    }
    return types.isEmpty() ? QString() : tr("Ignored: %1").arg(types.join(QStringLiteral(", ")));
}

QString valueText(const Json &value) {
    if (value.isString()) return beginningOf(value.token(), kCellBytesMax);
    if (const auto state = protectedText(value)) return *state;
    return beginningOf(printStart(value, kCellBytesMax + 1), kCellBytesMax);
}

/// Names may be megabytes long.
QString pathText(const Pointer &path) {
    if (path.isRoot()) return tr("(the whole state)");
    std::vector<std::string> tokens;
    std::size_t bytes = 0;
    for (const std::string &token : path.tokens()) {
        tokens.push_back(token.substr(0, kCellBytesMax + 1));
        bytes += tokens.back().size() + 1;
        if (bytes > kCellBytesMax) break;
    }
    return beginningOf(Pointer(std::move(tokens)).text(), kCellBytesMax);
}

QString stepText(const Step &step) {
    return formatVersion(step.version) + u' ' + shortened(step.type, kNameCharacters);
}

QString versionText(const History &history, std::optional<std::size_t> step) {
    return step ? formatVersion(history.steps()[*step].version) : tr("before the first event");
}

} // namespace eventscope::ui
