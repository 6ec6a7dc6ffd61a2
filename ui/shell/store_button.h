// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/capabilities.h"
#include "ui/shell/settings.h"
#include "ui/theme/theme.h"

#include <QToolButton>

#include <optional>

namespace eventscope::ui {

/// The open store's name with the word, colour and icon of its environment; its menu marks the environment.
class StoreButton final : public QToolButton {
    Q_OBJECT

  public:
    StoreButton(const Theme &theme, Settings &settings, QWidget *parent = nullptr);

    /// Nothing: no store is open.
    void setStore(std::optional<StoreIdentity> store);
    [[nodiscard]] Environment environment() const;

  private:
    void showEnvironment();
    void fillMenu();

    const Theme &m_theme;
    Settings &m_settings;
    std::optional<StoreIdentity> m_store;
};

} // namespace eventscope::ui
