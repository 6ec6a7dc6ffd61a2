// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "core/event/codec/decoder.h"
#include "core/store/memory/event_log.h"

#include <string>

namespace eventscope {

/// Puts the events of a file into an EventLog and fills in what the file leaves out:
///
/// - the stream: the name given here
/// - the version: one more than the last one of its stream, from 1 on
/// - the recorded time: that of the event before, for the first one the time given here
/// - the id: one made from stream and version
///
/// Positions are the order of the file, from 1. One thread; a copy made before a failure brings back what was before.
class FileRows {
  public:
    /// `log` must outlive it.
    FileRows(EventLog &log, std::string streamIfNone, Time timeIfNone);
    /// Adds without publishing. Errors: Corrupt (the versions of a stream do not ascend; the message names the line,
    /// the hint says what to do about files that were joined).
    [[nodiscard]] Result<void> add(const DecodedEvent &decoded);
    /// 0 when the file counts versions from 0.
    [[nodiscard]] int versionBase() const { return m_versionBase; }

  private:
    EventLog *m_log;
    std::string m_streamIfNone;
    Time m_lastTime;
    int m_versionBase = 1;
};

} // namespace eventscope
