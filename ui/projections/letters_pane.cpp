// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/projections/letters_pane.h"

#include "core/projection/mend_key.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/row_menu.h"
#include "ui/widgets/safe_text.h"

#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

constexpr std::size_t kLettersShownMax = 500;

CellRow cellsOf(const DeadLetter &letter) {
    const Role role = letter.skipReason ? Role::TextQuiet : Role::Text;
    Cell state{LettersPane::tr("open"), {}, Role::Error, QLatin1String("error")};
    if (letter.skipReason)
        state = {LettersPane::tr("skipped: %1").arg(shortened(*letter.skipReason, kNameCharacters)),
                 {},
                 Role::TextQuiet,
                 QLatin1String("check")};
    return {{formatPosition(letter.position), {}, role},
            {shortened(letter.type, kNameCharacters), {}, role},
            {shortened(letter.stream.value), shortened(letter.stream.value, kNameCharacters), role},
            {shortened(letter.key), shortened(letter.key, kNameCharacters), role},
            state,
            {shortened(letter.reason, kNameCharacters), shortened(letter.reason, kMessageCharacters), role}};
}

} // namespace

LettersPane::LettersPane(Session &session, const Theme &theme, QWidget *parent)
    : ProjectionPane(parent),
      m_session(session),
      m_model(theme),
      m_title(new ElidedLabel(this)),
      m_table(new QTableView(this)),
      m_open(new QPushButton(tr("Open the Event"), this)),
      m_retry(new QPushButton(tr("Retry"), this)),
      m_skip(new QPushButton(tr("Skip"), this)),
      m_reason(new QLineEdit(this)),
      m_asking(session.workers()),
      m_mending(session.workers()) {
    m_model.setColumns({{tr("Position"), QStringLiteral("1,000,000"), true, true},
                        {tr("Type"), QStringLiteral("CandidateMatched")},
                        {tr("Stream"), QStringLiteral("account-7f\u20269c41"), false, true},
                        {tr("Key"), QStringLiteral("account-7f\u20269c41"), false, true},
                        {tr("State"), tr("skipped: %1").arg(QStringLiteral("a test event"))},
                        {tr("Why it could not be taken")}});
    setAccessible(m_table, tr("Dead letters"));
    showCells(*m_table, m_model, theme);
    layOut();
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &LettersPane::showPossible);
    connect(m_reason, &QLineEdit::textChanged, this, &LettersPane::showPossible);
    connect(m_reason, &QLineEdit::returnPressed, m_skip, &QPushButton::click);
    connect(m_open, &QPushButton::clicked, this, &LettersPane::open);
    connect(m_table, &QTableView::activated, this, &LettersPane::open);
    connect(m_retry, &QPushButton::clicked, this, &LettersPane::retry);
    connect(m_skip, &QPushButton::clicked, this, &LettersPane::skip);
    offerRowMenu(*m_table, [this](QMenu &menu) { fillMenu(menu); });
    showPossible();
}

void LettersPane::layOut() {
    const Metrics metrics(font());
    setAccessible(m_open, m_open->text());
    setAccessible(m_retry, m_retry->text());
    setAccessible(m_skip, m_skip->text());
    m_retry->setToolTip(plainToolTip(tr("Try the event again, and make the rows that it goes to anew")));
    m_skip->setToolTip(plainToolTip(tr("Do without this event; the reason is kept with it")));
    m_reason->setPlaceholderText(tr("Why nobody needs this event"));
    setAccessible(m_reason, tr("Why nobody needs this event"));
    auto *row = new QHBoxLayout;
    row->setContentsMargins(metrics.steps(2), metrics.steps(1), metrics.steps(2), metrics.steps(1));
    row->setSpacing(metrics.steps(2));
    row->addWidget(m_open);
    row->addWidget(m_retry);
    row->addWidget(m_reason, 1);
    row->addWidget(m_skip);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(titled(m_title, m_table), 1);
    column->addLayout(row);
}

QString LettersPane::titleText() const { return m_title->text(); }

void LettersPane::setRunning(bool isRunning) {
    m_isRunning = isRunning;
    showPossible();
}

void LettersPane::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    ask();
}

void LettersPane::showLine(const ProjectionLine *line) {
    const Served now = servedBy(line);
    if (now.projection != m_served.projection) {
        m_said.clear();
        showLetters(Letters());
    }
    m_served = now;
    ask();
}

