// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace eventscope::ui {

/// What can be done with a range of the timeline, and undone again: zooming and filtering, each with a way back of its
/// own. Says what lies in the range. Shows only what can be done now.
class RangeBar final : public QWidget {
    Q_OBJECT

  public:
    explicit RangeBar(QWidget *parent = nullptr);

    /// What is said of the marked range; empty: none is marked.
    void setRange(const QString &facts);
    [[nodiscard]] QString facts() const;
    /// How many steps back there are.
    void setZooms(std::size_t zooms);
    void setFilters(std::size_t filters);

  Q_SIGNALS:
    void zoomInRequested();
    void zoomOutRequested();
    void zoomAllRequested();
    void filterInRequested();
    void filterOutRequested();
    void undoFilterRequested();
    void clearRequested();

  private:
    QToolButton *add(const QString &text, const QString &tip, QLatin1String iconName, void (RangeBar::*asked)());

    QLabel *m_facts;
    QToolButton *m_zoomIn, *m_filterIn, *m_filterOut, *m_clear, *m_undoFilter, *m_zoomOut, *m_zoomAll;
};

} // namespace eventscope::ui
