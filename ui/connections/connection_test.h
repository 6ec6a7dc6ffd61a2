// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/connection.h"
#include "ui/async/job.h"
#include "ui/session/store_report.h"
#include "ui/theme/theme.h"

#include <QFrame>

#include <functional>
#include <optional>

class QLabel;
class QProgressBar;
class QPushButton;

namespace eventscope::ui {

class EvidenceList;

/// Opens a connection in the background and says what it found there, or what is wrong and what to do. GUI thread.
class ConnectionTest final : public QFrame {
    Q_OBJECT

  public:
    /// What opens and closes the store of a connection.
    using Tester = std::function<Call<StoreReport>(const Connection &)>;

    ConnectionTest(Workers &workers, const Theme &theme, Tester tester, QWidget *parent = nullptr);

    void start(const Connection &connection);
    void cancel() { m_job.cancel(); }
    /// Forgets what it said: the connection has changed.
    void clear();
    [[nodiscard]] bool isRunning() const { return m_job.isRunning(); }
    /// Nothing before the first answer and after clear().
    [[nodiscard]] std::optional<bool> outcome() const { return m_outcome; }
    /// All that it says now, line by line.
    [[nodiscard]] QStringList lines() const;

  Q_SIGNALS:
    void runningChanged(bool running);

  private:
    void showReport(const StoreReport &report);
    void showError(const Error &error);
    void setHeadline(Role severity, const QString &text);
    void setRunning(bool running);

    const Theme &m_theme;
    const Tester m_tester;
    QLabel *m_icon;
    QLabel *m_headline;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    EvidenceList *m_list;
    std::optional<bool> m_outcome;
    Job<StoreReport> m_job; // last: its end is asked for first
};

} // namespace eventscope::ui
