// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/report_pane.h"

#include "ui/privacy/ledger_words.h"
#include "ui/privacy/privacy_words.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/long_text_view.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/tab_order.h"

#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

constexpr int kHashCharacters = 9;
constexpr int kLinesShown = 6;

CellRow cellsOf(const LedgerEntry &entry) {
    const QString details = detailsTexts(entry.details).join(QStringLiteral(" \u00b7 "));
    return {{formatCount(entry.number)},
            {formatSecond(entry.at)},
            {actText(entry.act)},
            {details},
            {shortened(toHex(entry.hash.bytes), kHashCharacters), shortened(toHex(entry.hash.bytes), kNameCharacters)}};
}

} // namespace

ReportPane::ReportPane(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_model(theme),
      m_verdict(new Banner(theme, this)),
      m_open(plainLabel({}, this)),
      m_title(new ElidedLabel(this)),
      m_table(new QTableView(this)),
      m_line(new LongTextView(this)),
      m_save(new QPushButton(tr("Save Report\u2026"), this)),
      m_allow(new QPushButton(tr("Allow New Keys\u2026"), this)) {
    m_model.setColumns({{tr("Line"), QStringLiteral("1,000"), true},
                        {tr("At"), QStringLiteral("2026-03-04 12:00:03")},
                        {tr("What was done"), actText(acts::kDerived), false, false, true},
                        {tr("Details"), QStringLiteral("snapshot values: 0 \u00b7 row values: 2 \u00b7 row values"),
                         false, false, true},
                        {tr("Hash"), QStringLiteral("0123\u20265678"), false, true}});
    setAccessible(m_table, tr("The ledger's lines of this erasure"));
    showFittedCells(*m_table, m_model, theme);
    m_table->setTextElideMode(Qt::ElideRight); // sentences are read from their beginning
    setAccessible(m_line, tr("The whole of the line that is chosen"));
    m_line->setFixedHeight((2 * kLinesShown + 1) * m_line->fontMetrics().lineSpacing() / 2);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ReportPane::showLine);
    wrap(*m_open);
    const Metrics metrics(font());
    m_open->setContentsMargins(metrics.steps(2), metrics.steps(1), metrics.steps(2), metrics.steps(1));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_verdict);
    column->addWidget(m_open);
    column->addLayout(titled(m_title, m_table, {m_allow, m_save}), 1);
    column->addWidget(m_line);
    tabInTurn({m_table, m_line});
    setAccessible(m_save, m_save->text());
    setAccessible(m_allow, m_allow->text());
    setPersonKnown(false);
    connect(m_allow, &QPushButton::clicked, this, &ReportPane::allowRequested);
    connect(m_save, &QPushButton::clicked, this, &ReportPane::saveRequested);
}

void ReportPane::setPersonKnown(bool isKnown) {
    m_allow->setEnabled(isKnown);
    m_allow->setToolTip(plainToolTip(
        isKnown ? tr("The person has come back: what is appended about them is to be sealed again")
                : tr("If the person has come back: type their id above and press Find, the ledger does not know it")));
}

void ReportPane::showAccount(const std::optional<ErasureAccount> &account) {
    m_verdict->setVisible(account.has_value());
    m_open->setVisible(account.has_value());
    m_lines = account ? account->entries : std::vector<LedgerEntry>();
    m_save->setEnabled(account.has_value());
    std::vector<CellRow> rows;
    if (account) {
        const QString name = shortened(account->erasure, kNameCharacters);
        switch (account->state()) {
        case ErasureAccount::State::Complete:
            m_verdict->say(Role::Good, tr("Erasure %1 is COMPLETE: nothing is left to be done").arg(name));
            break;
        case ErasureAccount::State::Incomplete:
            m_verdict->say(Role::Warning, tr("Erasure %1 is INCOMPLETE").arg(name));
            break;
        case ErasureAccount::State::UnderWay:
            m_verdict->say(Role::Warning,
                           tr("Erasure %1 was not finished: confirm it again to go on with it").arg(name));
        }
        QStringList open;
        for (const std::string &each : account->open())
            open += QStringLiteral("\u2022 ") + shortened(each, kMessageCharacters);
        m_open->setText(open.join(QLatin1Char('\n')));
        m_open->setVisible(!open.isEmpty());
        for (const LedgerEntry &entry : m_lines)
            rows.push_back(cellsOf(entry));
        m_title->setText(tr("%Ln line(s) of the ledger", nullptr, static_cast<int>(rows.size())));
    }
    m_model.setRows(std::move(rows));
    if (!m_table->currentIndex().isValid() && !m_lines.empty()) m_table->selectRow(0);
    showLine();
}

/// The whole of what the table has no room for.
void ReportPane::showLine() {
    const auto row = static_cast<std::size_t>(m_table->currentIndex().row());
    m_line->clear();
    if (row >= m_lines.size()) return;
    const LedgerEntry &line = m_lines[row];
    QStringList texts = detailsTexts(line.details);
    texts.prepend(tr("Line %1: %2").arg(formatCount(line.number), actText(line.act)));
    texts.append(tr("Hash of it and of all before: %1").arg(QString::fromStdString(toHex(line.hash.bytes))));
    m_line->append(texts.join(u'\n'));
}

} // namespace eventscope::ui