void LettersPane::ask() {
    if (!isVisible() || !m_served.projection || m_shown == m_served || m_mending.isRunning()) return;
    m_shown = m_served;
    auto read = [name = m_served.projection->info().name](const ProjectionContext &context,
                                                          const JobControl &job) -> Result<Letters> {
        ES_ASSIGN(live, context.models.find(name, ModelRole::Live, job));
        if (!live) return Letters();
        return context.models.letters(*live, kBeforeAll, kLettersShownMax, job);
    };
    m_asking.start(m_session.projections()->call(std::move(read)),
                   [this](const Result<Letters> &letters) { showLetters(letters); });
}

void LettersPane::showLetters(const Result<Letters> &letters) {
    if (!letters) {
        m_shown = {};
        return m_title->setText(shortened(describe(letters.error()), kMessageCharacters));
    }
    m_letters = *letters;
    std::vector<CellRow> rows;
    for (const DeadLetter &letter : m_letters)
        rows.push_back(cellsOf(letter));
    m_model.setRows(std::move(rows));
    if (!m_said.isEmpty())
        m_title->setText(m_said);
    else if (m_letters.empty())
        m_title->setText(tr("Every event could be taken"));
    else if (m_letters.size() == kLettersShownMax)
        m_title->setText(tr("The first %1 events that could not be taken").arg(formatCount(kLettersShownMax)));
    else
        m_title->setText(tr("%Ln event(s) could not be taken", nullptr, static_cast<int>(m_letters.size())));
    showPossible();
}

const DeadLetter *LettersPane::current() const {
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : &m_letters[static_cast<std::size_t>(rows.front().row())];
}

void LettersPane::showPossible() {
    const DeadLetter *letter = current();
    m_open->setEnabled(letter);
    m_retry->setEnabled(letter && !m_isRunning && !m_mending.isRunning());
    m_reason->setEnabled(letter && !letter->skipReason);
    m_skip->setEnabled(m_reason->isEnabled() && !m_reason->text().trimmed().isEmpty() && !m_mending.isRunning());
}

/// The letters are read again meanwhile.
void LettersPane::say(const QString &text) {
    m_said = text;
    m_shown = {};
    ask();
    Q_EMIT changed();
}

void LettersPane::open() {
    if (const DeadLetter *letter = current()) Q_EMIT eventActivated(letter->position);
}

void LettersPane::retry() {
    const DeadLetter *letter = current();
    if (!letter) return;
    auto mend = [projection = m_served.projection, dead = *letter](const ProjectionContext &context,
                                                                   const JobControl &job) -> Result<QString> {
        ES_ASSIGN(mended, retryLetter(context, projection, dead, job));
        if (mended.stillFailing.empty()) return QString();
        return shortened(mended.stillFailing.front(), kMessageCharacters);
    };
    m_mending.startListed(tr("Retrying an event"), m_session.projections()->call(std::move(mend)),
                          [this](const Result<QString> &failing) {
                              if (!failing) return say(shortened(describe(failing.error()), kMessageCharacters));
                              say(failing->isEmpty() ? tr("It could be taken; its rows were made anew")
                                                     : tr("Still fails: %1").arg(*failing));
                          });
    showPossible();
}

void LettersPane::skip() {
    const DeadLetter *letter = current();
    if (!letter || !m_skip->isEnabled()) return;
    auto leave = [name = m_served.projection->info().name, event = letter->event,
                  reason = m_reason->text().trimmed().toStdString()](const ProjectionContext &context,
                                                                     const JobControl &job) -> Result<QString> {
        ES_ASSIGN(live, context.models.find(name, ModelRole::Live, job));
        if (!live) return eventscope::fail(ErrorKind::NotFound, name + " has no rows any more");
        ES_TRY(context.models.skip(*live, event, reason, context.clock.now(), job));
        return QString();
    };
    m_mending.start(m_session.projections()->call(std::move(leave)), [this](const Result<QString> &skipped) {
        if (skipped) m_reason->clear();
        say(skipped ? QString() : shortened(describe(skipped.error()), kMessageCharacters));
    });
    showPossible();
}

void LettersPane::fillMenu(QMenu &menu) {
    if (!current()) return;
    menu.addAction(m_open->text(), m_open, &QPushButton::click);
    menu.addAction(m_retry->text(), m_retry, &QPushButton::click)->setEnabled(m_retry->isEnabled());
}

} // namespace eventscope::ui
