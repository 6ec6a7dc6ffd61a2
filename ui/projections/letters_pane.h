// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/projections/projection_pane.h"
#include "ui/widgets/cell_model.h"

class QLineEdit;
class QMenu;
class QPushButton;
class QTableView;

namespace eventscope::ui {

class ElidedLabel;

/// The events that a projection could not take: why, and what is to become of them. GUI thread.
class LettersPane final : public ProjectionPane {
    Q_OBJECT

  public:
    /// Both outlive it.
    LettersPane(Session &session, const Theme &theme, QWidget *parent = nullptr);

    void showLine(const ProjectionLine *line) override;
    /// Retrying changes rows: not while our own run does.
    void setRunning(bool isRunning);
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] QPushButton *openButton() const { return m_open; }
    [[nodiscard]] QPushButton *retryButton() const { return m_retry; }
    [[nodiscard]] QPushButton *skipButton() const { return m_skip; }
    [[nodiscard]] QLineEdit *reason() const { return m_reason; }
    [[nodiscard]] QString titleText() const;

  Q_SIGNALS:
    void eventActivated(eventscope::Position position);
    /// Letters or rows were changed.
    void changed();

  protected:
    void showEvent(QShowEvent *event) override;

  private:
    using Letters = std::vector<DeadLetter>;
    void layOut();
    void ask();
    void showLetters(const Result<Letters> &letters);
    void showPossible();
    void say(const QString &text);
    void open();
    void retry();
    void skip();
    void fillMenu(QMenu &menu);
    /// Null: none is chosen.
    [[nodiscard]] const DeadLetter *current() const;

    Session &m_session;
    Served m_served, m_shown; ///< as it stands, and as it was asked for last
    Letters m_letters;
    QString m_said; ///< what came of the last act; stays until something else is chosen
    bool m_isRunning = false;
    CellModel m_model;
    ElidedLabel *m_title;
    QTableView *m_table;
    QPushButton *m_open, *m_retry, *m_skip;
    QLineEdit *m_reason;
    Job<Letters> m_asking;
    Job<QString> m_mending; // last: their end is asked for first
};

} // namespace eventscope::ui
