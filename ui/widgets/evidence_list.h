// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/capabilities.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QVBoxLayout;

namespace eventscope::ui {

/// The rungs of a ladder of evidence, one below the other: which hold, and which are missing.
class EvidenceList final : public QWidget {
    Q_OBJECT

  public:
    explicit EvidenceList(const Theme &theme, QWidget *parent = nullptr);

    /// Adds to what stands there already.
    void addEvidence(const std::vector<Evidence> &evidence);
    /// A line with a mark of its own: one of Good, Info, Warning, Error.
    void addLine(Role severity, const QString &text);
    void clear();
    /// All that it says, for tests and screen readers, line by line.
    [[nodiscard]] QStringList lines() const;

  private:
    void add(QLatin1String iconName, Role role, const QString &text, const QString &spoken);

    const Theme &m_theme;
    QVBoxLayout *m_column;
};

} // namespace eventscope::ui
