// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/context.h"
#include "app/cli/exit_code.h"
#include "core/lens/value_protection.h"
#include "core/projection/projection_context.h"

#include <memory>
#include <string>
#include <vector>

namespace eventscope::cli {

/// A store with the projections that are known of it, and the place of their rows. Made once for a command.
class ProjectionWork {
  public:
    /// With --masked a place in memory without rows yet: nobody says what in those of the store is personal. Errors:
    /// those of opening the store, its domain pack and its read models.
    [[nodiscard]] static Result<std::unique_ptr<ProjectionWork>> open(Context &context);
    /// For who makes rows that are kept. Errors: as open(), Refused (the vault at hand is not that of the store).
    [[nodiscard]] static Result<std::unique_ptr<ProjectionWork>> openToRun(Context &context);
    /// For who tells how far the tables are, and nothing of their rows: those of the store, masked or not.
    [[nodiscard]] static Result<std::unique_ptr<ProjectionWork>> openTables(Context &context);

    [[nodiscard]] const ProjectionContext &context() const { return *m_context; }
    /// A row, or a part of one, for people. Errors: those of the vault's file.
    [[nodiscard]] Result<Json> opened(const Json &kept) const {
        return m_isMasked ? Result<Json>(kept) : openedForPeople(m_protection, kept);
    }
    /// Process managers, which are projections of their instances.
    [[nodiscard]] const std::vector<ProjectionPtr> &processes() const { return m_processes; }
    /// A projection or a process. Errors: NotFound (with the names there are).
    [[nodiscard]] Result<ProjectionPtr> named(const std::string &name) const;
    /// Those named behind the act; all when none is. Errors: as named().
    [[nodiscard]] Result<std::vector<ProjectionPtr>> chosen(const Arguments &arguments) const;
    /// The one that the act needs. Errors: Invalid (none, or several), as named().
    [[nodiscard]] Result<ProjectionPtr> one(const Arguments &arguments) const;
    /// The table that is served, of whatever definition. Errors: NotFound (there is none yet; says what to do).
    [[nodiscard]] Result<ModelInfo> live(const ProjectionPtr &projection, const JobControl &job) const;

  private:
    ProjectionWork() = default;
    using OpenModels = Result<std::unique_ptr<ReadModelStore>> (*)(Context &context, const StoreAccess &access,
                                                                   const StoreInfo &store);
    [[nodiscard]] static Result<std::unique_ptr<ProjectionWork>> openWith(Context &context, OpenModels openModels);
    std::shared_ptr<const EventStore> m_store;
    std::unique_ptr<ReadModelStore> m_models;
    std::vector<ProjectionPtr> m_projections; // processes among them
    std::vector<ProjectionPtr> m_processes;
    StoreProtection m_protection;
    bool m_isMasked = false; ///< so there is nothing to be opened
    std::unique_ptr<ProjectionContext> m_context;
};

/// \name What `projections` and `processes` do, act by act
/// @{
[[nodiscard]] Result<ExitCode> listProjections(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> showProjection(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> runProjections(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> rebuildProjection(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> cancelRebuild(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> dropOldRows(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> pauseProjection(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> resumeProjection(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> printModelRows(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> stepProjection(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> findModelDrift(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> askDoctor(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> handleDeadLetters(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> listProcesses(Context &context, const Arguments &arguments);
[[nodiscard]] Result<ExitCode> showProcess(Context &context, const Arguments &arguments);
/// @}

} // namespace eventscope::cli
