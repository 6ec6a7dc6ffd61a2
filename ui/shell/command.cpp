// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command.h"

#include <QStringList>

#include <algorithm>
#include <optional>
#include <tuple>

namespace eventscope::ui {

namespace {

enum class Where : int { WordBeginning, Within, Beside };

bool beginsWord(const QString &text, qsizetype at) { return at == 0 || !text.at(at - 1).isLetterOrNumber(); }

/// How well a word is found; nothing: not at all.
std::optional<Where> find(const Command &command, const QString &word) {
    std::optional<Where> best;
    for (qsizetype at = command.text.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
         at = command.text.indexOf(word, at + 1, Qt::CaseInsensitive)) {
        if (beginsWord(command.text, at)) return Where::WordBeginning;
        best = Where::Within;
    }
    if (best) return best;
    const bool isBeside = command.place.contains(word, Qt::CaseInsensitive) ||
                          command.tip.contains(word, Qt::CaseInsensitive) ||
                          command.words.contains(word, Qt::CaseInsensitive);
    return isBeside ? std::optional(Where::Beside) : std::nullopt;
}

/// The worst of its words counts; nothing: one is missing.
std::optional<int> rank(const Command &command, const QStringList &words) {
    int worst = 0;
    for (const QString &word : words) {
        const auto where = find(command, word);
        if (!where) return std::nullopt;
        worst = std::max(worst, static_cast<int>(*where));
    }
    return worst;
}

} // namespace

std::vector<const Command *> matching(const Commands &commands, const QString &query, const QStringList &recent) {
    const QStringList words = query.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    using Key = std::tuple<int, bool, qsizetype>;
    std::vector<std::pair<Key, const Command *>> found;
    for (const Command &command : commands) {
        const auto how = rank(command, words);
        if (!how) continue;
        const qsizetype used = recent.indexOf(command.id());
        found.emplace_back(Key(*how, !command.whyNot.isEmpty(), used < 0 ? recent.size() : used), &command);
    }
    std::ranges::stable_sort(found, {}, [](const auto &one) { return one.first; });
    std::vector<const Command *> sorted;
    sorted.reserve(found.size());
    for (const auto &one : found)
        sorted.push_back(one.second);
    return sorted;
}

} // namespace eventscope::ui
