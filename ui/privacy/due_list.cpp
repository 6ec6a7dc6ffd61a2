// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/privacy/due_list.h"

#include "ui/privacy/privacy_words.h"
#include "ui/session/store_privacy.h"
#include "ui/widgets/calm_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/safe_text.h"

#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <set>
#include <string>

namespace eventscope::ui {

namespace {

bool hasPeriodsIn(const PrivacyPolicy &policy) {
    return std::ranges::any_of(policy.purposes(), [](const auto &each) { return each.second.keep.has_value(); });
}

std::uint64_t valuesOf(const std::vector<DueData> &due) {
    std::uint64_t values = 0;
    for (const DueData &each : due)
        values += each.sealedValues + each.clearValues;
    return values;
}

/// One of whom nobody knows the id any more is known by the binding.
std::size_t peopleOf(const std::vector<DueData> &due) {
    std::set<std::string> people;
    for (const DueData &each : due)
        people.insert(each.subject.value.empty() ? toHex(each.binding) : "id " + each.subject.value);
    return people.size();
}

QString dayText(Time time) { return QString::fromStdString(toIso(time, TimeUnit::Day)); }

} // namespace

DueList::DueList(Session &session, const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_session(session),
      m_hasPeriods(hasPeriodsIn(session.protection().policy)),
      m_model(theme),
      m_title(new ElidedLabel(this)),
      m_table(new QTableView(this)),
      m_look(new QPushButton(this)),
      m_looking(session.workers()) {
    m_model.setColumns({{tr("Person"), QStringLiteral("51f0d4a2-77c1-4d7b-9c41"), false, true},
                        {tr("Purpose"), QStringLiteral("recruiting abroad")},
                        {tr("Last event"), QStringLiteral("2026-03-04 12:00:03")},
                        {tr("Due since"), QStringLiteral("2026-03-04")},
                        {tr("Values"), QStringLiteral("1,000"), true},
                        {tr("In clear"), QStringLiteral("1,000"), true},
                        {tr("Legal hold")}});
    setAccessible(m_table, tr("What is kept beyond its period"));
    showCells(*m_table, m_model, theme);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(titled(m_title, m_table, {m_look}), 1);
    connect(m_look, &QPushButton::clicked, this, [this] { isBusy() ? m_looking.cancel() : look(); });
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) {
        const SubjectId &person = m_people[static_cast<std::size_t>(index.row())];
        if (!person.value.empty()) Q_EMIT activated(person);
    });
    say(tr("What is kept beyond its period: the whole store is read to tell"));
}

QString DueList::titleText() const { return m_title->text(); }

void DueList::say(const QString &title) {
    m_title->setText(title);
    m_look->setText(isBusy() ? tr("Stop") : tr("List What Is Due"));
    setAccessible(m_look, m_look->text());
    const bool isAny = m_model.rowCount() > 0;
    m_table->setVisible(isAny);
    setSizePolicy(QSizePolicy::Preferred, isAny ? QSizePolicy::Preferred : QSizePolicy::Maximum);
}

void DueList::lookAgain() {
    if (m_wasAsked) look();
}

Call<DueList::Found> DueList::call(Session &session) {
    return session.privacy()->read([](const StorePrivacy::Desk &desk, const JobControl &job) -> Result<Found> {
        const ErasureLedger *ledger = desk.things.ledger ? &*desk.things.ledger : nullptr;
        Found found;
        ES_ASSIGN(due,
                  dueData(desk.things.sourcesOf(desk.store), desk.things.vault.get(), ledger, desk.clock.now(), job));
        found.due = std::move(due);
        if (!desk.things.vault) return found;
        ES_ASSIGN(damaged, desk.things.vault->damagedKeys());
        found.damagedKeys = damaged.size();
        return found;
    });
}

void DueList::look() {
    m_wasAsked = true;
    m_looking.startListed(tr("Listing what is due"), call(m_session),
                          [this](const Result<Found> &found) { handle(found); });
    say(tr("Reading the whole store\u2026"));
}

CellRow DueList::cellsOf(const DueData &due) {
    const bool isKnown = !due.subject.value.empty();
    const std::string person = isKnown ? due.subject.value : toHex(due.binding);
    const QString whole = shortened(person, kNameCharacters);
    return {{shortened(person),
             isKnown ? whole : tr("%1: as the vault knows them; no event says their id any more").arg(whole),
             isKnown ? Role::Text : Role::TextQuiet},
            {purposeText(due.purpose)},
            {formatSecond(due.last)},
            {dayText(due.since)},
            {formatCount(due.sealedValues + due.clearValues)},
            {due.clearValues > 0 ? formatCount(due.clearValues) : QString(), {}, Role::Warning},
            due.isHeld ? Cell{tr("keeps it"), {}, Role::Warning, QLatin1String("lock")} : Cell{}};
}

QString DueList::titleOf(const Found &found) {
    QString title = tr("Nothing is kept beyond its period");
    if (!found.due.empty())
        title = tr("Kept beyond its period: %1 of %2; Return looks at the person")
                    .arg(tr("%Ln value(s)", nullptr, static_cast<int>(valuesOf(found.due))),
                         tr("%Ln person(s)", nullptr, static_cast<int>(peopleOf(found.due))));
    if (found.damagedKeys > 0)
        title += QStringLiteral(". ") + tr("%Ln key(s) were changed by somebody else: what they sealed is left out",
                                           nullptr, static_cast<int>(found.damagedKeys));
    return title;
}

void DueList::handle(const Result<Found> &found) {
    m_people.clear();
    std::vector<CellRow> rows;
    if (found) {
        for (const DueData &due : found->due) {
            rows.push_back(cellsOf(due));
            m_people.push_back(due.subject);
        }
    }
    m_model.setRows(std::move(rows));
    if (found) return say(titleOf(*found));
    say(found.error().kind == ErrorKind::Cancelled ? tr("Stopped: what is due was not told")
                                                   : shortened(describe(found.error()), kMessageCharacters));
}

} // namespace eventscope::ui
