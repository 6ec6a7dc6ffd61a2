// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/open/open_store.h"
#include "core/privacy/erasure_world.h"

#include <iosfwd>
#include <string>

namespace eventscope {

/// The only argument of a program of ours that is started to read an erasure anew, in no list of arguments.
inline constexpr const char *kFreshProcessArgument = "--read-erased-anew";

/// The running program itself, to be started once more.
inline constexpr const char *kOwnProgram = "/proc/self/exe";

/// Has `program` read anew what `world` erases (see ErasureWorld::readAnew), in a process that is given the address of
/// the store as it is in `access`, the choice of TLS there, the place of the vault and ids of keys, and no secret: what
/// it needs of the vault can be told while that is locked. Where the server wants a password that libpq does not find
/// by itself the store cannot be read anew, which is told.
void addFreshProcess(ErasureWorld &world, const std::string &program, const StoreAccess &access);

/// What a program does that was started with kFreshProcessArgument: reads a question from `in` and writes the answer
/// to `out`. Answers the exit code.
[[nodiscard]] int answerAsFreshProcess(std::istream &in, std::ostream &out);

} // namespace eventscope
