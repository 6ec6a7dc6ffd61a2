// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/domain/store_domain.h"

#include "core/aggregate/samples/sample_domain.h"
#include "core/aggregate/samples/sample_privacy.h"
#include "core/process/samples/order_fulfilment.h"
#include "core/projection/samples/sample_projections.h"

#include <algorithm>

namespace eventscope {

namespace {

DomainPack samplePack() {
    return {"Sample domain",
            samples::sampleFolds(),
            samples::sampleUpcasters(),
            samples::sampleProjections(),
            samples::sampleProcesses(),
            samples::samplePrivacyPolicy()};
}

Result<DomainPack> chosenPack(const std::string &chosen) {
    if (chosen.empty()) return DomainPack{};
    if (chosen == kSampleDomain) return samplePack();
    return loadDomainPack(chosen);
}

} // namespace

Result<DomainPack> domainFor(const StoreInfo &store, const std::string &chosen) {
    ES_ASSIGN(pack, chosenPack(chosen));
    if (store.domain != kSampleDomain || chosen == kSampleDomain) return pack;
    DomainPack named = samplePack();
    if (chosen.empty()) return named;
    pack.folds.insert(pack.folds.end(), named.folds.begin(), named.folds.end());
    const std::vector<UpcasterPtr> own = pack.upcasters;
    for (UpcasterPtr &upcaster : named.upcasters) {
        const auto takesTheSame = [&](const UpcasterPtr &one) { return one->takes() == upcaster->takes(); };
        if (std::ranges::none_of(own, takesTheSame)) pack.upcasters.push_back(std::move(upcaster));
    }
    for (ProjectionPtr &projection : named.projections)
        if (!projectionNamed(pack, projection->info().name)) pack.projections.push_back(std::move(projection));
    for (ProjectionPtr &process : named.processes)
        if (!projectionNamed(pack, process->info().name)) pack.processes.push_back(std::move(process));
    if (pack.privacy.isEmpty()) pack.privacy = std::move(named.privacy);
    return pack;
}

} // namespace eventscope
