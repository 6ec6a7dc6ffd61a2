// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/run_pane.h"

#include "ui/privacy/privacy_words.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace eventscope::ui {

namespace {

/// In the order in which they are done.
constexpr const char *kActs[] = {acts::kRequested, acts::kFenced,     acts::kDestroyed, acts::kRotated,
                                 acts::kDerived,   acts::kTombstoned, acts::kVerified};

CellRow rowOf(const char *act, const LedgerEntry *entry) {
    if (entry)
        return {{actText(act), {}, Role::Text, QLatin1String("check")},
                {formatSecond(entry->at)},
                {formatCount(entry->number)}};
    return {{actText(act), {}, Role::TextQuiet}, {RunPane::tr("to be done"), {}, Role::TextQuiet}, {}};
}

} // namespace

RunPane::RunPane(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_model(theme),
      m_outcome(new Banner(theme, this)),
      m_title(new ElidedLabel(this)),
      m_table(new QTableView(this)) {
    m_model.setColumns({{tr("Step"), actText(acts::kFenced)},
                        {tr("Done"), QStringLiteral("2026-03-04 12:00:03")},
                        {tr("Line of the ledger"), {}, true}});
    setAccessible(m_table, tr("Steps of the erasure"));
    showCells(*m_table, m_model, theme);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_outcome);
    column->addLayout(titled(m_title, m_table), 1);
}

void RunPane::showAccount(const std::optional<ErasureAccount> &account) {
    m_outcome->hide();
    std::vector<CellRow> rows;
    for (const char *act : kActs)
        rows.push_back(rowOf(act, account ? account->newest(act) : nullptr));
    m_model.setRows(std::move(rows));
    m_title->setText(
        account ? tr("Erasure %1: %2").arg(shortened(account->erasure, kNameCharacters), stateText(account->state()))
                : QString());
}

void RunPane::showAct(const QString &erasure, const std::string &act) {
    std::vector<CellRow> rows;
    const auto *const reached = std::ranges::find_if(kActs, [&](const char *each) { return act == each; });
    for (const auto *each = std::begin(kActs); each != std::end(kActs); ++each) {
        const bool isDone = each <= reached && reached != std::end(kActs);
        rows.push_back({{actText(*each),
                         {},
                         isDone ? Role::Text : Role::TextQuiet,
                         isDone ? QLatin1String("check") : QLatin1String()},
                        {isDone ? tr("done") : tr("to be done"), {}, Role::TextQuiet},
                        {}});
    }
    m_model.setRows(std::move(rows));
    m_title->setText(tr("Erasure %1 is under way; each step is in the ledger before the next begins").arg(erasure));
}

void RunPane::say(Role severity, const QString &text) { m_outcome->say(severity, text); }

} // namespace eventscope::ui
