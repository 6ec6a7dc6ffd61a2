// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/environment.h"
#include "core/store/capabilities.h"
#include "ui/theme/theme.h"

#include <QFrame>

class QLabel;

namespace eventscope::ui {

class EnvironmentBadge;
class EvidenceList;

/// Why the open store cannot be changed from here, rung by rung. A panel below the lock, closed by Escape or a click
/// elsewhere.
class LockPanel final : public QFrame {
    Q_OBJECT

  public:
    explicit LockPanel(const Theme &theme, QWidget *parent = nullptr);

    void setEvidence(const ReadOnlyEvidence &evidence);
    /// How the store is marked: its environment, and words about a server that need not prove who it is (may be empty).
    void setMark(Environment environment, const QString &exception);
    /// Below `anchor`.
    void showBelow(const QWidget *anchor);

  private:
    void showRungs();
    void fitHeight();

    EnvironmentBadge *m_badge;
    QLabel *m_title;
    EvidenceList *m_rungs;
    QString m_exception;
    ReadOnlyEvidence m_evidence;
};

/// "Read-only" or "Writable".
[[nodiscard]] QString lockWords(const ReadOnlyEvidence &evidence);

} // namespace eventscope::ui
