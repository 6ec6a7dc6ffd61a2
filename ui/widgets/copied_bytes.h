// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMimeData>

#include <functional>

namespace eventscope::ui {

/// Bytes on the clipboard, as they are ("application/octet-stream") and as text, made only when somebody pastes them:
/// copying is instant, however much it is. What is no UTF-8 is U+FFFD in the text.
class CopiedBytes final : public QMimeData {
    Q_OBJECT

  public:
    using Make = std::function<QByteArray()>;

    /// `make` keeps alive what it needs, which goes on another thread: what is large takes long to free.
    explicit CopiedBytes(Make make) : m_make(std::move(make)) {}
    ~CopiedBytes() override;

    [[nodiscard]] QStringList formats() const override;

  protected:
    [[nodiscard]] QVariant retrieveData(const QString &format, QMetaType type) const override;

  private:
    Make m_make;
};

} // namespace eventscope::ui
