// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lens/causality.h"
#include "ui/async/job.h"
#include "ui/session/session.h"

#include <QWidget>

class QStackedLayout;
class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace eventscope::ui {

class EmptyState;

/// The causes and effects of one event as a tree, across streams: causes above, effects below, the event itself in
/// bold. Looked for only while it is in sight, off the GUI thread.
class LinksView final : public QWidget {
    Q_OBJECT

  public:
    explicit LinksView(Session &session, QWidget *parent = nullptr);

    /// The event that it is about from now on; `links` are what its own metadata say.
    void setEvent(Position position, const MetadataFields &links);
    [[nodiscard]] QTreeView *tree() const { return m_tree; }
    [[nodiscard]] bool isLooking() const { return m_looking.isRunning(); }

  Q_SIGNALS:
    /// Enter or a double click on an event.
    void eventActivated(eventscope::Position position);

  protected:
    void showEvent(QShowEvent *event) override;

  private:
    void look();
    void handleFound(const Result<Causality> &found);
    [[nodiscard]] QList<QStandardItem *> rowOf(const CausalEvent &event, bool isSelf) const;
    void say(const QString &title, const QString &explanation, const QString &action = {});

    Session &m_session;
    std::optional<Position> m_position;
    MetadataFields m_links;
    bool m_isLookedAt = false; ///< what is shown is of m_position
    QStackedLayout *m_stack;
    EmptyState *m_empty;
    QTreeView *m_tree;
    QStandardItemModel *m_model;
    Job<Causality> m_looking; // last: its end is asked for first
};

} // namespace eventscope::ui
