// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/privacy/transformation_evidence.h"

#include <string>
#include <vector>

namespace eventscope {

/// What copying a stream and removing its source both work with, and what comes of it. One call of one thread.
class TransformationWork {
  public:
    /// All of it must outlive it.
    TransformationWork(const TransformationWorld &world, const TransformationTask &task,
                       const TransformationReason &why, const std::vector<std::string> &literals, const JobControl &job)
        : m_world(world),
          m_sources(world.sources()),
          m_task(task),
          m_why(why),
          m_literals(literals),
          m_job(job),
          m_evidence(world, task, job) {}

  protected:
    const TransformationWorld &m_world;
    const TransformationSources m_sources;
    const TransformationTask &m_task;
    const TransformationReason &m_why;
    const std::vector<std::string> &m_literals;
    const JobControl &m_job;
    TransformationEvidence m_evidence;
    TransformationResult m_result;
};

} // namespace eventscope
