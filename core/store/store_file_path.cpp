// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/store_file_path.h"

#include "core/base/hash.h"

namespace eventscope {

Result<std::string> storeFilePath(const StoreIdentity &store, const std::string &folder, std::string_view suffix) {
    if (store.address.starts_with("memory:")) {
        return fail(ErrorKind::Unsupported, "Nothing is kept of a store in memory: it ends with the program");
    }
    return folder + '/' + toHex(hashOf(store.id).bytes).substr(0, 32).append(suffix);
}

} // namespace eventscope
