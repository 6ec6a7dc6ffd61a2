// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace eventscope::ui {

class Banner;
class Session;

/// What is said across the window, one below the other: what could not be opened or was found on opening, what ended
/// the reading of the open store, and that its role could write.
class StoreBanners final : public QWidget {
    Q_OBJECT

  public:
    explicit StoreBanners(const Theme &theme, QWidget *parent = nullptr);

    /// Says what is to be said of the store from now on. Null: nothing is open; what could not be opened stays.
    void setSession(Session *session);
    void sayFailure(const QString &text);
    void hideFailure();

  private:
    void showFindings();
    void showProblem();
    void showRole();

    Session *m_session = nullptr;
    Banner *m_opening; ///< what could not be opened, or was found
    Banner *m_reading; ///< what ended the reading
    Banner *m_role;    ///< that the role could write
};

} // namespace eventscope::ui
