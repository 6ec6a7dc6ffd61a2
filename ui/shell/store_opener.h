// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/connection.h"
#include "ui/async/job.h"
#include "ui/connections/connection_test.h"
#include "ui/session/open_session.h"

#include <QObject>

#include <functional>
#include <optional>
#include <string>

namespace eventscope::ui {

class Connections;
class PasswordAsker;
class SuperuserDialog;

/// What leads from the window to stores; blocks, for a Job.
struct Doors {
    using Opener = std::function<Result<OpenedStore>(const StoreAccess &access, const JobControl &job)>;
    /// Makes the sample store when it is not there, and answers its address.
    using SampleMaker = std::function<Result<std::string>(const JobControl &job)>;
    using Reporter = std::function<Result<StoreReport>(const StoreAccess &access, const JobControl &job)>;
    Opener open;
    SampleMaker sample;
    Reporter report;
};

/// What is opened, and by which connection if by one.
struct OpenTarget {
    QString name; ///< "@shop" of a connection, else the address: as it is kept among the recent ones
    StoreAccess access;
    std::optional<Connection> connection;
};

/// Opens stores in the background, with all that needs the user on the way: the password, and leave for a superuser to
/// look at production. One at a time, the latest wins. GUI thread.
class StoreOpener final : public QObject {
    Q_OBJECT

  public:
    struct Answers {
        std::function<void(OpenedStore, const OpenTarget &)> opened;
        std::function<void(const Error &)> failed;
    };

    /// Dialogs stand before `window`. All references outlive it.
    StoreOpener(Workers &workers, const Theme &theme, Connections &connections, Doors doors, Answers answers,
                QWidget *window);

    /// "@NAME" for a connection, else an address.
    void open(const QString &name);
    void openSample();
    /// For testing connections.
    [[nodiscard]] ConnectionTest::Tester tester();
    [[nodiscard]] PasswordAsker *passwords() const { return m_passwords; }
    /// The question that waits for the user now; null: none.
    [[nodiscard]] SuperuserDialog *superuserDialog() const;

  private:
    [[nodiscard]] StoreAccess accessOf(const Connection &connection);
    void openConnection(const QString &name);
    void start(const OpenTarget &target);
    void handleRefusal(const OpenTarget &target, const Error &error);

    const Theme &m_theme;
    Connections &m_connections;
    const Doors m_doors;
    const Answers m_answers;
    QWidget *const m_window;
    PasswordAsker *m_passwords;
    int m_requests = 0;         ///< so far; what belongs to an earlier one is dropped
    Job<OpenedStore> m_opening; // last two: their end is asked for first
    Job<std::string> m_making;
};

} // namespace eventscope::ui
