// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/async/job.h"
#include "ui/async/signal_throttler.h"
#include "ui/session/session.h"

#include <QAbstractItemModel>

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace eventscope::ui {

/// Categories with their streams, both with counts as of the cursor. Categories come from memory; the streams of one
/// are asked for, in pages by name, when it is opened. With a text to match it is a flat list of the streams that
/// contain it.
class NavigatorModel final : public QAbstractItemModel {
    Q_OBJECT

  public:
    enum Column { NameColumn, CountColumn, ColumnCount };
    enum ItemRole {
        IsStreamRole = Qt::UserRole, ///< bool: a stream, not a category
        CategorySeriesRole,          ///< int, -1: none
    };
    static constexpr std::size_t kPageStreams = 200;

    explicit NavigatorModel(Session &session, QObject *parent = nullptr);

    void setMatch(const QString &text);
    /// The stream of a row; nothing for a category.
    [[nodiscard]] std::optional<StreamId> streamOf(const QModelIndex &index) const;
    /// True while streams are being asked for.
    [[nodiscard]] bool isLoading() const { return m_job.isRunning(); }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role) const override;

  private:
    /// A category with the streams read so far; the flat list is one without a row of its own.
    struct Group {
        std::string name;
        std::uint64_t events = 0;
        int row = 0;
        std::vector<StreamEntry> streams;
        bool complete = false;
    };

    [[nodiscard]] bool isFlat() const { return !m_match.isEmpty(); }
    [[nodiscard]] Group *groupOf(const QModelIndex &parent) const;
    [[nodiscard]] QModelIndex indexOf(const Group &group) const;
    [[nodiscard]] const StreamEntry *entryOf(const QModelIndex &index) const;
    [[nodiscard]] QVariant groupData(const Group &group, int column, int role) const;
    [[nodiscard]] QVariant streamData(const StreamEntry &stream, int column, int role) const;
    [[nodiscard]] CatalogueQuery queryFor(const Group &group) const;
    void recount();
    void mergeCategories(const std::vector<std::pair<std::string, std::uint64_t>> &counts);
    void refreshStreams();
    void askNext();
    void handleStreams(Group &group, bool again, Result<Catalogue> answer);
    void replaceStreams(Group &group, std::vector<StreamEntry> streams);

    /// A page of streams to ask for: the next ones, or those shown already once more.
    struct Wanted {
        Group *group = nullptr;
        bool again = false;
    };

    Session &m_session;
    QString m_match;
    std::vector<std::unique_ptr<Group>> m_groups; ///< by name; they live as long as the model
    Group m_flat;
    std::deque<Wanted> m_wanted;
    Group *m_asking = nullptr;
    SignalThrottler m_recount;
    SignalThrottler m_refresh;
    Job<Catalogue> m_job; // last: its end is asked for first
};

} // namespace eventscope::ui
