// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/domain/domain_pack.h"

#include "core/base/atomic_file.h"
#include "core/description/description_node.h"
#include "core/fold/declared_fold.h"
#include "core/fold/declared_upcasters.h"
#include "core/process/declared_process.h"
#include "core/projection/declared_projection.h"

#include <algorithm>
#include <filesystem>

namespace eventscope {
namespace {

constexpr std::size_t kFileBytesMax = 16u << 20;

/// The same error, with the file in front of it.
template <class T>
Result<T> in(const std::string &file, Result<T> result) {
    if (result) return result;
    Error error = std::move(result).error();
    error.message = file + ", " + error.message;
    return fail(std::move(error));
}

/// A path inside the folder of the pack, as it is written there.
Result<std::string> fileOf(const DescriptionNode &node) {
    ES_ASSIGN(name, node.text());
    const std::filesystem::path path(name);
    const bool leaves = std::find(path.begin(), path.end(), "..") != path.end();
    if (path.is_absolute() || leaves) return node.expected("a path inside the folder of the pack");
    return name;
}

/// The files that a member of the pack lists.
Result<std::vector<std::string>> listedFiles(const DescriptionNode &pack, std::string_view member) {
    std::vector<std::string> files;
    const auto list = pack.find(member);
    if (!list) return files;
    ES_ASSIGN(elements, list->elements());
    for (const DescriptionNode &element : elements) {
        ES_ASSIGN(name, fileOf(element));
        files.push_back(std::move(name));
    }
    return files;
}

struct Description {
    DomainPack pack;
    std::vector<std::string> folds, upcasters, projections, processes;
    std::optional<std::string> privacy;
};

Result<Description> readDescription(std::string_view text) {
    ES_ASSIGN(node, DescriptionNode::parse(text));
    ES_TRY(node.object({"$schema", "name", "folds", "upcasters", "projections", "processes", "privacy"}));
    Description description;
    if (const auto name = node.find("name")) {
        ES_ASSIGN(given, name->text());
        description.pack.name = std::move(given);
    }
    ES_ASSIGN(folds, listedFiles(node, "folds"));
    ES_ASSIGN(upcasters, listedFiles(node, "upcasters"));
    ES_ASSIGN(projections, listedFiles(node, "projections"));
    ES_ASSIGN(processes, listedFiles(node, "processes"));
    description.folds = std::move(folds);
    description.upcasters = std::move(upcasters);
    description.projections = std::move(projections);
    description.processes = std::move(processes);
    if (const auto privacy = node.find("privacy")) {
        ES_ASSIGN(file, fileOf(*privacy));
        description.privacy = std::move(file);
    }
    return description;
}

std::string folderName(const std::filesystem::path &folder) {
    const auto clean = folder.lexically_normal();
    return (clean.has_filename() ? clean : clean.parent_path()).filename().string();
}

/// Reads the files into `into`, which is one of the lists of `pack`.
Result<void> loadProjections(const std::filesystem::path &root, const std::vector<std::string> &files,
                             Result<ProjectionPtr> (*read)(std::string_view), const std::string &nameMember,
                             const DomainPack &pack, std::vector<ProjectionPtr> &into) {
    for (const std::string &name : files) {
        const std::string path = (root / name).string();
        ES_ASSIGN(bytes, readFile(path, kFileBytesMax));
        ES_ASSIGN(projection, in(path, read(bytes)));
        if (projectionNamed(pack, projection->info().name)) {
            return fail(ErrorKind::Invalid, path + ", at /" + nameMember + ": expected a name of its own, found \"" +
                                                projection->info().name + "\", which another one of the pack has");
        }
        into.push_back(std::move(projection));
    }
    return {};
}

} // namespace

ProjectionPtr projectionNamed(const DomainPack &pack, std::string_view name) {
    for (const auto *all : {&pack.projections, &pack.processes})
        for (const ProjectionPtr &one : *all)
            if (one->info().name == name) return one;
    return nullptr;
}

Result<DomainPack> loadDomainPack(const std::string &folder) {
    const std::filesystem::path root(folder);
    const std::string file = (root / "domain.json").string();
    ES_ASSIGN(text, readFile(file, kFileBytesMax));
    ES_ASSIGN(description, in(file, readDescription(text)));
    DomainPack pack = std::move(description.pack);
    if (pack.name.empty()) pack.name = folderName(root);
    for (const std::string &name : description.folds) {
        const std::string path = (root / name).string();
        ES_ASSIGN(bytes, readFile(path, kFileBytesMax));
        ES_ASSIGN(fold, in(path, declaredFold(bytes)));
        pack.folds.push_back(std::move(fold));
    }
    for (const std::string &name : description.upcasters) {
        const std::string path = (root / name).string();
        ES_ASSIGN(bytes, readFile(path, kFileBytesMax));
        ES_ASSIGN(made, in(path, declaredUpcasters(bytes)));
        pack.upcasters.insert(pack.upcasters.end(), made.begin(), made.end());
    }
    ES_TRY(loadProjections(root, description.projections, &declaredProjection, "projection", pack, pack.projections));
    ES_TRY(loadProjections(root, description.processes, &declaredProcess, "process", pack, pack.processes));
    if (description.privacy) {
        const std::string path = (root / *description.privacy).string();
        ES_ASSIGN(bytes, readFile(path, kFileBytesMax));
        ES_ASSIGN(policy, in(path, PrivacyPolicy::parse(bytes)));
        pack.privacy = std::move(policy);
    }
    return pack;
}

} // namespace eventscope
