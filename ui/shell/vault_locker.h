// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <vector>

namespace eventscope {
class StoreVault;
}

namespace eventscope::ui {

class AbsenceWatch;
class MainWindow;

/// Locks the vaults of all open stores when the user asks for it, has done nothing for a while, or leaves the computer
/// (see AbsenceWatch): their keys are put away, and nothing that was read with them is shown, or can be pasted, from
/// that moment. Keys of people that were not used for a minute are wiped before. GUI thread, which waits for nobody.
class VaultLocker final : public QObject {
    Q_OBJECT

  public:
    static constexpr std::chrono::minutes kIdle{15};

    /// `window` outlives it, and is its parent. `idle`: without a key or a click for so long.
    explicit VaultLocker(MainWindow &window, std::chrono::milliseconds idle = kIdle);

    void lockAll();
    [[nodiscard]] AbsenceWatch *absence() const { return m_absence; }

  protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

  private:
    void forgetIdleKeys();
    [[nodiscard]] std::vector<std::shared_ptr<StoreVault>> vaults() const;
    void showLocked();

    MainWindow &m_window;
    AbsenceWatch *m_absence;
    QTimer m_idle, m_forget;
    Job<void> m_forgetting;
    Job<void> m_puttingAway; // last: its end is asked for first
};

} // namespace eventscope::ui
