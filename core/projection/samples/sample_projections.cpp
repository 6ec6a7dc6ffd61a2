// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/samples/sample_projections.h"

#include "core/projection/record_projection.h"
#include "core/projection/samples/account_summary.h"
#include "core/projection/samples/candidate_list.h"
#include "core/projection/samples/daily_turnover.h"
#include "core/projection/samples/order_status.h"
#include "core/projection/samples/user_view.h"

namespace eventscope::samples {

std::vector<ProjectionPtr> sampleProjections() {
    return {std::make_shared<RecordProjection<AccountSummary>>(), std::make_shared<RecordProjection<CandidateList>>(),
            std::make_shared<RecordProjection<DailyTurnover>>(), std::make_shared<RecordProjection<OrderStatusView>>(),
            std::make_shared<RecordProjection<UserView>>()};
}

} // namespace eventscope::samples
