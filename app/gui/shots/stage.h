// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/connections/connections.h"
#include "ui/shell/main_window.h"

#include <QTemporaryDir>

#include <optional>

namespace eventscope::ui {
class ConnectionEditor;
class ConnectionsDialog;
class LogPage;
class StreamPage;
} // namespace eventscope::ui

namespace eventscope::gui {

/// The window that shots are taken of, and what they ask of it. What belongs to a store wants one open. GUI thread.
class Stage final {
  public:
    /// `address` may be empty: then no store is opened. `connections` are filled with some to show.
    Stage(ui::MainWindow &window, ui::Connections &connections, QString address);

    [[nodiscard]] ui::MainWindow &window() const { return m_window; }
    [[nodiscard]] ui::Connections &connections() const { return m_connections; }
    [[nodiscard]] const QString &address() const { return m_address; }
    /// A file that goes with the stage, for a store made for a shot.
    [[nodiscard]] QString made(const QString &name) const { return m_made.filePath(name); }

    [[nodiscard]] ui::ConnectionsDialog *connectionsDialog() const; ///< null when closed; so the next
    [[nodiscard]] ui::ConnectionEditor *connectionEditor() const;
    /// Asks for a password that nobody will type, until the next call of stopAsking().
    void askForPassword();
    void stopAsking() { m_asking.reset(); }

    [[nodiscard]] bool isOpen() const; ///< a store, and it has been read
    [[nodiscard]] ui::LogPage &log() const;
    /// True once no cell of the log in sight waits for its payload.
    [[nodiscard]] bool cellsAreLoaded() const;
    /// So, and the inspector shows an event.
    [[nodiscard]] bool showsEvent() const;
    /// Brings row `part` of the log, from 0 to 1, to the front, and its event into the inspector.
    Position showRowAt(double part);

    /// Null when the page in front is not a stream's.
    [[nodiscard]] ui::StreamPage *stream() const;
    [[nodiscard]] bool streamIsSettled() const;
    [[nodiscard]] StreamId longestStream() const;
    /// Another stream of the category of the one in front.
    [[nodiscard]] StreamId sibling() const;
    /// Moves the cursor to step `part` from 0 to 1, of the stream in front.
    void moveTo(double part);

  private:
    void makeConnections();

    ui::MainWindow &m_window;
    ui::Connections &m_connections;
    QString m_address;
    QTemporaryDir m_made;
    std::optional<ui::Job<void>> m_asking;
};

} // namespace eventscope::gui
