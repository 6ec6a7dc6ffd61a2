// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/connection.h"
#include "ui/theme/theme.h"

#include <QStandardItemModel>

#include <vector>

namespace eventscope::ui {

enum class ConnectionColumn : std::uint8_t { Name, Environment, Where, Access, Server };
inline constexpr int kConnectionColumns = static_cast<int>(ConnectionColumn::Server) + 1;

/// Of every cell of a row.
enum ConnectionRole {
    ConnectionNameRole = Qt::UserRole + 1, ///< empty for a folder
    ConnectionFolderRole,                  ///< the whole path of the folder, or of the one that it is in
    ConnectionSearchRole,                  ///< what a search looks in
};

/// Connections as a tree of their folders.
class ConnectionModel final : public QStandardItemModel {
    Q_OBJECT

  public:
    explicit ConnectionModel(const Theme &theme, QObject *parent = nullptr);

    void setConnections(const std::vector<Connection> &connections);

  private:
    [[nodiscard]] QStandardItem *folderItem(const QString &path);
    [[nodiscard]] QList<QStandardItem *> rowOf(const Connection &connection) const;

    const Theme &m_theme;
};

/// "Read-only" or "May write"
[[nodiscard]] QString accessWords(const Connection &connection);
/// "Must prove who it is", "Not proven (require)"; empty for a file.
[[nodiscard]] QString proofWords(const Connection &connection);
/// "Since 21 November 2026 this connection accepts ...": empty without an exception.
[[nodiscard]] QString exceptionWords(const std::optional<TlsException> &exception);

} // namespace eventscope::ui
