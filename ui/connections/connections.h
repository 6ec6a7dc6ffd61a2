// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/connection_book.h"
#include "ui/async/job.h"
#include "ui/connections/keyring.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace eventscope::ui {

/// The user's connections as the window shows them. The book on disk is the truth: every change goes there first, with
/// what other programs changed meanwhile.
///
/// The book is read and written on a worker, since another program may hold it for seconds and its folder may be far
/// away. Changes are made one after another, in the order in which they were asked for. GUI thread.
class Connections final : public QObject {
    Q_OBJECT

  public:
    /// What came of a call; all() and problem() tell of it already. Never called once `receiver` is gone.
    using Done = std::function<void(const Result<void> &)>;

    /// Begins to read the book in `file`. `workers` and `keyring` outlive it.
    Connections(Workers &workers, std::string file, Keyring &keyring, QObject *parent = nullptr);

    /// In folders, then by name; empty until the book has been read.
    [[nodiscard]] const std::vector<Connection> &all() const { return m_all; }
    /// Why the book cannot be read; then all() is what was read last.
    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }
    [[nodiscard]] std::optional<Connection> find(const QString &name) const;
    /// Folders in use, sorted.
    [[nodiscard]] QStringList folders() const;
    /// "shop", else "shop 2", "shop 3": a name that is still free.
    [[nodiscard]] QString freeName(const QString &wanted) const;

    /// Reads the book again; does not wait for changes under way. Fails as problem() says.
    void reload(const QObject *receiver = nullptr, Done done = {});
    /// Adds it, or replaces the one named `replacing`. The remembered password of one that is renamed is forgotten.
    void put(const Connection &connection, const QString &replacing, const QObject *receiver, Done done);
    /// With its remembered password.
    void remove(const QString &name, const QObject *receiver, Done done);
    /// Asks the change under way to stop; as a rule it is answered Cancelled, and nothing is changed.
    void giveUp() { m_changing.cancel(); }
    [[nodiscard]] bool isChanging() const { return !m_changes.empty(); }
    /// True while a change takes longer than one notices: mostly, another program holds the book.
    [[nodiscard]] bool isWaiting() const { return m_isWaiting; }
    [[nodiscard]] Keyring &keyring() const { return m_keyring; }

  Q_SIGNALS:
    void changed();
    void waitingChanged();

  private:
    using Content = std::vector<Connection>;
    struct Receiver {
        QPointer<const QObject> object;
        Done done;
    };
    struct Change {
        std::function<Result<void>(ConnectionBook &, const JobControl &)> make;
        QString forgotten; ///< whose remembered password ends with it; empty: nobody's
        Receiver receiver;
    };

    void startReading();
    void enqueue(Change change);
    void startChange();
    void finishChange(Result<Content> content);
    void setWaiting(bool isWaiting);
    void show(Content content);

    const std::string m_file;
    Keyring &m_keyring;
    Content m_all;
    std::optional<Error> m_problem;
    std::vector<Receiver> m_readers; ///< of the reading under way
    std::deque<Change> m_changes;    ///< the first is under way
    QTimer m_patience;
    bool m_isWaiting = false;
    Job<Content> m_reading; // last two: their end is asked for first
    Job<Content> m_changing;
};

/// What is said while Connections::isWaiting().
[[nodiscard]] QString waitingWords();

} // namespace eventscope::ui
