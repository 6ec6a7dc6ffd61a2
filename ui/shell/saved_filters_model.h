// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/session.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

namespace eventscope::ui {

/// The saved filters of a session with how many events each matches, one a row. A name can be edited.
class SavedFiltersModel final : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { NameColumn, CountColumn, ColumnCount };

    SavedFiltersModel(Session &session, const Theme &theme, QObject *parent = nullptr);

    /// REQUIRES: a row of this model.
    [[nodiscard]] QString nameOf(int row) const;
    [[nodiscard]] QString textOf(int row) const;
    /// The row with that name, or -1.
    [[nodiscard]] int rowOf(const QString &name) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// Renames a little later, since that makes all rows anew, which no view bears while it closes its editor.
    /// refused() tells why not.
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

  Q_SIGNALS:
    void renamed(const QString &name);
    void refused(const QString &reason);

  private:
    void rename(const QString &from, const QString &to);
    [[nodiscard]] const SavedFilters::Entry &at(int row) const;
    [[nodiscard]] QVariant nameData(const SavedFilters::Entry &entry, int role) const;
    [[nodiscard]] QVariant countData(const SavedFilters::Entry &entry, int role) const;

    Session &m_session;
    const Theme &m_theme;
};

} // namespace eventscope::ui
