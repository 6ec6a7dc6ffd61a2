// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/accounts_list.h"

#include "ui/privacy/privacy_words.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QTableView>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

Cell stateCell(ErasureAccount::State state) {
    const bool isComplete = state == ErasureAccount::State::Complete;
    return {
        stateText(state), {}, isComplete ? Role::Good : Role::Warning, QLatin1String(isComplete ? "check" : "warning")};
}

Cell detailCell(const LedgerEntry &entry, std::string_view member) {
    const Json value = entry.details.member(member);
    return {value.isString() ? shortened(value.token(), kNameCharacters) : QString()};
}

CellRow cellsOf(const ErasureAccount &account) {
    const LedgerEntry &first = account.entries.front();
    QStringList open;
    for (const std::string &each : account.open())
        open += shortened(each, kMessageCharacters);
    return {{shortened(account.erasure, kNameCharacters)},
            stateCell(account.state()),
            {formatSecond(first.at)},
            detailCell(first, "case"),
            detailCell(first, "reason"),
            detailCell(first, "by"),
            {open.join(QStringLiteral("; "))}};
}

} // namespace

AccountsList::AccountsList(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_model(theme), m_title(new ElidedLabel(this)), m_table(new QTableView(this)) {
    m_model.setColumns({{tr("Erasure"), QStringLiteral("E-2026-1700")},
                        {tr("State"), stateText(ErasureAccount::State::Incomplete) + QStringLiteral("iiii")},
                        {tr("Asked for"), QStringLiteral("2026-03-04 12:00:03")},
                        {tr("Case"), QStringLiteral("DSR-2026-17")},
                        {tr("Legal ground"), QStringLiteral("Art. 17(1)(b) consent withdrawn")},
                        {tr("Decided by"), QStringLiteral("data protection officer")},
                        {tr("Left to do")}});
    setAccessible(m_table, tr("Erasures of this store"));
    showCells(*m_table, m_model, theme);
    m_title->setText(tr("Erasures so far; Return shows one"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(titled(m_title, m_table), 1);
    connect(m_table, &QTableView::activated, this,
            [this](const QModelIndex &index) { Q_EMIT activated(m_erasures[static_cast<std::size_t>(index.row())]); });
}

void AccountsList::setAccounts(const std::vector<ErasureAccount> &accounts) {
    std::vector<CellRow> rows;
    m_erasures.clear();
    for (const ErasureAccount &account : accounts) {
        rows.push_back(cellsOf(account));
        m_erasures.push_back(account.erasure);
    }
    m_model.setRows(std::move(rows));
}

} // namespace eventscope::ui
