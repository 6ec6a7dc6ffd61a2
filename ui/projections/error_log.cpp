// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/error_log.h"

#include "core/projection/dead_letters.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QTableView>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

constexpr std::size_t kShownMax = 500;

CellRow cellsOf(const DeadLetter &letter) {
    const Role role = letter.skipReason ? Role::TextQuiet : Role::Text;
    return {{formatPosition(letter.position), {}, role},
            {shortened(letter.type, kNameCharacters), {}, role},
            {shortened(letter.reason, kNameCharacters), shortened(letter.reason, kMessageCharacters), role}};
}

/// Of many the last ones stay.
void add(std::deque<DeadLetter> &letters, const DeadLetter &letter) {
    letters.push_back(letter);
    if (letters.size() > kShownMax) letters.pop_front();
}

/// Those behind this position.
Result<std::deque<DeadLetter>> lettersAfter(ReadModelStore &models, const ModelInfo &model, Position after,
                                            const JobControl &job) {
    std::deque<DeadLetter> last;
    const auto take = [&](const DeadLetter &letter) -> Result<Flow> {
        add(last, letter);
        return Flow::More;
    };
    ES_TRY(eachLetter(models, model, job, take, after));
    return last;
}

} // namespace

ErrorLog::ErrorLog(Session &session, const Theme &theme, QWidget *parent)
    : ProjectionPane(parent),
      m_session(session),
      m_cells(theme),
      m_title(new ElidedLabel(this)),
      m_table(new QTableView(this)),
      m_asking(session.workers()) {
    m_cells.setColumns({{tr("Position"), QStringLiteral("1,000,000"), true, true},
                        {tr("Type"), QStringLiteral("MoneyWithdrawn")},
                        {tr("Why it could not be taken")}});
    setAccessible(m_table, tr("Errors of the projection"));
    showCells(*m_table, m_cells, theme);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(titled(m_title, m_table), 1);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &at) {
        Q_EMIT eventActivated(m_letters[m_letters.size() - 1 - static_cast<std::size_t>(at.row())].position);
    });
    hide();
}

QString ErrorLog::titleText() const { return m_title->text(); }

void ErrorLog::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    ask();
}

void ErrorLog::showLine(const ProjectionLine *line) {
    m_model.reset();
    if (line) m_model = line->status.shadow ? line->status.shadow : line->status.live;
    const bool isAny = m_model && m_model->openLetters > 0;
    if (!isAny) clear();
    setVisible(isAny);
    ask();
}

void ErrorLog::clear() {
    m_asking.drop();
    m_shown.reset();
    m_letters.clear();
    m_cells.setRows({});
}

/// What a run could not take comes behind what it could not take before; a letter that is gone, or is skipped, changes
/// those that are there.
void ErrorLog::ask() {
    if (!isVisible() || !m_model || m_asking.isRunning()) return;
    const bool isSame = m_shown && m_shown->role == m_model->role && m_shown->generation == m_model->generation;
    if (isSame && m_shown->openLetters == m_model->openLetters) return;
    if (!isSame || m_model->openLetters < m_shown->openLetters) clear();
    m_shown = m_model;
    auto read = [model = *m_model, after = m_letters.empty() ? kBeforeAll : m_letters.back().position](
                    const ProjectionContext &context, const JobControl &job) {
        return lettersAfter(context.models, model, after, job);
    };
    m_asking.start(m_session.projections()->call(std::move(read)),
                   [this](const Result<Letters> &letters) { showLetters(letters); });
}

void ErrorLog::showLetters(const Result<Letters> &letters) {
    if (!letters) {
        m_shown.reset();
        return m_title->setText(shortened(describe(letters.error()), kMessageCharacters));
    }
    for (const DeadLetter &letter : *letters)
        add(m_letters, letter);
    std::vector<CellRow> rows;
    for (auto letter = m_letters.rbegin(); letter != m_letters.rend(); ++letter)
        rows.push_back(cellsOf(*letter));
    m_cells.setRows(std::move(rows));
    m_title->setText(m_shown->role == ModelRole::Shadow ? tr("Errors of the rebuild, the last one first")
                                                        : tr("Errors, the last one first"));
}

} // namespace eventscope::ui
