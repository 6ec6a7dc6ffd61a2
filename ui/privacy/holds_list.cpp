// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/holds_list.h"

#include "core/privacy/legal_hold.h"
#include "ui/session/store_privacy.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

namespace eventscope::ui {

namespace {

Cell textCell(const LedgerEntry &hold, const char *member) {
    const Json said = hold.details.member(member);
    if (!said.isString()) return {HoldsList::tr("not said"), {}, Role::TextQuiet};
    const auto text = said.token();
    return {shortened(text, kNameCharacters), shortened(text, kMessageCharacters)};
}

Cell purposesCell(const LedgerEntry &hold) {
    QStringList names;
    for (const std::string &purpose : hold.texts("purposes"))
        names << shortened(purpose, kNameCharacters);
    return names.isEmpty() ? Cell{HoldsList::tr("all"), {}, Role::TextQuiet} : Cell{names.join(QStringLiteral(", "))};
}

} // namespace

HoldsList::HoldsList(Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_model(theme),
      m_title(new ElidedLabel(this)),
      m_table(new QTableView(this)),
      m_reason(new QLineEdit(this)),
      m_authority(new QLineEdit(this)),
      m_purpose(new QComboBox(this)),
      m_until(new QLineEdit(this)),
      m_add(new QPushButton(tr("Add Hold"), this)),
      m_release(new QPushButton(tr("Release"), this)),
      m_deciding(session.workers()) {
    m_model.setColumns({{tr("Number"), QStringLiteral("1,000"), true},
                        {tr("Since"), QStringLiteral("2026-03-04 12:00:03")},
                        {tr("Until"), QStringLiteral("2026-03-04 12:00:03")},
                        {tr("Purposes"), QStringLiteral("recruiting, payroll")},
                        {tr("Authority"), QStringLiteral("District court, Bonn")},
                        {tr("Reason")}});
    setAccessible(m_table, tr("Legal holds"));
    showCells(*m_table, m_model, theme);
    layOut();
    connect(m_reason, &QLineEdit::textChanged, this, &HoldsList::showPossible);
    connect(m_reason, &QLineEdit::returnPressed, m_add, &QPushButton::click);
    for (const QLineEdit *line : {m_authority, m_until})
        connect(line, &QLineEdit::returnPressed, m_add, &QPushButton::click);
    connect(m_add, &QPushButton::clicked, this, &HoldsList::add);
    connect(m_release, &QPushButton::clicked, this, &HoldsList::release);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &HoldsList::showPossible);
    showPossible();
}

void HoldsList::layOut() {
    const Metrics metrics(font());
    m_reason->setPlaceholderText(tr("Why their data must be kept"));
    m_authority->setPlaceholderText(tr("who wants it: a court, a law"));
    m_until->setPlaceholderText(tr("until 2027-01-31"));
    setAccessible(m_authority, m_authority->placeholderText());
    setAccessible(m_purpose, tr("What stays: what is kept for this purpose"));
    m_purpose->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    showPurposes();
    setAccessible(m_reason, m_reason->placeholderText());
    setAccessible(m_until, tr("Day on which the hold ends; empty: without an end"));
    setAccessible(m_add, m_add->text());
    setAccessible(m_release, m_release->text());
    for (QLineEdit *line : {m_reason, m_authority, m_until})
        line->setMinimumWidth(fontMetrics().horizontalAdvance(line->placeholderText()) + metrics.steps(6));
    auto *row = new FlowLayout(metrics.steps(2));
    for (QWidget *part : QList<QWidget *>{m_reason, m_authority, m_purpose, m_until, m_add, m_release})
        row->addWidget(part);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(titled(m_title, m_table), 1);
    auto *below = new QVBoxLayout;
    below->setContentsMargins(metrics.steps(2), metrics.steps(1), metrics.steps(2), metrics.steps(1));
    below->addLayout(row);
    column->addLayout(below);
}

QString HoldsList::titleText() const { return m_title->text(); }

void HoldsList::showStudy(const SubjectStudyPtr &study) {
    m_study = study;
    for (QLineEdit *line : {m_reason, m_authority, m_until})
        line->clear();
    showPurposes();
    std::vector<CellRow> rows;
    if (study) {
        for (const LedgerEntry &hold : study->holds) {
            const auto until = parseTime(hold.details.member("until").token());
            rows.push_back(
                {{formatCount(hold.number)},
                 {formatSecond(hold.at)},
                 {until ? formatSecond(*until) : tr("without an end"), {}, until ? Role::Text : Role::TextQuiet},
                 purposesCell(hold),
                 textCell(hold, "authority"),
                 textCell(hold, "reason")});
        }
    }
    m_title->setText(rows.empty() ? tr("No legal hold forbids it")
                                  : tr("%Ln legal hold(s) forbid it", nullptr, static_cast<int>(rows.size())));
    m_model.setRows(std::move(rows));
    showPossible();
}

void HoldsList::showPurposes() {
    m_purpose->clear();
    m_purpose->addItem(tr("for all purposes"), QString());
    if (!m_study) return;
    for (const std::string &purpose : m_study->purposes)
        m_purpose->addItem(tr("for %1").arg(shortened(purpose, kNameCharacters)), QString::fromStdString(purpose));
}

void HoldsList::showPossible() {
    m_add->setEnabled(m_study && !m_reason->text().trimmed().isEmpty());
    m_release->setEnabled(m_study && m_table->selectionModel()->hasSelection());
}

void HoldsList::add() {
    if (!m_add->isEnabled()) return;
    LegalHold hold{.reason = m_reason->text().trimmed().toStdString(),
                   .authority = m_authority->text().trimmed().toStdString()};
    if (const QString purpose = m_purpose->currentData().toString(); !purpose.isEmpty())
        hold.purposes.push_back(purpose.toStdString());
    if (const QString until = m_until->text().trimmed(); !until.isEmpty()) {
        const auto end = parseTimeSpan(until.toStdString());
        if (!end) return m_title->setText(tr("\"%1\" is no day: write it as 2027-01-31").arg(until));
        hold.until = end->to;
    }
    auto act = [person = m_study->wanted.subject, hold](const StorePrivacy::Desk &desk,
                                                        const JobControl &) -> Result<void> {
        ES_TRY(addHold(*desk.things.ledger, *desk.things.vault, desk.things.protection.policy, person, hold,
                       desk.clock.now()));
        return {};
    };
    decide(tr("Adding a legal hold"), m_session.privacy()->decide(std::move(act)));
}

void HoldsList::release() {
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty()) return;
    const std::uint64_t number = m_study->holds[static_cast<std::size_t>(rows.front().row())].number;
    auto act = [number](const StorePrivacy::Desk &desk, const JobControl &) {
        return releaseHold(*desk.things.ledger, number, desk.clock.now());
    };
    decide(tr("Releasing a legal hold"), m_session.privacy()->decide(std::move(act)));
}

void HoldsList::decide(const QString &what, Call<void> act) {
    m_deciding.startListed(what, std::move(act), [this](const Result<void> &done) {
        if (done) return Q_EMIT changed();
        m_title->setText(shortened(describe(done.error()), kMessageCharacters));
    });
}

} // namespace eventscope::ui
