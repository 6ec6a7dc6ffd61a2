// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/projections/projection_watch.h"

#include <QWidget>

#include <initializer_list>
#include <utility>

namespace eventscope::ui {

/// A part that shows something about one projection.
class ProjectionPane : public QWidget {
  public:
    using QWidget::QWidget;
    /// Another projection, or the same one as it stands by now; null: none. The pointer is not kept.
    virtual void showLine(const ProjectionLine *line) = 0;

  protected:
    /// `content` below a line of these, each as wide as its stretch says. All are children of this.
    void layOutBelow(std::initializer_list<std::pair<QWidget *, int>> line, QWidget *content);

    /// What stands in the table that is served; equal as long as that has not changed.
    struct Served {
        ProjectionPtr projection;
        std::uint64_t generation = 0;
        ModelCheckpoint checkpoint;
        std::uint64_t openLetters = 0;
        bool operator==(const Served &) const = default;
    };
    [[nodiscard]] static Served servedBy(const ProjectionLine *line) {
        if (!line) return {};
        const auto &live = line->status.live;
        if (!live) return {line->status.projection, 0, {}, 0};
        return {line->status.projection, live->generation, live->checkpoint, live->openLetters};
    }
};

} // namespace eventscope::ui
