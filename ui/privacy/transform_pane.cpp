// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/transform_pane.h"

#include "core/base/atomic_file.h"
#include "core/privacy/source_removal.h"
#include "ui/session/store_privacy.h"
#include "ui/session/store_projections.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"
#include "ui/widgets/tab_order.h"

#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace eventscope::ui {

namespace {

constexpr std::size_t kRulesBytesMax = 1u << 20;
constexpr int kRemarksShown = 5;

/// What stands in the way first, then what a person should weigh.
QStringList remarksOf(const TransformationPreview &found, const std::vector<RefusedInCopy> &refused) {
    QStringList remarks;
    for (const TransformationProblem &problem : found.problems)
        remarks += QStringLiteral("%1 %2: %3")
                       .arg(formatVersion(problem.version), shortened(problem.pointer, kNameCharacters),
                            shortened(problem.what, kMessageCharacters));
    for (const LiteralFound &literal : found.literals)
        remarks += TransformPane::tr("%1 %2 still holds a text looked for")
                       .arg(formatVersion(literal.version), shortened(literal.pointer, kNameCharacters));
    for (const RefusedInCopy &each : refused)
        remarks += TransformPane::tr("%1 would refuse %2 of the copy's events, the first at %3: %4")
                       .arg(shortened(each.model, kNameCharacters), formatCount(each.events),
                            formatVersion(each.version), shortened(each.reason, kMessageCharacters));
    for (const std::string &type : found.unknown)
        remarks += TransformPane::tr("the rules name %1, but the stream has no such event")
                       .arg(shortened(type, kNameCharacters));
    for (const ResidualWarning &warning : found.warnings)
        remarks += TransformPane::tr("may still tell a person: %1, %2 %3")
                       .arg(shortened(warning.type, kNameCharacters), shortened(name(warning.kind), kNameCharacters),
                            shortened(warning.pointer, kNameCharacters));
    if (remarks.size() > kRemarksShown) {
        const auto more = static_cast<std::uint64_t>(remarks.size() - kRemarksShown);
        remarks = remarks.mid(0, kRemarksShown);
        remarks += TransformPane::tr("and %1 more").arg(formatCount(more));
    }
    return remarks;
}

} // namespace

TransformPane::TransformPane(Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_model(theme),
      m_outcome(new Banner(theme, this)),
      m_stream(new QComboBox(this)),
      m_rules(new QLineEdit(this)),
      m_id(new QLineEdit(this)),
      m_reason(new QLineEdit(this)),
      m_typed(new QLineEdit(this)),
      m_choose(new QPushButton(tr("Choose\u2026"), this)),
      m_preview(new QPushButton(tr("Preview"), this)),
      m_copy(new QPushButton(tr("Make the Copy"), this)),
      m_remove(new QPushButton(tr("Remove the Source"), this)),
      m_title(new ElidedLabel(this)),
      m_table(new QTableView(this)),
      m_previewing(session.workers()),
      m_acting(session.workers()) {
    layOut(theme);
    connect(m_stream, &QComboBox::currentIndexChanged, this, &TransformPane::forgetPreview);
    connect(m_rules, &QLineEdit::textChanged, this, &TransformPane::forgetPreview);
    for (QLineEdit *edit : {m_id, m_reason, m_typed})
        connect(edit, &QLineEdit::textChanged, this, &TransformPane::showPossible);
    connect(m_choose, &QPushButton::clicked, this, &TransformPane::chooseRules);
    connect(m_preview, &QPushButton::clicked, this, &TransformPane::preview);
    connect(m_copy, &QPushButton::clicked, this, &TransformPane::copy);
    connect(m_remove, &QPushButton::clicked, this, &TransformPane::removeIt);
    forgetPreview();
}

void TransformPane::layOut(const Theme &theme) {
    const Metrics metrics(font());
    m_model.setColumns({{tr("Version"), QStringLiteral("v1,000"), true, true},
                        {tr("Type"), QStringLiteral("CandidateRegistered")},
                        {tr("Value"), QStringLiteral("/contact/address"), false, true},
                        {tr("Before"), QStringLiteral("\"Ada Example of somewhere\""), false, true},
                        {tr("In the copy"), {}, false, true}});
    setAccessible(m_table, tr("What each value becomes in the copy"));
    showCells(*m_table, m_model, theme);
    const auto field = [&](QLineEdit *edit, const QString &text) {
        edit->setPlaceholderText(text);
        setAccessible(edit, text);
        edit->setMinimumWidth(fontMetrics().horizontalAdvance(text) + metrics.steps(6));
    };
    setAccessible(m_stream, tr("Stream to be copied"));
    m_stream->setMinimumWidth(metrics.steps(50));
    field(m_rules, tr("File with the rules (JSON)"));
    field(m_id, tr("Id, such as T-2026-4"));
    field(m_reason, tr("Legal ground"));
    field(m_typed, tr("The stream's name, to remove it"));
    for (QPushButton *button : {m_choose, m_preview, m_copy, m_remove})
        setAccessible(button, button->text());
    const auto row = [&](std::initializer_list<QWidget *> parts) {
        auto *flow = new FlowLayout(metrics.steps(2));
        for (QWidget *part : parts)
            flow->addWidget(part);
        auto *box = new QVBoxLayout;
        box->setContentsMargins(metrics.steps(2), metrics.steps(1), metrics.steps(2), metrics.steps(1));
        box->addLayout(flow);
        return box;
    };
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_outcome);
    column->addLayout(row({m_stream, m_rules, m_choose, m_preview}));
    column->addLayout(titled(m_title, m_table), 1);
    column->addLayout(row({m_id, m_copy, m_reason, m_typed, m_remove}));
    tabInTurn({m_stream, m_rules, m_choose, m_preview, m_table, m_id, m_copy, m_reason, m_typed, m_remove});
}

