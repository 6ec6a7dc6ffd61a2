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
    [[nodiscard]] QString made(const QString &name) const { return m_folder.filePath(name); }

    [[nodiscard]] ui::ConnectionsDialog *connectionsDialog() const; ///< null when closed; so the next
    [[nodiscard]] ui::ConnectionEditor *connectionEditor() const;
    /// Opens what the user would not like to see: nothing at all, a file without an event, one that is cut off.
    void openMissing();
    void openEmpty();
    void openCut();
    /// A stream with an event that cannot be folded.
    void openFailing();
    /// The store that is being opened is not there, which is what is to be seen.
    [[nodiscard]] bool wantsFailure() const { return m_wantsFailure; }

    /// Asks for a password that nobody will type, until the next call of stopAsking().
    void askForPassword();
    void stopAsking() { m_asking.reset(); }

    /// Begins to work on something listed, and comes to its third, until stopWorking().
    void startWorking();
    void stopWorking() { m_work.reset(); }
    [[nodiscard]] bool isWorking() const { return m_work.has_value(); }

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
    void openText(const char *name, const QByteArray &text);

    ui::MainWindow &m_window;
    ui::Connections &m_connections;
    QString m_address;
    QTemporaryDir m_folder; ///< of stores made for a shot
    bool m_wantsFailure = false;
    std::optional<ui::Job<void>> m_asking;
    std::optional<ui::Job<void>> m_work;
};

} // namespace eventscope::gui
