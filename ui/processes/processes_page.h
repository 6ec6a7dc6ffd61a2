// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"

#include <QWidget>

#include <optional>
#include <string>

class QComboBox;
class QLineEdit;
class QStackedWidget;
class QToolButton;

namespace eventscope::ui {

class Banner;
class BoardView;
class BoardWatch;
class ElidedLabel;
class EmptyState;
class InstancePane;
class Theme;

/// The process managers of a store: where their instances stand, as a board as of the cursor, and the life of each. GUI
/// thread.
class ProcessesPage final : public QWidget {
    Q_OBJECT

  public:
    /// Both outlive it.
    ProcessesPage(Session &session, const Theme &theme, QWidget *parent = nullptr);
    ~ProcessesPage() override;

    [[nodiscard]] BoardWatch &watch() const { return *m_watch; }
    [[nodiscard]] BoardView *board() const { return m_board; }
    [[nodiscard]] InstancePane *instance() const { return m_instance; }
    [[nodiscard]] QComboBox *processChoice() const { return m_process; }
    [[nodiscard]] QComboBox *filterChoice() const { return m_filter; }
    [[nodiscard]] QLineEdit *search() const { return m_search; }
    [[nodiscard]] QToolButton *runButton() const { return m_run; }
    /// As of when the board is, and what it lacks.
    [[nodiscard]] QString titleText() const;
    /// While values are masked: how far the store's own table is, of which nothing is shown. Else empty.
    [[nodiscard]] QString atRestText() const;

    /// Shows this one's board.
    void choose(const std::string &name);

  Q_SIGNALS:
    /// The user wants to see this event in the log.
    void eventActivated(eventscope::Position position);

  protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

  private:
    void layOut(const Theme &theme);
    QWidget *makeBar(QWidget *parent);
    void connectParts();
    void addKeys();
    void showState();
    void showEmpty();
    void showRun();
    void chooseProcess(int row);
    void chooseInstance(const QString &key);
    void runOrStop();
    [[nodiscard]] QString boardTitle() const;
    [[nodiscard]] QString atRestTitle() const;
    [[nodiscard]] bool isRunning() const;

    Session &m_session;
    BoardWatch *m_watch;
    QComboBox *m_process;
    QComboBox *m_filter;
    QLineEdit *m_search;
    QToolButton *m_run;
    ElidedLabel *m_title;
    ElidedLabel *m_atRest;
    QWidget *m_bar;
    Banner *m_problem;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    BoardView *m_board;
    InstancePane *m_instance;
    std::optional<Position> m_liveShown; ///< how far the table was when it was shown last
};

} // namespace eventscope::ui
