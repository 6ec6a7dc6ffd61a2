// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/session/session.h"

#include <QWidget>

#include <functional>
#include <optional>

class QLabel;
class QLineEdit;
class QTimer;
class QToolButton;

namespace eventscope::ui {

/// The line to look for a text in the events that the log shows: in streams, types and payloads. Nothing is hidden by
/// it. Looks in the background, goes on as events come, and can be used while it does. Hidden until open().
class FindBar final : public QWidget {
    Q_OBJECT

  public:
    explicit FindBar(Session &session, QWidget *parent = nullptr);

    /// Shows it with the keyboard in it.
    void open();
    void close();
    [[nodiscard]] QLineEdit *edit() const { return m_edit; }
    /// What is said beside the line: "3 of 12".
    [[nodiscard]] QString status() const;
    /// Where the reader is; nothing: nowhere, so that `from` says behind what the next match is looked for.
    void setCurrent(std::optional<Position> position);
    void setFrom(std::function<Position()> from) { m_from = std::move(from); }

  public Q_SLOTS: // NOLINT(readability-redundant-access-specifiers): moc reads it
    /// To the match behind or before where the reader is; behind the last comes the first, which is said. Opens it
    /// where it is closed.
    void findNext();
    void findPrevious();

  Q_SIGNALS:
    /// The event at this position is to be shown.
    void positionRequested(eventscope::Position position);
    /// Another text is looked for; empty: none.
    void textChanged(const QString &text);
    void closed();

  private:
    void layOut();
    void begin();
    void searchOn();
    void handleEnd(const Result<FoundText> &answer);
    void take(const FoundText &found);
    void showStatus();
    void go(std::size_t at, bool isAround);
    /// Behind or before which event to look.
    [[nodiscard]] Position origin() const;

    Session &m_session;
    QLineEdit *m_edit;
    QLabel *m_status;
    QToolButton *m_previous, *m_next;
    QTimer *m_typing; ///< until the user has stopped for a moment
    std::string m_text;
    FoundText m_found;
    std::optional<Position> m_current;
    std::optional<Position> m_around; ///< the match that was come to around the end
    std::function<Position()> m_from;
    std::optional<Error> m_problem;
    bool m_isWanted = false; ///< the next match, as soon as it is known
    Latest<FoundText> m_parts;
    Job<FoundText> m_job; // last: its end is asked for first
};

} // namespace eventscope::ui
