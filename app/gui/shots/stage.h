// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gui/shots/held_workers.h"
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
    ~Stage();

    [[nodiscard]] ui::MainWindow &window() const { return m_window; }
    [[nodiscard]] ui::Connections &connections() const { return m_connections; }
    [[nodiscard]] const QString &address() const { return m_address; }
    /// A file that goes with the stage, for a store made for a shot.
    [[nodiscard]] QString made(const QString &name) const { return m_folder.filePath(name); }

    /// A file that was made elsewhere for a shot: it goes with the stage.
    void removeAtEnd(const std::string &path) { m_elsewhere += QString::fromStdString(path); }

    [[nodiscard]] ui::ConnectionsDialog *connectionsDialog() const; ///< null when closed; so the next
    [[nodiscard]] ui::ConnectionEditor *connectionEditor() const;
    /// Opens what the user would not like to see: nothing at all, a file without an event, one that is cut off.
    void openMissing();
    void openEmpty();
    void openCut();
    /// The store that is being opened is not there, which is what is to be seen.
    [[nodiscard]] bool wantsFailure() const { return m_wantsFailure; }

    /// Asks for a password that nobody will type, until the next call of stopAsking().
    void askForPassword();
    void stopAsking() { m_asking.reset(); }

    /// Begins to work on something listed, and comes to its third, until stopWorking().
    void startWorking();
    void stopWorking() { m_work.reset(); }
    [[nodiscard]] bool isWorking() const { return m_work.has_value(); }

    /// Lets nothing begin on the workers, so that what is asked for stays on its way, until release().
    void holdWorkers() { m_held.emplace(m_window.workers()); }
    void release() { m_held.reset(); }
    [[nodiscard]] bool isHeld() const { return m_held.has_value(); }

    /// Makes a sample store that shots may write to and damage; sample() is its address once hasSample().
    void makeSample();
    [[nodiscard]] bool hasSample() const { return m_making && !m_making->isRunning(); }
    [[nodiscard]] QString sample() const { return made(QStringLiteral("sample.evdb")); }
    /// Makes a store of this name and opens it, in the background.
    void openMade(const QString &name, Result<void> (*make)(const std::string &path, const JobControl &job));
    /// Appends kAppended events to its stream kWritten, in the background; version kFailing cannot be folded.
    void appendToSample();
    static constexpr const char *kWritten = "account-1";
    static constexpr std::size_t kAppended = 12;
    static constexpr std::size_t kFailing = 11;
    /// Takes away all of it but its beginning, in the background: it cannot be read any more.
    void cutSample();

    /// Takes one row of a projection away and makes another one like its neighbour, in the background.
    void damageRows(const std::string &projection);
    [[nodiscard]] bool isDamaged() const { return !m_writing->isRunning(); }

    [[nodiscard]] bool isOpen() const; ///< a store, and it has been read
    void close() { m_window.closeStore(); }
    [[nodiscard]] bool isClosed() const { return !m_window.session(); }
    /// All of the log has been searched for what its filter says.
    [[nodiscard]] bool isFound() const { return !m_window.session()->filter().isSearching(); }
    [[nodiscard]] bool hasPopup() const;
    void closePopups();
    [[nodiscard]] ui::LogPage &log() const;
    /// True once no cell of the log in sight waits for its payload.
    [[nodiscard]] bool cellsAreLoaded() const;
    /// So, and the inspector shows an event.
    [[nodiscard]] bool showsEvent() const;
    /// So, and an event is selected where nothing was: the last one.
    [[nodiscard]] bool showsSomeEvent();
    /// Causes and effects of the event in the inspector.
    void showLinks();
    [[nodiscard]] bool linksAreFound() const;
    /// Brings row `part` of the log, from 0 to 1, to the front, and its event into the inspector.
    Position showRowAt(double part);

    /// A candidate whose data is not anonymised yet: the last one that came.
    [[nodiscard]] QString somebody() const;

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
    void writeToSample(bool cuts);
    void openText(const char *name, const QByteArray &text);

    ui::MainWindow &m_window;
    ui::Connections &m_connections;
    QString m_address;
    QTemporaryDir m_folder; ///< of stores made for a shot
    QStringList m_elsewhere;
    bool m_wantsFailure = false;
    std::optional<ui::Job<void>> m_asking;
    std::optional<ui::Job<void>> m_work;
    std::optional<HeldWorkers> m_held;
    std::optional<ui::Job<std::string>> m_making;
    std::optional<ui::Job<void>> m_writing;
};

} // namespace eventscope::gui
