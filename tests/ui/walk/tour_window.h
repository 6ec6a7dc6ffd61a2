// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gui/shots/tour.h"
#include "tests/ui/support/some_connections.h"
#include "ui/session/open_session.h"
#include "ui/shell/settings.h"

#include <QByteArray>
#include <QSize>
#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace eventscope::ui {

/// The window on a sample store, taken on the tour of all that it shows. One a test program: the sample is made once.
class TourWindow {
  public:
    /// `passphrase`: of the sample's vault; empty: the one that everybody knows.
    explicit TourWindow(const QByteArray &passphrase = {});

    /// Where the sample store lies.
    [[nodiscard]] const QString &sample() const { return m_sample; }

    /// A store of the tour with its vault unlocked, if it is the sample.
    [[nodiscard]] Result<OpenedStore> open(const StoreAccess &access, const JobControl &job) const;

    /// Calls `look` at every shot; what it finds wrong is collected, each thing once, with the shot at which it was
    /// seen first. `lookAfter` (may be empty) is called when the window is closed and its settings are written. Ends
    /// the test when the tour does not come to its end.
    [[nodiscard]] QStringList walk(Theme &theme, QSize size, const std::function<QStringList(QWidget &window)> &look,
                                   const std::function<QStringList()> &lookAfter = {});

    /// The top-level widgets that a person sees now: the window, or what stands over it and keeps the keyboard.
    [[nodiscard]] static QWidget *front(QWidget &window);

  private:
    [[nodiscard]] QStringList walkWith(Theme &theme, QSize size,
                                       const std::function<QStringList(QWidget &window)> &look,
                                       const QTemporaryDir &folder);

    QTemporaryDir m_folder;
    QString m_sample;
    QByteArray m_passphrase;
};

} // namespace eventscope::ui
