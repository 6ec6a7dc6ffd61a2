// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QObject>
#include <QStringList>

class QMenu;

namespace eventscope::ui {

/// The lines of a context menu that make filters of what is pointed at, the same for cells and for values in a payload.
class FilterMenu final : public QObject {
    Q_OBJECT

  public:
    FilterMenu(const Session &session, QObject *parent);

    /// Adds lines to show only what matches a clause, to leave that out, and to prepare such filters. Of several
    /// clauses each gets its own. Without any the menu stays as it is.
    void addTo(QMenu &menu, const QStringList &clauses);

  Q_SIGNALS:
    /// The user wants to see what matches this filter.
    void applyRequested(const QString &filter);
    /// The user wants to go on writing this filter.
    void prepareRequested(const QString &filter);

  private:
    void addPrepared(QMenu &menu, const std::string &now, const std::string &clause);

    const Session &m_session;
};

/// A filter as a line of a menu: safe to show, shortened, without a mnemonic.
[[nodiscard]] QString menuText(const QString &filter);

} // namespace eventscope::ui
