// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/document.h"
#include "core/privacy/access_report.h"

namespace eventscope {

/// An access report for the person it is about: what is in it and why, the purposes, then everything, event by event.
[[nodiscard]] Document accessDocument(const AccessReport &report);

} // namespace eventscope
