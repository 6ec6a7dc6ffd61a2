// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/stream/cli_call.h"
#include "ui/stream/step_view.h"

#include <QMenu>

#include <functional>

namespace eventscope::ui {

/// What there is to copy of a stream: the state, the difference, the path of a value, and the calls of the command line
/// that print what is shown. Texts are made when they are pasted. GUI thread.
class CopyMenu final : public QMenu {
    Q_OBJECT

  public:
    /// What is shown at the moment somebody copies.
    struct Source {
        StepViewPtr view; ///< never null
        Pointer selected; ///< in the state
        CliTarget target;
        std::string condition;   ///< whose intervals are listed; empty: none
        std::string otherStream; ///< that is compared with; empty: none
    };

    CopyMenu(std::function<Source()> source, QWidget *parent);

  private:
    using Make = std::function<std::string(const Source &)>;
    void add(const QString &text, Make make);
    void addCalls();

    const std::function<Source()> m_source;
    QAction *m_intervals = nullptr;
    QAction *m_comparison = nullptr;
};

} // namespace eventscope::ui
