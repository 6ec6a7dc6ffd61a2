// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"
#include "ui/shell/navigator_model.h"
#include "ui/theme/theme.h"

#include <QTimer>
#include <QWidget>

class QLineEdit;
class QTreeView;

namespace eventscope::ui {

class ModelsSection;
class SavedSection;

/// The left side: what is in the store, to go there.
class Navigator final : public QWidget {
    Q_OBJECT

  public:
    Navigator(Session &session, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] NavigatorModel *model() const { return m_model; }
    [[nodiscard]] QTreeView *tree() const { return m_tree; }
    [[nodiscard]] SavedSection *saved() const { return m_saved; }
    [[nodiscard]] ModelsSection *projections() const { return m_projections; }
    [[nodiscard]] ModelsSection *processes() const { return m_processes; }

  Q_SIGNALS:
    void streamActivated(const eventscope::StreamId &stream);

  private:
    NavigatorModel *m_model;
    QLineEdit *m_match;
    QTreeView *m_tree;
    SavedSection *m_saved;
    ModelsSection *m_projections;
    ModelsSection *m_processes;
    QTimer m_typing;
};

} // namespace eventscope::ui
