// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/filter_menu.h"

#include "core/event/filter/filter_text.h"
#include "ui/widgets/safe_text.h"

#include <QMenu>

namespace eventscope::ui {

namespace {
constexpr int kMenuCharacters = 60;
} // namespace

QString menuText(const QString &filter) {
    return shortened(filter.toStdString(), kMenuCharacters).replace(QLatin1Char('&'), QStringLiteral("&&"));
}

FilterMenu::FilterMenu(const Session &session, QObject *parent) : QObject(parent), m_session(session) {}

void FilterMenu::addTo(QMenu &menu, const QStringList &clauses) {
    if (clauses.isEmpty()) return;
    const std::string now = m_session.filter().filter().text();
    const auto add = [&](const QString &words, const QString &clause, const std::string &filter) {
        menu.addAction(words.arg(menuText(clause)), this,
                       [this, made = QString::fromStdString(filter)] { Q_EMIT applyRequested(made); });
    };
    for (const QString &clause : clauses)
        add(tr("Show only %1"), clause, filterBoth(now, clause.toStdString()));
    for (const QString &clause : clauses)
        add(tr("Leave out %1"), clause, filterBoth(now, filterNot(clause.toStdString())));
    QMenu *prepared = menu.addMenu(tr("Prepare as a filter"));
    if (clauses.size() == 1) return addPrepared(*prepared, now, clauses[0].toStdString());
    for (const QString &clause : clauses)
        addPrepared(*prepared->addMenu(menuText(clause)), now, clause.toStdString());
}

void FilterMenu::addPrepared(QMenu &menu, const std::string &now, const std::string &clause) {
    const auto add = [&](const QString &words, const std::string &filter) {
        menu.addAction(words, this, [this, made = QString::fromStdString(filter)] { Q_EMIT prepareRequested(made); });
    };
    add(tr("Alone"), clause);
    add(tr("Not"), filterNot(clause));
    if (now.empty()) return;
    add(tr("And"), filterBoth(now, clause));
    add(tr("Or"), filterEither(now, clause));
    add(tr("And not"), filterBoth(now, filterNot(clause)));
}

} // namespace eventscope::ui
