// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/theme/theme.h"

#include <QStringList>
#include <QWidget>

#include <utility>
#include <vector>

namespace eventscope::ui {

class Banner;

/// The stores that were open last and could not be opened again: each with its reason, until it is there or the user
/// does without. So many banners that the pages keep their room; the next one follows when one is gone. GUI thread.
class MissingStores final : public QWidget {
    Q_OBJECT

  public:
    static constexpr int kShownMax = 3;

    explicit MissingStores(const Theme &theme, QWidget *parent = nullptr);

    /// As stores are opened, in the order in which they went missing.
    [[nodiscard]] QStringList names() const;
    /// Says why; anew, where it is one of them already.
    void say(const QString &name, const Error &error);
    /// It is there, or not wanted any more.
    void remove(const QString &name);

  Q_SIGNALS:
    void tryAgainRequested(const QString &name);
    void forgetRequested(const QString &name);

  private:
    void showFirst();

    const Theme &m_theme;
    std::vector<std::pair<QString, Banner *>> m_all;
};

} // namespace eventscope::ui
