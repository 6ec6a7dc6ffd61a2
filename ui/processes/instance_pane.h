// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/process/process_board.h"
#include "ui/session/session.h"
#include "ui/widgets/cell_model.h"

#include <QWidget>

#include <string>
#include <vector>

class QTableView;

namespace eventscope::ui {

class ElidedLabel;
class JsonTreeView;

/// The life of one instance of a process manager up to the cursor: the messages that came in, what it did, and what it
/// would have sent, from above to below; beside them what it remembers after the chosen one. GUI thread.
class InstancePane final : public QWidget {
    Q_OBJECT

  public:
    /// Both outlive it.
    InstancePane(Session &session, const Theme &theme, QWidget *parent = nullptr);

    /// Null or empty: none.
    void showInstance(const ProjectionPtr &process, const std::string &key);
    /// Again, since there may be more to tell.
    void refresh();
    [[nodiscard]] const std::string &key() const { return m_key; }
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] QString titleText() const;
    [[nodiscard]] bool isUpToDate() const { return !m_asking.isRunning(); }

  Q_SIGNALS:
    /// The user wants to see the event of a step.
    void eventActivated(eventscope::Position position);

  private:
    using Life = std::vector<ProcessStep>;
    void layOut();
    void ask();
    void showLife(Result<Life> life);
    void showState();

    Session &m_session;
    ProjectionPtr m_process;
    std::string m_key;
    CellModel m_model;
    ElidedLabel *m_title;
    QTableView *m_table;
    JsonTreeView *m_state;
    Life m_life;
    Job<Life> m_asking; // last: its end is asked for first
};

} // namespace eventscope::ui
