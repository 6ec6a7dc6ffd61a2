// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/log/payload_path.h"
#include "ui/session/session.h"
#include "ui/theme/theme.h"

#include <QVBoxLayout>
#include <QWidget>

class QLabel;
class QMenu;
class QStackedLayout;
class QSplitter;
class QTabWidget;
class QTimer;
class QPushButton;
class QToolButton;

namespace eventscope::ui {

class Banner;
class ChunkedText;
class ElidedLabel;
class EmptyState;
class FilterMenu;
class JsonTreeView;
class LinksView;
class OddityBadges;

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
    [[nodiscard]] JsonTreeView *metadata() const { return m_metadata; }
    [[nodiscard]] LinksView *links() const { return m_links; }
    [[nodiscard]] OddityBadges *badges() const { return m_badges; }
    /// The stored bytes beside whatever tab is in front, and what shows them.
    [[nodiscard]] ChunkedText *beside() const { return m_beside; }
    [[nodiscard]] QToolButton *besideButton() const { return m_besideButton; }
    void setBeside(bool isShown);
    /// Puts a part of someone else's below what is shown of an event; it is seen with an event only.
    void addPart(QWidget *part) { m_column->addWidget(part); }
    /// True until the event that was asked for last is there, or cannot be.
    [[nodiscard]] bool isReading() const { return m_job.isRunning(); }

  Q_SIGNALS:
    void streamActivated(const eventscope::StreamId &stream, eventscope::Position position);
    /// The user wants to see another event, a cause or an effect.
    void eventActivated(eventscope::Position position);
    /// The user wants to see the values at a place in the log.
    void columnRequested(const eventscope::ui::PayloadPath &path);
    /// The user wants to see a masked value.
    void revealRequested(eventscope::Position position, bool isMetadata, const eventscope::Pointer &pointer);
    /// details() is there.
    void detailsShown();

  protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

  private:
    [[nodiscard]] QWidget *makeHeader();
    void letGo();
    void sayReading();
    void handleDetails(Result<EventDetailsPtr> answer);
    void showHeader();
    void showPayloads();
    void showPlace(PayloadPath::Root part, const OddPlace &place);
    void setUpBesideButton();
    void addToMenu(QMenu &menu, JsonTreeView &tree, PayloadPath::Root root, const Pointer &pointer);

    Session &m_session;
    FilterMenu *m_filterMenu;
    Position m_position;
    EventDetailsPtr m_details;
    QStackedLayout *m_stack;
    QVBoxLayout *m_column; ///< of what is shown of an event
    EmptyState *m_empty;
    ElidedLabel *m_type;
    QToolButton *m_besideButton;
    QPushButton *m_stream;
    QLabel *m_facts;
    OddityBadges *m_badges;
    Banner *m_banner;
    QSplitter *m_parts; ///< the tabs, and the bytes beside them
    QTabWidget *m_tabs;
    JsonTreeView *m_data;
    JsonTreeView *m_metadata;
    ChunkedText *m_text;
    ChunkedText *m_raw;
    ChunkedText *m_rawMetadata; ///< in sight only where they cannot be shown as a tree
    ChunkedText *m_beside;
    LinksView *m_links;
    QTimer *m_slow; ///< until what was shown before is taken away
    Job<EventDetailsPtr> m_job;
};

} // namespace eventscope::ui
