// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lens/causality.h"
#include "ui/async/job.h"
#include "ui/async/signal_throttler.h"
#include "ui/session/session.h"

#include <QTreeView>

#include <memory>
#include <string>
#include <vector>

class QStandardItemModel;

namespace eventscope::ui {

/// Every stream that an event is in, with its number of events: its own; those of its category and its type; and those
/// that its metadata name, of the same correlation and of the same cause; and its effects. Enter or a double click goes
/// there: the own stream is opened, of the others the log shows what is in them. Counted off the GUI thread, and anew
/// as the log grows while it is in sight.
class EventStreams final : public QTreeView {
    Q_OBJECT

  public:
    explicit EventStreams(Session &session, QWidget *parent = nullptr);

    void setEvent(const EventDetailsPtr &details);
    /// What was found of causes and effects, from which those of its correlation and its effects are counted; those of
    /// the same cause are searched for from then on.
    void setCausality(const Causality &found);
    /// Until all that there is was counted.
    [[nodiscard]] bool isCounting() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

  Q_SIGNALS:
    void streamActivated(const eventscope::StreamId &stream, eventscope::Position position);
    /// The log is to show what matches this.
    void filterRequested(const QString &filter);

  protected:
    void showEvent(QShowEvent *event) override;

  private:
    void addRow(const QString &kind, std::string_view name, const std::string &filter);
    [[nodiscard]] int heightOf(int rows) const;
    void count();
    void countAgain();
    void findSiblings();
    void countSiblings();
    void setCount(int row, const QString &count);
    void open(const QModelIndex &index);

    Session &m_session;
    EventDetailsPtr m_details;
    int m_byCorrelation = -1, m_byCause = -1, m_effects = -1; ///< their rows; -1: there is none
    QStandardItemModel *m_model;
    std::uint64_t m_countedRows = 0;          ///< of the log, when they were counted last
    std::shared_ptr<MatchingRows> m_siblings; ///< those of the same cause, as far as they were searched for
    SignalThrottler m_growth;
    Latest<bool> m_found;  // nobody waits for parts
    Job<void> m_searching; // last two: their end is asked for first
    Job<std::vector<std::uint64_t>> m_counting;
};

} // namespace eventscope::ui