void TransformPane::showStudy(const SubjectStudyPtr &study) {
    if (study == m_study) return;
    m_study = study;
    m_stream->clear();
    if (!study) return;
    for (const StreamId &stream : streamsOf(*study))
        m_stream->addItem(shortened(stream.value, kNameCharacters), QByteArray::fromStdString(stream.value));
}

void TransformPane::chooseRules() {
    auto *dialog = new QFileDialog(this, tr("Rules of the copy"), {}, tr("Rules (*.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, m_rules, &QLineEdit::setText);
    dialog->open();
}

TransformPane::Wish TransformPane::wish() const {
    Wish wish;
    wish.id = m_id->text().trimmed().isEmpty() ? "preview" : m_id->text().trimmed().toStdString();
    wish.rulesFile = m_rules->text().toStdString();
    wish.source = {m_stream->currentData().toByteArray().toStdString()};
    wish.why.reason = m_reason->text().trimmed().toStdString();
    if (m_study) wish.literals = m_study->wanted.literals;
    return wish;
}

Result<TransformationTask> TransformPane::taskOf(const Wish &wish, const KeyVault *vault) {
    ES_ASSIGN(text, readFile(wish.rulesFile, kRulesBytesMax));
    ES_ASSIGN(rules, TransformationRules::parse(text));
    TransformationTask task;
    task.id = wish.id;
    task.source = wish.source;
    task.target = transformedStream(wish.source, wish.id);
    task.rules = std::move(rules);
    task.unreadable = Unreadable::Null;
    if (vault) {
        ES_ASSIGN(secret, pseudonymSecret(*vault, wish.id));
        task.secret = std::move(secret);
    }
    return task;
}

/// Other rules, another stream: what was seen says nothing any more.
void TransformPane::forgetPreview() {
    m_isPossible = m_isCopied = false;
    m_outcome->hide();
    m_model.setRows({});
    m_title->setText(tr("A preview shows what each value becomes; nothing is written by it"));
    showPossible();
}

void TransformPane::showPossible() {
    const bool isIdle = !isBusy();
    const bool mayWrite = m_session.privacy()->mayWrite();
    const bool hasId = !m_id->text().trimmed().isEmpty();
    m_preview->setEnabled(isIdle && m_stream->currentIndex() >= 0 && !m_rules->text().trimmed().isEmpty());
    m_copy->setEnabled(isIdle && mayWrite && m_isPossible && hasId && !m_isCopied);
    m_remove->setEnabled(isIdle && mayWrite && m_isCopied && hasId && !m_reason->text().trimmed().isEmpty() &&
                         m_typed->text().toUtf8() == m_stream->currentData().toByteArray());
}

void TransformPane::preview() {
    auto look = [wish = wish(), projections = m_session.projections()](const StorePrivacy::Desk &desk,
                                                                       const JobControl &job) -> Result<Preview> {
        ES_ASSIGN(task, taskOf(wish, desk.things.vault.get()));
        Preview preview;
        const auto take = [&](const EventPreview &event) -> Result<void> {
            if (preview.events.size() < kEventsMax) preview.events.push_back(event);
            return {};
        };
        const TransformationSources sources{desk.store, desk.things.protection, desk.things.vault.get()};
        ES_ASSIGN(found, previewTransformation(sources, task, wish.literals, take, job));
        preview.found = std::move(found);
        if (preview.found.isPossible()) {
            ES_ASSIGN(refused, projectCopy(sources, task, desk.upcasters, projections->all(), job));
            preview.refused = std::move(refused);
        }
        return preview;
    };
    m_previewing.startListed(tr("Previewing a copy"), m_session.privacy()->read(std::move(look)),
                             [this](const Result<Preview> &made) { showPreview(made); });
    showPossible();
}

void TransformPane::showPreview(const Result<Preview> &preview) {
    if (!preview) {
        m_outcome->say(Role::Error, shortened(describe(preview.error()), kMessageCharacters));
        return showPossible();
    }
    std::vector<CellRow> rows;
    for (const EventPreview &event : preview->events) {
        for (const TransformedPlace &place : event.places) {
            rows.push_back(
                {{formatVersion(event.version)},
                 {shortened(event.type, kNameCharacters)},
                 {shortened(place.pointer, kNameCharacters)},
                 {shortened(place.before, kNameCharacters), {}, Role::TextQuiet},
                 {place.after ? shortened(*place.after, kNameCharacters) : tr("removed"), {}, Role::Changed}});
        }
    }
    m_model.setRows(std::move(rows));
    m_isPossible = preview->found.isPossible();
    m_title->setText(tr("%1 of %2 events change; nothing is written yet")
                         .arg(formatCount(preview->found.changed), formatCount(preview->found.events)));
    const QStringList remarks = remarksOf(preview->found, preview->refused);
    if (!m_isPossible)
        m_outcome->say(Role::Error, tr("In the way: %1").arg(remarks.join(QStringLiteral("; "))));
    else if (!remarks.isEmpty())
        m_outcome->say(Role::Warning, tr("To be weighed: %1").arg(remarks.join(QStringLiteral("; "))));
    else
        m_outcome->hide();
    showPossible();
}

void TransformPane::copy() {
    auto make = [wish = wish()](WritableEventStore &store, const StorePrivacy::Desk &desk,
                                const JobControl &job) -> Result<TransformationResult> {
        ES_ASSIGN(task, taskOf(wish, desk.things.vault.get()));
        const TransformationWorld world{store, desk.things.protection, desk.things.vault.get(),
                                        desk.things.ledger ? &*desk.things.ledger : nullptr, desk.clock};
        return transformStream(world, task, wish.why, wish.literals, job);
    };
    m_acting.startListed(tr("Copying a stream"), m_session.privacy()->append("transform a stream", std::move(make)),
                         [this](const Result<TransformationResult> &result) { showOutcome(result, false); });
    showPossible();
}

void TransformPane::removeIt() {
    auto take = [wish = wish()](WritableEventStore &store, const StorePrivacy::Desk &desk, StreamRemoval &removal,
                                const JobControl &job) -> Result<TransformationResult> {
        ES_ASSIGN(task, taskOf(wish, desk.things.vault.get()));
        const TransformationWorld world{store,
                                        desk.things.protection,
                                        desk.things.vault.get(),
                                        desk.things.ledger ? &*desk.things.ledger : nullptr,
                                        desk.clock,
                                        desk.things.modelStores()};
        return removeSource(world, task, wish.why, removal, wish.literals, searchedFiles(store.reader(), desk.things),
                            job);
    };
    m_acting.startListed(tr("Removing a stream"), m_session.privacy()->remove("remove a stream", std::move(take)),
                         [this](const Result<TransformationResult> &result) { showOutcome(result, true); });
    showPossible();
}

void TransformPane::showOutcome(const Result<TransformationResult> &result, bool isRemoved) {
    if (!result) {
        m_outcome->say(Role::Error, shortened(describe(result.error()), kMessageCharacters));
        return showPossible();
    }
    QStringList open;
    for (const std::string &each : result->open)
        open += shortened(each, kMessageCharacters);
    for (const std::string &file : result->remnants)
        open += tr("found in %1").arg(shortened(file, kMessageCharacters));
    const QString target = shortened(result->target.value, kNameCharacters);
    // What was left by a removal is looked at once more by the same button.
    m_isCopied = result->isComplete() != isRemoved;
    if (!result->isComplete())
        m_outcome->say(Role::Warning, tr("INCOMPLETE: %1").arg(open.join(QStringLiteral("; "))));
    else if (isRemoved)
        m_outcome->say(Role::Good,
                       tr("The source is removed, with its snapshots. Read models, backups and copies of the "
                          "store from before may hold it still."));
    else
        m_outcome->say(Role::Good,
                       tr("The copy %1 was made and verified. It counts as pseudonymised: it is still personal data. "
                          "The source is still there: type its name to remove it.")
                           .arg(target));
    showPossible();
}

} // namespace eventscope::ui
