// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"
#include "ui/stream/step_view.h"

#include <QTabWidget>

namespace eventscope::ui {

class ChangePane;
class ComparisonPane;
class HoldsPane;
class Theme;
class ValuePane;
class WatchPane;

/// What can be asked of a stream beside its states, a tab each: what a step changed or how it differs from another,
/// the watched values, all values of one place, where a condition holds, another stream. GUI thread.
class StreamQuestions final : public QTabWidget {
    Q_OBJECT

  public:
    StreamQuestions(Session &session, const Theme &theme, const StreamId &stream, QWidget *parent = nullptr);

    /// Null: none for now.
    void setHistory(const HistoryPtr &history);
    /// The same history with more steps.
    void growTo(const HistoryPtr &history);
    void setStep(std::optional<std::size_t> step);
    [[nodiscard]] bool isUpToDate() const;

    [[nodiscard]] ChangePane *changes() const { return m_changes; }
    [[nodiscard]] WatchPane *watched() const { return m_watch; }
    [[nodiscard]] HoldsPane *holds() const { return m_holds; }
    [[nodiscard]] ComparisonPane *comparison() const { return m_comparison; }

    /// \name Bring a tab to the front and ask there
    /// @{
    void showChanges();
    void askForBase();
    void watch(const Pointer &path);
    void listValues(const Pointer &path);
    void askWhere(const Json &state, const Pointer &path);
    void showWhere(const QString &condition);
    void compareWithStream(const StreamId &other);
    /// @}

  Q_SIGNALS:
    void stepRequested(std::size_t step);
    void versionRequested(eventscope::Version version);
    /// The user typed what to compare with; empty: nothing.
    void baseRequested(const QString &text);
    void pathActivated(const eventscope::Pointer &path);
    void plotRequested(const eventscope::Pointer &path);

  private:
    void connectPanes();

    ChangePane *m_changes;
    WatchPane *m_watch;
    ValuePane *m_values;
    HoldsPane *m_holds;
    ComparisonPane *m_comparison;
};

} // namespace eventscope::ui
