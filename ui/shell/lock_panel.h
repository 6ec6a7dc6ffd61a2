// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/capabilities.h"
#include "ui/theme/theme.h"

#include <QFrame>

class QVBoxLayout;

namespace eventscope::ui {

/// Why the open store cannot be changed from here, rung by rung. A panel below the lock, closed by Escape or a click
/// elsewhere.
class LockPanel final : public QFrame {
    Q_OBJECT

  public:
    explicit LockPanel(const Theme &theme, QWidget *parent = nullptr);

    void setEvidence(const ReadOnlyEvidence &evidence);
    /// Below `anchor`.
    void showBelow(const QWidget *anchor);

  private:
    void addRung(const Evidence &rung);

    const Theme &m_theme;
    QVBoxLayout *m_column;
    QWidget *m_rungs = nullptr;
};

/// "Read-only" or "Writable".
[[nodiscard]] QString lockWords(const ReadOnlyEvidence &evidence);

} // namespace eventscope::ui
