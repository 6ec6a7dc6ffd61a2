// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/connections/connection.h"
#include "ui/async/job.h"
#include "ui/connections/connection_test.h"
#include "ui/session/open_session.h"
#include "ui/widgets/own_clipboard.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace eventscope::ui {

class Connections;
class PasswordAsker;
class SuperuserDialog;
class VaultDialog;

/// What leads from the window to stores, which blocks and is for a Job, and to the desktop's clipboard.
struct Doors {
    using Opener = std::function<Result<OpenedStore>(const StoreAccess &access, const JobControl &job)>;
    /// Makes the sample store when it is not there, and answers its address.
    using SampleMaker = std::function<Result<std::string>(const JobControl &job)>;
    using Reporter = std::function<Result<StoreReport>(const StoreAccess &access, const JobControl &job)>;
    Opener open;
    SampleMaker sample;
    Reporter report;
    ClipboardDoor clipboard = desktopClipboard();
};

/// How a store is to be opened.
struct OpenWish {
    std::optional<Position> asOf; ///< where to go in it; nothing: its head
    bool isBehind = false;        ///< what is in front stays there
};

/// What is opened, and by which connection if by one.
struct OpenTarget {
    QString name; ///< "@shop" of a connection, else the address: as it is kept among the recent ones
    StoreAccess access;
    std::optional<Connection> connection;
    OpenWish wish = {};
};

/// Opens stores in the background, with all that needs the user on the way: the password, and leave for a superuser to
/// look at production. Several at a time; of the same name the latest wins. GUI thread.
class StoreOpener final : public QObject {
    Q_OBJECT

  public:
    struct Answers {
        std::function<void(OpenedStore, const OpenTarget &)> opened;
        std::function<void(const QString &name, const Error &)> failed;
    };

    /// Dialogs stand before `window`. All references outlive it.
    StoreOpener(Workers &workers, const Theme &theme, Connections &connections, Doors doors, Answers answers,
                QWidget *window);

    /// "@NAME" for a connection, else an address. One answer comes, unless the same name is opened again before.
    void open(const QString &name, const OpenWish &wish = {});
    void openSample();
    /// For testing connections.
    [[nodiscard]] ConnectionTest::Tester tester();
    [[nodiscard]] PasswordAsker *passwords() const { return m_passwords; }
    /// The question that waits for the user now; null: none.
    [[nodiscard]] SuperuserDialog *superuserDialog() const;
    /// The one that asks for a passphrase; null: none.
    [[nodiscard]] VaultDialog *vaultDialog() const;

  private:
    [[nodiscard]] StoreAccess accessOf(const Connection &connection);
    struct Opening : std::enable_shared_from_this<Opening> {
        Opening(Workers &workers, QString whose) : name(std::move(whose)), job(workers) {}
        const QString name;
        Job<OpenedStore> job;
    };

    void openConnection(Opening &opening, const OpenWish &wish);
    void start(Opening &opening, const OpenTarget &target);
    void handleOpened(Opening &opening, const OpenTarget &target, OpenedStore opened);
    void handleRefusal(Opening &opening, const OpenTarget &target, const Error &error);
    void giveUp(Opening &opening, const Error &error);
    void end(const Opening &opening);

    Workers &m_workers;
    const Theme &m_theme;
    Connections &m_connections;
    const Doors m_doors;
    const Answers m_answers;
    QWidget *const m_window;
    PasswordAsker *m_passwords;
    std::vector<std::shared_ptr<Opening>> m_openings; // last two: their end is asked for first
    Job<std::string> m_making;
};

} // namespace eventscope::ui
