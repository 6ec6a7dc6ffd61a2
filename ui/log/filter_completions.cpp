// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/filter_completions.h"

#include "core/event/filter/filter.h"
#include "core/event/filter/filter_text.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace eventscope::ui {

namespace {

using Kind = FilterExpectation::Kind;

constexpr qsizetype kChoicesMax = 200;
constexpr std::uint32_t kNamesBetweenLooks = 1024; ///< whether to stop

std::optional<double> numberOf(const std::string &literal) {
    double number = 0;
    const auto [end, problem] = std::from_chars(literal.data(), literal.data() + literal.size(), number);
    return problem == std::errc() && end == literal.data() + literal.size() ? std::optional(number) : std::nullopt;
}

/// Numbers by size, before all others, which stay as they are.
std::vector<std::string> ordered(std::vector<std::string> literals) {
    std::ranges::stable_sort(literals, [](const std::string &left, const std::string &right) {
        const auto less = numberOf(left), more = numberOf(right);
        return less && more ? *less < *more : less.has_value() && !more;
    });
    return literals;
}

/// Takes what goes with a word, the better ones first.
class Choices {
  public:
    explicit Choices(QString word) : m_word(std::move(word)) {}

    /// `name` is what the word is compared with, `text` what is inserted.
    void add(const QString &name, const QString &text) {
        if (name == m_word && name == text) return;
        const qsizetype at = name.indexOf(m_word, 0, Qt::CaseInsensitive);
        if (at < 0) return;
        QStringList &list = at == 0 ? m_begin : m_hold;
        if (list.size() < kChoicesMax) list += text;
    }
    void add(const QString &text) { add(text, text); }
    void addNamed(std::string_view name) {
        const QString text = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        if (text.contains(m_word, Qt::CaseInsensitive))
            add(text, QString::fromStdString(filterString(text.toStdString())));
    }
    /// No better ones can come.
    [[nodiscard]] bool isFull() const { return m_begin.size() >= kChoicesMax; }
    /// A literal that the word is the beginning of, with or without its quotes.
    void addLiteral(const std::string &literal) {
        const QString text = QString::fromStdString(literal);
        if (numberOf(literal) && !text.startsWith(m_word)) return; // 15 is no part of 2150
        add(text.startsWith(QLatin1Char('"')) ? text.mid(1, text.size() - 2) : text, text);
    }
    QStringList take() { return (m_begin + m_hold).mid(0, kChoicesMax); }

  private:
    const QString m_word;
    QStringList m_begin, m_hold;
};

void addFields(Choices &choices, const std::vector<SeenPath> &seen) {
    for (const char *field : {"type", "stream", "category", "time", "version", "position", "id", "schemaVersion",
                              "validTime", "data", "meta", "exists "})
        choices.add(QLatin1String(field));
    for (const SeenPath &path : seen)
        choices.add(QString::fromStdString(path.path));
}

void addOperators(Choices &choices) {
    for (const char *word : {"==", "!=", "<", "<=", ">", ">=", "~", "=~", "in"})
        choices.add(QLatin1String(word));
}

void addTypes(Choices &choices, const LogIndex &log) {
    const Dictionary &names = log.dictionary();
    QStringList known;
    for (std::uint32_t code = 0; code < names.types(); ++code)
        known += QString::fromStdString(names.type(code).name);
    known.sort();
    known.removeDuplicates(); // one name may have several schema versions
    for (const QString &name : known)
        choices.addNamed(name.toStdString());
}

void addValues(Choices &choices, const std::string &path, const LogIndex &log, const std::vector<SeenPath> &seen) {
    if (path == "category") {
        for (const auto &[category, events] : log.countsByCategory(log.rows()))
            choices.addNamed(category);
    }
    const auto found = std::ranges::find(seen, path, &SeenPath::path);
    if (found == seen.end()) return;
    for (const std::string &value : ordered(found->values))
        choices.addLiteral(value);
}

} // namespace

FilterCompletions completionsFor(const QString &text, qsizetype cursor, const LogIndex &log,
                                 const std::vector<SeenPath> &seen) {
    const QByteArray before = text.left(cursor).toUtf8();
    const std::string_view written(before.data(), static_cast<std::size_t>(before.size()));
    const FilterExpectation expected = expectationAt(written, written.size());
    Choices choices(QString::fromStdString(expected.word));
    FilterCompletions completions;
    switch (expected.kind) {
    case Kind::Field:
        addFields(choices, seen);
        break;
    case Kind::Operator:
        addOperators(choices);
        break;
    case Kind::TypeName:
        addTypes(choices, log);
        break;
    case Kind::StreamName:
        completions.stream = QString::fromStdString(expected.word);
        break;
    case Kind::Value:
        addValues(choices, expected.path, log, seen);
        break;
    case Kind::Connective:
        choices.add(QStringLiteral("&&"));
        choices.add(QStringLiteral("||"));
        completions.isNeeded = !expected.word.empty();
        break;
    }
    completions.from = QString::fromUtf8(before.left(static_cast<qsizetype>(expected.from))).size();
    completions.choices = choices.take();
    if (written.find_first_not_of(' ') == std::string_view::npos) completions.isNeeded = false;
    return completions;
}

Result<QStringList> streamChoices(const LogIndex &log, const QString &word, const JobControl &job) {
    const Dictionary &names = log.dictionary();
    const std::uint32_t streams = names.streams();
    Choices choices(word);
    for (std::uint32_t code = 0; code < streams && !choices.isFull(); ++code) {
        if (code % kNamesBetweenLooks == 0 && job.stopRequested()) return cancelled();
        choices.addNamed(names.stream(code));
    }
    return choices.take();
}

} // namespace eventscope::ui
