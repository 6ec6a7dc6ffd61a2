// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lens/causality.h"
#include "ui/async/job.h"
#include "ui/session/session.h"

#include <QWidget>

class QStackedWidget;
class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace eventscope::ui {

class EmptyState;
class EventStreams;

/// Where an event belongs: the streams that it is in, and its causes and effects as a tree, across streams: causes
/// above, effects below, the event itself in bold. Looked for only while it is in sight, off the GUI thread.
class LinksView final : public QWidget {
    Q_OBJECT

  public:
    explicit LinksView(Session &session, QWidget *parent = nullptr);

    /// The event that it is about from now on.
    void setEvent(EventDetailsPtr details);
    [[nodiscard]] QTreeView *tree() const { return m_tree; }
    [[nodiscard]] EventStreams *streams() const { return m_streams; }
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
    EventDetailsPtr m_details;
    bool m_isLookedAt = false; ///< what is shown is of m_details
    EventStreams *m_streams;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QTreeView *m_tree;
    QStandardItemModel *m_model;
    Job<Causality> m_looking; // last: its end is asked for first
};

} // namespace eventscope::ui
