// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace eventscope {

/// While one lives, this process leaves no core dump and cannot be looked into by others of the same user. Threads:
/// any.
class NoDumps {
  public:
    NoDumps();
    NoDumps(const NoDumps &) = delete;
    NoDumps &operator=(const NoDumps &) = delete;
    ~NoDumps();
};

} // namespace eventscope
