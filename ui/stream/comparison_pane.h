// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"
#include "ui/stream/comparison_model.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;
class QStringListModel;
class QTableView;

namespace eventscope::ui {

class ElidedLabel;
class Theme;

/// This stream beside another one of the store, aligned by event type and payload. Enter or a double click goes to the
/// version here. GUI thread.
class ComparisonPane final : public QWidget {
    Q_OBJECT

  public:
    ComparisonPane(Session &session, const Theme &theme, const StreamId &stream, QWidget *parent = nullptr);

    void compareWith(const StreamId &other);
    /// The stream that is compared with; empty: none.
    [[nodiscard]] const std::string &other() const { return m_other.value; }
    [[nodiscard]] bool isUpToDate() const { return !m_comparing.isRunning(); }
    [[nodiscard]] QString titleText() const;

  Q_SIGNALS:
    void versionRequested(eventscope::Version version);

  private:
    void makeField();
    void suggest(const QString &typed);
    void show(Result<std::vector<ComparedRow>> rows);

    Session &m_session;
    const StreamId m_stream;
    StreamId m_other;
    ComparisonModel m_model;
    QLineEdit *m_field;
    QStringListModel *m_names;
    QCheckBox *m_different;
    ElidedLabel *m_title;
    QTableView *m_table;
    Job<std::vector<ComparedRow>> m_comparing; // last: its end is asked for first
};

} // namespace eventscope::ui
