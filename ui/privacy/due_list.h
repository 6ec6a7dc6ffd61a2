// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/privacy/retention.h"
#include "ui/session/session.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_model.h"

#include <QWidget>

#include <cstddef>
#include <vector>

class QPushButton;
class QTableView;

namespace eventscope::ui {

class ElidedLabel;

/// What is kept about people beyond the period that the privacy policy gives its purpose, once somebody asks for it:
/// the whole store is read. Nothing is erased from here. GUI thread.
class DueList final : public QWidget {
    Q_OBJECT

  public:
    /// Both references outlive it.
    DueList(Session &session, const Theme &theme, QWidget *parent = nullptr);

    /// The policy says of something how long it is kept: else nothing is ever due.
    [[nodiscard]] bool hasPeriods() const { return m_hasPeriods; }
    /// Where it was asked for before: something that it says may not be so any more.
    void lookAgain();
    [[nodiscard]] bool isBusy() const { return m_looking.isRunning(); }
    [[nodiscard]] QTableView *table() const { return m_table; }
    /// Starts it, and stops it while it goes on.
    [[nodiscard]] QPushButton *lookButton() const { return m_look; }
    [[nodiscard]] QString titleText() const;

  Q_SIGNALS:
    /// Somebody whose id is known is to be looked at.
    void activated(const eventscope::SubjectId &person);

  private:
    struct Found {
        std::vector<DueData> due;
        std::size_t damagedKeys = 0; ///< what these sealed is not listed
    };

    void look();
    void handle(const Result<Found> &found);
    void say(const QString &title);
    [[nodiscard]] static Call<Found> call(Session &session);
    [[nodiscard]] static CellRow cellsOf(const DueData &due);
    [[nodiscard]] static QString titleOf(const Found &found);

    Session &m_session;
    const bool m_hasPeriods;
    bool m_wasAsked = false;
    std::vector<SubjectId> m_people; ///< one a row
    CellModel m_model;
    ElidedLabel *m_title;
    QTableView *m_table;
    QPushButton *m_look;
    Job<Found> m_looking; // last: its end is asked for first
};

} // namespace eventscope::ui
