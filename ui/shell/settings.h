// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/environment.h"
#include "ui/theme/theme.h"
#include "ui/theme/time_style.h"
#include "ui/timeline/timeline_options.h"

#include <QByteArray>
#include <QObject>
#include <QSettings>
#include <QStringList>

#include <cstdint>

namespace eventscope::ui {

enum class SchemeChoice : std::uint8_t { System, Light, Dark };

/// What the user chose, kept from one start to the next. GUI thread; every setter writes through.
class Settings final : public QObject {
    Q_OBJECT

  public:
    static constexpr int kRecentsMax = 20;

    /// In `file`, or where the platform keeps settings when that is empty.
    explicit Settings(const QString &file = {}, QObject *parent = nullptr);

    [[nodiscard]] SchemeChoice scheme() const;
    void setScheme(SchemeChoice scheme);
    /// Whatever the desktop wants.
    [[nodiscard]] bool highContrast() const;
    void setHighContrast(bool on);
    /// What these come to on a desktop with this scheme. Where the choice is the desktop's, so is its contrast.
    [[nodiscard]] Scheme schemeFor(Scheme system) const;

    [[nodiscard]] TimeStyle timeStyle() const;
    void setTimeStyle(TimeStyle style);

    [[nodiscard]] TimelineOptions timelineOptions() const;
    void setTimelineOptions(const TimelineOptions &options);

    /// Addresses of stores, latest first.
    [[nodiscard]] QStringList recents() const;
    void addRecent(const QString &address);
    void removeRecent(const QString &address);

    /// \name The stores that are open now, for the next start: addresses and connections as "@NAME", never more
    /// @{
    [[nodiscard]] bool restoresStores() const;
    void setRestoresStores(bool restores);
    [[nodiscard]] QStringList openStores() const;
    [[nodiscard]] QString frontStore() const;
    void setOpenStores(const QStringList &names, const QString &front);
    /// @}

    /// Personal values are masked, in every store; kept, so that a start before an audience shows none.
    [[nodiscard]] bool isMasked() const;
    void setMasked(bool isMasked);

    [[nodiscard]] Environment environment(const QString &storeId) const;
    void setEnvironment(const QString &storeId, Environment environment);

    [[nodiscard]] QByteArray windowGeometry() const;
    [[nodiscard]] QByteArray windowState() const;
    void setWindow(const QByteArray &geometry, const QByteArray &state);
    /// As DockWidths has them; empty: the user dragged none.
    [[nodiscard]] QList<int> dockWidths() const;
    void setDockWidths(const QList<int> &widths);

  Q_SIGNALS:
    void schemeChanged();
    void recentsChanged();
    void environmentChanged();
    void timelineOptionsChanged();

  private:
    QSettings m_store;
};

} // namespace eventscope::ui
