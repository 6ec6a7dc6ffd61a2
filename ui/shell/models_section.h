// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/projection/projection.h"
#include "ui/session/session.h"
#include "ui/shell/navigator_section.h"

#include <span>
#include <string>
#include <vector>

class QStandardItemModel;

namespace eventscope::ui {

/// The part of the navigator with the projections, or with the process managers, that are known of the store; hidden
/// where there are none. A click or Enter goes to one. Says which of them are carried on here; how far they are is not
/// asked for, since a look into the navigator must neither read the log nor make read models.
class ModelsSection final : public NavigatorSection {
    Q_OBJECT

  public:
    ModelsSection(Session &session, std::span<const ProjectionPtr> models, const QString &title, QWidget *parent);

  Q_SIGNALS:
    void activated(const std::string &name);

  protected:
    void showEvent(QShowEvent *event) override;

  private:
    void showRuns();

    Session &m_session;
    std::vector<std::string> m_names; ///< of the rows
    QStandardItemModel *m_model;
};

} // namespace eventscope::ui
