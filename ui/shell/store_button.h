// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/settings.h"
#include "ui/shell/store_mark.h"
#include "ui/theme/theme.h"

#include <QToolButton>

#include <optional>

namespace eventscope::ui {

/// The open store's name with the word, colour and icon of its environment, and a mark where the server need not have
/// proved who it is. Its menu marks the environment, unless the connection gives it.
class StoreButton final : public QToolButton {
    Q_OBJECT

  public:
    StoreButton(const Theme &theme, Settings &settings, QWidget *parent = nullptr);

    /// Nothing: no store is open.
    void setStore(std::optional<StoreMark> store);
    [[nodiscard]] Environment environment() const;
    /// Of the store, as it is marked; empty: none is open.
    [[nodiscard]] QString name() const { return m_store ? m_store->name : QString(); }

  Q_SIGNALS:
    void environmentChanged();
    void editRequested();

  private:
    void showEnvironment();
    void fillMenu();

    const Theme &m_theme;
    Settings &m_settings;
    std::optional<StoreMark> m_store;
};

} // namespace eventscope::ui
