// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stream/play_stop.h"

#include "ui/stream/stream_words.h"
#include "ui/widgets/value_text.h"

#include <QCoreApplication>

namespace eventscope::ui {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(eventscope::ui::PlayStop)

  public:
    static QString ofFailed(const Step &step) { return tr("Stopped: %1 could not be folded").arg(stepText(step)); }
    static QString ofChanged(const Pointer &path) { return tr("Stopped: %1 changed").arg(pathText(path)); }
    static QString ofEnd() { return tr("Stopped at the end of the stream"); }
};

} // namespace

std::optional<PlayStop> playStopAt(const std::vector<Step> &steps, std::size_t next,
                                   const std::vector<Pointer> &changed) {
    if (next < steps.size() && steps[next].outcome.kind == StepOutcome::Kind::Failed)
        return PlayStop{Words::ofFailed(steps[next]), true};
    if (!changed.empty()) return PlayStop{Words::ofChanged(changed.front()), false};
    if (next + 1 >= steps.size()) return PlayStop{Words::ofEnd(), false};
    return std::nullopt;
}

} // namespace eventscope::ui
