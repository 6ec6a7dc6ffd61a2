// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>
#include <QList>

namespace eventscope::ui {

/// Puts widgets beside each other and goes on in the next line where there is no more room, as words do. Right to left
/// where the application does so.
class FlowLayout final : public QLayout {
    Q_OBJECT

  public:
    /// `gap` is between lines, too. Pixels.
    explicit FlowLayout(int gap, QWidget *parent = nullptr);
    ~FlowLayout() override;

    void addItem(QLayoutItem *item) override;
    [[nodiscard]] int count() const override { return static_cast<int>(m_items.size()); }
    [[nodiscard]] QLayoutItem *itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem *takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize minimumSize() const override;
    [[nodiscard]] QSize sizeHint() const override { return minimumSize(); }
    void setGeometry(const QRect &rect) override;

  private:
    /// Where each item comes to stand in lines of this width, and the height of all of them.
    [[nodiscard]] int arrange(int width, QList<QRect> &places) const;

    const int m_gap;
    QList<QLayoutItem *> m_items; // owned
};

} // namespace eventscope::ui
