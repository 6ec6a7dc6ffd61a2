// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/find_pane.h"

#include "ui/privacy/privacy_words.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/row_menu.h"
#include "ui/widgets/safe_text.h"

#include <QComboBox>
#include <QMenu>
#include <QTableView>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

using Place = SubjectHit::Place;
using Reason = SubjectHit::Reason;

constexpr std::size_t kRowsMax = 5000;

bool isOfModel(const SubjectHit &hit) { return hit.place == Place::ModelRow || hit.place == Place::DeadLetter; }

bool isOf(const SubjectHit &hit, FindPane::Kind kind) {
    switch (kind) {
    case FindPane::Kind::All:
        return true;
    case FindPane::Kind::Sealed:
        return hit.reason == Reason::Envelope;
    case FindPane::Kind::InClear:
        return hit.reason == Reason::Policy || hit.reason == Reason::Literal;
    case FindPane::Kind::Identifiers:
        return hit.reason == Reason::Identifier;
    case FindPane::Kind::Rows:
        return isOfModel(hit);
    case FindPane::Kind::Snapshots:
        return hit.place == Place::Snapshot;
    }
    return true;
}

CellRow cellsOf(const SubjectHit &hit) {
    const bool isInClear = isOf(hit, FindPane::Kind::InClear);
    Cell why{reasonText(hit.reason)};
    if (isInClear) {
        const QString whole = hit.reason == Reason::Policy
                                  ? FindPane::tr("In clear; the privacy policy names it theirs")
                                  : FindPane::tr("In clear; a text that was looked for");
        why = {why.text, whole, Role::Warning, QLatin1String("warning")};
    }
    Cell recorded;
    if (hit.place != Place::ModelRow)
        recorded = {QString::fromStdString(toIso(hit.recordedAt, TimeUnit::Day)), formatSecond(hit.recordedAt)};
    const auto name = [](const std::string &text) { return Cell{shortened(text, kNameCharacters)}; };
    return {{placeText(hit.place)},
            why,
            name(hit.pointer),
            name(isOfModel(hit) ? hit.model : hit.stream.value),
            isOfModel(hit) ? name(hit.key) : Cell{formatVersion(hit.version)},
            {stateText(hit.state)},
            name(hit.type),
            name(hit.purpose),
            recorded};
}

bool hasPosition(const SubjectHit &hit) {
    return hit.place == Place::Data || hit.place == Place::Metadata || hit.place == Place::DeadLetter;
}

} // namespace

FindPane::FindPane(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_model(theme),
      m_title(new ElidedLabel(this)),
      m_kind(new QComboBox(this)),
      m_table(new QTableView(this)) {
    m_model.setColumns({{tr("Where"), placeText(Place::DeadLetter)},
                        {tr("Why"), reasonText(Reason::Policy) + QStringLiteral(" ww")},
                        {tr("Value"), QStringLiteral("/contact/address"), false, true, true},
                        {tr("Stream, model"), QStringLiteral("candidate-7f3a\u20269c41"), false, true, true},
                        {tr("v, key"), QStringLiteral("7f3a\u20269c41"), false, true, true},
                        {tr("State"), stateText(FieldState::Clear)},
                        {tr("Type"), QStringLiteral("CandidateRegistered"), false, false, true},
                        {tr("Purpose"), QStringLiteral("recruiting")},
                        {tr("Recorded"), QStringLiteral("2026-03-04")}});
    setAccessible(m_table, tr("What was found about the person"));
    showFittedCells(*m_table, m_model, theme);
    m_kind->addItems({tr("Everything"), tr("What is sealed"), tr("What is in clear"), tr("Their id"),
                      tr("Rows of read models"), tr("Snapshots")});
    setAccessible(m_kind, tr("What to show"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(titled(m_title, m_table, {m_kind}));
    connect(m_kind, &QComboBox::currentIndexChanged, this, &FindPane::showHits);
    connect(m_table, &QTableView::activated, this, &FindPane::open);
    offerRowMenu(*m_table, [this](QMenu &menu) { fillMenu(menu); });
}

QString FindPane::titleText() const { return m_title->text(); }

void FindPane::showStudy(const SubjectStudyPtr &study) {
    m_study = study;
    showHits();
}

void FindPane::showOnly(Kind kind) { m_kind->setCurrentIndex(static_cast<int>(kind)); }

void FindPane::showHits() {
    m_shown.clear();
    m_notShown = 0;
    const auto kind = static_cast<Kind>(m_kind->currentIndex());
    std::vector<CellRow> rows;
    if (m_study) {
        m_notShown = m_study->hitsLeftOut;
        for (const SubjectHit &hit : m_study->hits) {
            if (!isOf(hit, kind)) continue;
            if (rows.size() == kRowsMax) {
                ++m_notShown;
                continue;
            }
            m_shown.push_back(&hit);
            rows.push_back(cellsOf(hit));
        }
    }
    m_model.setRows(std::move(rows));
    showTitle();
}

void FindPane::showTitle() {
    if (!m_study) return m_title->clear();
    const QString found = tr("%Ln place(s)", nullptr, static_cast<int>(m_shown.size()));
    m_title->setText(m_notShown == 0 ? found
                                     : tr("%1 shown; %2 more are not listed here, the command line lists all")
                                           .arg(found, formatCount(m_notShown)));
}

void FindPane::open() {
    const auto row = static_cast<std::size_t>(m_table->currentIndex().row());
    if (row < m_shown.size() && hasPosition(*m_shown[row])) Q_EMIT eventActivated(m_shown[row]->position);
}

void FindPane::fillMenu(QMenu &menu) {
    const auto row = static_cast<std::size_t>(m_table->currentIndex().row());
    if (row < m_shown.size() && hasPosition(*m_shown[row])) menu.addAction(tr("Open the Event"), this, &FindPane::open);
}

} // namespace eventscope::ui
