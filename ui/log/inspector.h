// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/log/payload_path.h"
#include "ui/session/session.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QMenu;
class QStackedLayout;
class QTabWidget;
class QPushButton;

namespace eventscope::ui {

class Banner;
class ChunkedText;
class ElidedLabel;
class EmptyState;
class FilterMenu;
class JsonTreeView;
class LinksView;

/// Everything about one event: its header, its data and metadata as documents, as text and as bytes. Follows whatever
/// page is in front; reads off the GUI thread.
class Inspector final : public QWidget {
    Q_OBJECT

  public:
    Inspector(Session &session, const Theme &theme, QWidget *parent = nullptr);
    ~Inspector() override;

    void showPosition(Position position);
    void showNothing();
    /// The event shown; null until it has been read.
    [[nodiscard]] const EventDetailsPtr &details() const { return m_details; }
    /// Makes filters of the values in the trees.
    [[nodiscard]] FilterMenu *filterMenu() const { return m_filterMenu; }
    [[nodiscard]] QTabWidget *tabs() const { return m_tabs; }
    [[nodiscard]] LinksView *links() const { return m_links; }

  Q_SIGNALS:
    void streamActivated(const eventscope::StreamId &stream, eventscope::Position position);
    /// The user wants to see another event, a cause or an effect.
    void eventActivated(eventscope::Position position);
    /// The user wants to see the values at a place in the log.
    void columnRequested(const eventscope::ui::PayloadPath &path);
    /// details() is there.
    void detailsShown();

  protected:
    void changeEvent(QEvent *event) override;

  private:
    [[nodiscard]] QWidget *makeHeader();
    void letGo();
    void handleDetails(Result<EventDetailsPtr> answer);
    void showHeader();
    void showPayloads();
    void addToMenu(QMenu &menu, JsonTreeView &tree, PayloadPath::Root root, const Pointer &pointer);

    Session &m_session;
    FilterMenu *m_filterMenu;
    Position m_position;
    EventDetailsPtr m_details;
    QStackedLayout *m_stack;
    EmptyState *m_empty;
    ElidedLabel *m_type;
    QPushButton *m_stream;
    QLabel *m_facts;
    Banner *m_banner;
    QTabWidget *m_tabs;
    JsonTreeView *m_data;
    JsonTreeView *m_metadata;
    ChunkedText *m_text;
    ChunkedText *m_raw;
    LinksView *m_links;
    Job<EventDetailsPtr> m_job;
};

} // namespace eventscope::ui
