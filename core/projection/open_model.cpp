// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/projection/open_model.h"

#include "core/base/text.h"

namespace eventscope {

bool isOf(const ModelInfo &model, const Projection &projection, const Lens &lens) {
    return model.schema == projection.info().schema && model.fingerprint == modelFingerprint(projection, lens);
}

Result<void> checkDefinition(const ModelInfo &model, const Projection &projection, const Lens &lens) {
    if (isOf(model, projection, lens)) return {};
    return fail(ErrorKind::Refused,
                "The rows of " + model.schema.name +
                    " were made by another definition of it, or from events read otherwise",
                "Rebuild it");
}

Result<ModelInfo> openModel(const ProjectionContext &context, const Projection &projection, ModelRole role,
                            const JobControl &job) {
    const std::string &name = projection.info().name;
    ES_ASSIGN(found, context.models.find(name, role, job));
    if (!found)
        return context.models.create(projection.info().schema, role, modelFingerprint(projection, *context.lens), job);
    if (found->isPaused) return fail(ErrorKind::Refused, name + " is paused", "Resume it first");
    ES_TRY(checkDefinition(*found, projection, *context.lens));
    return *std::move(found);
}

Result<ModelInfo> servedModel(const ProjectionContext &context, const Projection &projection, const JobControl &job) {
    const std::string &name = projection.info().name;
    ES_ASSIGN(live, context.models.find(name, ModelRole::Live, job));
    if (!live) return fail(ErrorKind::NotFound, name + " has no rows yet", "Run the projection first");
    ES_TRY(checkDefinition(*live, projection, *context.lens));
    return *std::move(live);
}

Failure noSuchRow(const Projection &projection, const std::string &key) {
    return fail(ErrorKind::NotFound,
                projection.info().name + " has no row with the key \"" + safeText(key, LineBreaks::Escape) + "\"",
                "Take a key as its rows have it");
}

} // namespace eventscope
