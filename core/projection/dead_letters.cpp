// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/dead_letters.h"

namespace eventscope {

Result<void> eachLetter(ReadModelStore &models, const ModelInfo &model, const JobControl &job,
                        const std::function<Result<Flow>(const DeadLetter &)> &take, Position after) {
    constexpr std::size_t kPage = 1000;
    for (;;) {
        ES_ASSIGN(letters, models.letters(model, after, kPage, job));
        for (const DeadLetter &letter : letters) {
            ES_ASSIGN(flow, take(letter));
            if (flow == Flow::Enough) return {};
        }
        if (letters.size() < kPage) return {};
        after = letters.back().position;
    }
}

} // namespace eventscope
