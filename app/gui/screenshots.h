// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/connections/connections.h"
#include "ui/shell/main_window.h"

#include <QDir>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>
#include <vector>

namespace eventscope::ui {
class StreamPage;
}

namespace eventscope::gui {

/// Walks through the pages of a window and writes a picture of each, as soon as its data is there. GUI thread.
class Screenshots final : public QObject {
    Q_OBJECT

  public:
    /// `address` may be empty: then no store is opened. `connections` are filled with some to show.
    Screenshots(ui::MainWindow &window, ui::Connections &connections, const QString &folder, QString address,
                QObject *parent = nullptr);

    void start();

  Q_SIGNALS:
    /// Empty when all went well.
    void finished(const QString &problem);

  private:
    struct Step {
        QString picture;             ///< file name without suffix; empty: only acts
        std::function<void()> begin; ///< leads to what is to be seen
        std::function<bool()> ready; ///< true once it is there
    };

    void addStoreSteps();
    void addFilterSteps();
    void addStreamSteps();
    void addTimeSteps();
    void addConnectionSteps();
    void addPasswordSteps();
    void makeConnections();
    void next();
    void look();
    void finish(const QString &problem);
    [[nodiscard]] bool save(const QString &picture);
    [[nodiscard]] bool isCalm() const;
    [[nodiscard]] StreamId longestStream() const;
    [[nodiscard]] ui::StreamPage *streamPage() const;
    [[nodiscard]] StreamId sibling() const;
    void moveTo(double part);

    ui::MainWindow &m_window;
    ui::Connections &m_connections;
    QDir m_folder;
    QString m_address;
    std::vector<Step> m_steps;
    std::size_t m_at = 0;
    int m_calmLooks = 0;
    QTimer m_poll;
    QElapsedTimer m_waited;
    std::optional<ui::Job<void>> m_asking; ///< for a password that nobody types
};

} // namespace eventscope::gui
