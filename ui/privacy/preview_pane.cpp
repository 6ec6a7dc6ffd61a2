// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/preview_pane.h"

#include "core/privacy/telling_id.h"
#include "ui/privacy/privacy_words.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/format.h"
#include "ui/widgets/link_button.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/tab_order.h"
#include "ui/widgets/value_text.h"

#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QTableView>
#include <QVBoxLayout>

#include <numeric>

namespace eventscope::ui {

namespace {

int countOf(std::uint64_t count) { return static_cast<int>(std::min<std::uint64_t>(count, 1'000'000'000)); }

template <class Map>
std::uint64_t sumOf(const Map &counts) {
    return std::accumulate(counts.begin(), counts.end(), std::uint64_t(0),
                           [](std::uint64_t sum, const auto &each) { return sum + each.second; });
}

void addRows(std::vector<CellRow> &rows, const QString &whose, const QString &tip, const std::vector<Change> &changes) {
    if (changes.empty()) {
        rows.push_back({{whose, tip}, {PreviewPane::tr("nothing changes"), {}, Role::TextQuiet}, {}, {}});
        return;
    }
    for (const Change &change : changes) {
        rows.push_back({{whose, tip},
                        {pathText(change.path)},
                        {change.was ? valueText(*change.was) : QString(), {}, Role::TextQuiet},
                        {change.value ? valueText(*change.value) : PreviewPane::tr("removed"), {}, Role::Changed}});
    }
}

} // namespace

PreviewPane::PreviewPane(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_model(theme),
      m_figures(new QWidget(this)),
      m_flow(new FlowLayout(Metrics(font()).steps(2), m_figures)),
      m_remains(plainLabel({}, this)),
      m_title(new ElidedLabel(this)),
      m_table(new QTableView(this)) {
    const Metrics metrics(font());
    m_model.setColumns({{tr("Stream or row"), QStringLiteral("candidate-list \u00b7 51f0\u20269c41"), false, true},
                        {tr("Value"), QStringLiteral("/contact/address/city"), false, true},
                        {tr("Reads now"), QStringLiteral("Ada Jansen of somewhere"), false, true},
                        {tr("Will read"), QStringLiteral("\u27e6shredded\u27e7"), false, true}});
    setAccessible(m_table, tr("How states and rows will read after the erasure"));
    showCells(*m_table, m_model, theme);
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // it takes what the texts leave
    wrap(*m_remains);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics.steps(1));
    auto *above = new QVBoxLayout;
    above->setContentsMargins(metrics.steps(2), metrics.steps(1), metrics.steps(2), 0);
    above->addWidget(m_figures);
    above->addWidget(m_remains);
    column->addLayout(above);
    column->addLayout(titled(m_title, m_table), 1);
    column->addWidget(makeWays());
}

/// The three ways that are in use, with what each leaves behind.
QWidget *PreviewPane::makeWays() {
    const Metrics metrics(font());
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(metrics.steps(2), 0, metrics.steps(2), metrics.steps(1));
    column->setSpacing(metrics.steps(1));
    const std::pair<QString, QString> ways[] = {
        {tr("Crypto-shredding"),
         tr("Destroys the keys. Nothing is rewritten: events, order and hashes stay. What was sealed becomes "
            "unreadable "
            "in the store, in its copies and in its backups, except for whoever has a backup or an old copy of the "
            "vault. Leaves types, times, ids and roughly how long each value was; does nothing for values in clear.")},
        {tr("Transform a copy"),
         tr("Writes a copy of a stream without what rules take out, checks it row by row, then may remove the source. "
            "The "
            "copy is still personal data unless somebody states why it is none. Reaches "
            "values in clear. Leaves backups, replicas and logs of the database as they are; ids and positions become "
            "others.")},
        {tr("Tombstone only"),
         tr("Appends an event that says the person is forgotten. States made from then on can leave the data out; the "
            "older events still hold it, for everybody who reads them.")}};
    for (int id = 0; id < 3; ++id) {
        auto *button = new QRadioButton(ways[id].first, box);
        button->setAutoExclusive(false); // else Tab would come to the chosen one only
        button->setAccessibleDescription(ways[id].second);
        m_ways += button;
        connect(button, &QRadioButton::clicked, this, [this, id] {
            choose(static_cast<Way>(id));
            Q_EMIT wayChosen(way());
        });
        auto *explanation = plainLabel(ways[id].second, box);
        wrap(*explanation);
        explanation->setIndent(metrics.steps(6));
        column->addWidget(button);
        column->addWidget(explanation);
    }
    choose(Way::Shred);
    m_notice = new QPushButton(tr("Notice to Recipients\u2026"), box);
    setAccessible(m_notice, m_notice->text(),
                  tr("A letter to those who have the data, too, with queries that look for it in their databases"));
    m_notice->setToolTip(plainToolTip(m_notice->accessibleDescription()));
    connect(m_notice, &QPushButton::clicked, this, &PreviewPane::noticeRequested);
    column->addWidget(m_notice, 0, Qt::AlignLeft);
    return box;
}

PreviewPane::Way PreviewPane::way() const {
    for (int id = 0; id < m_ways.size(); ++id)
        if (m_ways[id]->isChecked()) return static_cast<Way>(id);
    return Way::Shred;
}

void PreviewPane::choose(Way way) {
    for (int id = 0; id < m_ways.size(); ++id)
        m_ways[id]->setChecked(id == static_cast<int>(way));
}

void PreviewPane::showStudy(const SubjectStudyPtr &study) {
    while (QLayoutItem *item = m_flow->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    m_model.setRows({});
    const bool hasVault = !study || study->plan.hasVault;
    wayButton(Way::Shred)->setEnabled(hasVault);
    if (!hasVault && way() == Way::Shred) choose(Way::Transform);
    if (!study) return;
    showFigures(*study);
    showChanges(*study);
}

QString PreviewPane::remainsText() const { return m_remains->text(); }

void PreviewPane::addFigure(const QString &text, FindPane::Kind kind, bool isWarning) {
    auto *button = new LinkButton(m_figures);
    button->setText(text);
    if (isWarning) {
        QPalette colours = button->palette();
        colours.setColor(QPalette::ButtonText, m_theme.color(Role::Warning));
        button->setPalette(colours);
    }
    setAccessible(button, text);
    connect(button, &QPushButton::clicked, this, [this, kind] { Q_EMIT listRequested(kind); });
    m_flow->addWidget(button);
}

void PreviewPane::showFigures(const SubjectStudy &study) {
    const ErasurePlan &plan = study.plan;
    using Kind = FindPane::Kind;
    if (plan.hasVault) {
        addFigure(tr("%Ln key(s)", nullptr, countOf(plan.keys.size())), Kind::Sealed);
        addFigure(tr("%Ln stream(s)", nullptr, countOf(plan.streams.size())), Kind::Sealed);
        addFigure(tr("%Ln event(s)", nullptr, countOf(plan.events)), Kind::Sealed);
        addFigure(tr("%Ln protected value(s)", nullptr, countOf(sumOf(plan.values))), Kind::Sealed);
        addFigure(tr("%Ln row(s) of read models", nullptr, countOf(sumOf(plan.rows))), Kind::Rows);
        addFigure(tr("%Ln snapshot(s)", nullptr, countOf(plan.snapshots)), Kind::Snapshots);
        if (!plan.letters.empty())
            addFigure(tr("%Ln dead letter(s)", nullptr, countOf(sumOf(plan.letters))), Kind::Rows);
    }
    if (!plan.exports.empty())
        addFigure(tr("%Ln export(s) of theirs", nullptr, countOf(plan.exports.size())), Kind::All);
    if (!plan.inClear.empty())
        addFigure(tr("▲ %Ln value(s) in clear", nullptr, countOf(plan.inClear.size())), Kind::InClear, true);
    if (plan.outOfReach > 0)
        addFigure(tr("▲ %Ln sealed value(s) out of reach", nullptr, countOf(plan.outOfReach)), Kind::Sealed, true);
    if (plan.identifiers > 0)
        addFigure(tr("%Ln place(s) of their id", nullptr, countOf(plan.identifiers)), Kind::Identifiers);
    QList<QWidget *> turn;
    for (int i = 0; i < m_flow->count(); ++i)
        turn += m_flow->itemAt(i)->widget();
    turn += m_table;
    for (QRadioButton *button : m_ways)
        turn += button;
    turn += m_notice;
    tabInTurn(turn);
    m_remains->setText(remainsOf(study));
}

QString PreviewPane::remainsOf(const SubjectStudy &study) {
    const ErasurePlan &plan = study.plan;
    QStringList texts;
    if (!plan.hasVault)
        texts << tr("This store has no vault: nothing in it is sealed, and there is no key to destroy.");
    if (!study.chosen.empty())
        texts << tr("Only what is kept for %1 would be erased: the step Confirm says why, and has the choice.")
                     .arg(purposesText(study.chosen));
    if (!plan.inClear.empty())
        texts << tr("Destroying keys does not reach what is in clear; transforming a copy does.");
    if (plan.hasVault)
        texts << tr("What will remain: the events with their types, times, order and ids, and roughly how long each "
                    "value was. Old copies of the vault open it with the passphrase of then: destroy them.");
    const bool hasKeys = !plan.keys.empty() || plan.keysGone > 0;
    if (const QString backups = backupsText(plan.backups, study.at); hasKeys && !backups.isEmpty()) texts << backups;
    for (const auto &[stream, type] : plan.tombstones)
        texts << tr("The stream %1 will be closed by an event of type %2.")
                     .arg(shortened(stream.value, kNameCharacters), shortened(type, kNameCharacters));
    if (plan.outOfReach > 0)
        texts << tr("Values out of reach are of a form that this version does not know, or of a key that the vault "
                    "does not have: nobody can tell that they would be erased.");
    if (tellingIdOf(study.wanted.subject.value))
        texts << tr("Their id looks like a name or an address: ids stay in events and in names of streams.");
    QStringList recipients;
    for (const std::string &recipient : plan.recipients)
        recipients << shortened(recipient, kNameCharacters);
    if (!recipients.isEmpty())
        texts << tr("Who has it, too, and is to be told: %1.").arg(recipients.join(QStringLiteral(", ")));
    return texts.join(u' ');
}

void PreviewPane::showChanges(const SubjectStudy &study) {
    const ErasurePreview &preview = study.preview;
    std::vector<CellRow> rows;
    for (const StateAfterErasure &state : preview.states) {
        addRows(rows, shortened(state.stream.value),
                tr("%1, as %2 makes it")
                    .arg(shortened(state.stream.value, kNameCharacters), shortened(state.fold, kNameCharacters)),
                state.changes);
    }
    for (const RowAfterErasure &row : preview.rows) {
        const QString model = shortened(row.model, kNameCharacters);
        addRows(rows, model + QStringLiteral(" \u00b7 ") + shortened(row.key),
                model + QStringLiteral(" \u00b7 ") + shortened(row.key, kNameCharacters), row.changes);
    }
    const bool isEmpty = rows.empty();
    m_model.setRows(std::move(rows));
    const std::uint64_t leftOut = preview.statesLeftOut + preview.rowsLeftOut;
    if (!study.plan.hasVault)
        m_title->setText(tr("How it will read is shown by the preview of a copy, in the step Confirm"));
    else if (leftOut > 0)
        m_title->setText(tr("After erasure; %1 more states and rows are not shown").arg(formatCount(leftOut)));
    else
        m_title->setText(isEmpty ? tr("No state and no row holds anything of theirs")
                                 : tr("After erasure this person reads"));
}

} // namespace eventscope::ui
