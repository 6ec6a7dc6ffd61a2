// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/domain/sample_pack.h"

#include "core/aggregate/samples/sample_domain.h"

#include <algorithm>

namespace eventscope {

DomainPack withSampleDomain(DomainPack pack) {
    for (FoldPtr &fold : samples::sampleFolds())
        pack.folds.push_back(std::move(fold));
    const std::vector<UpcasterPtr> own = pack.upcasters;
    for (UpcasterPtr &upcaster : samples::sampleUpcasters()) {
        const auto takesTheSame = [&](const UpcasterPtr &one) { return one->takes() == upcaster->takes(); };
        if (std::ranges::none_of(own, takesTheSame)) pack.upcasters.push_back(std::move(upcaster));
    }
    return pack;
}

} // namespace eventscope
