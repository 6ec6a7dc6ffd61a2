// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"
#include "core/document/document.h"
#include "core/json/json.h"

#include <string>

namespace eventscope {

/// The body of an erasure report (see erasureReport()) for people, with the hash and the MAC of its JSON form.
[[nodiscard]] Document erasureDocument(const Json &body, Time madeAt, const std::string &hash, const std::string &mac);

} // namespace eventscope
