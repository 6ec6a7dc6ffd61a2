// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/stream_words.h"

#include "ui/widgets/format.h"
#include "ui/widgets/safe_text.h"

#include <QCoreApplication>
#include <QStringList>

namespace eventscope::ui {

namespace {

constexpr qsizetype kTypesShown = 20;

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

QString stepText(const Step &step) {
    return formatVersion(step.version) + u' ' + shortened(step.type, kNameCharacters);
}

QString versionText(const History &history, std::optional<std::size_t> step) {
    return step ? formatVersion(history.steps()[*step].version) : tr("before the first event");
}

} // namespace eventscope::ui
