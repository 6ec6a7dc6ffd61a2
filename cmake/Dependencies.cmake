# SPDX-FileCopyrightText: Eventscope contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Every library comes from the distribution; nothing is downloaded. Debian 12's CMake names.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(tl-expected REQUIRED)
find_package(simdjson REQUIRED)
find_package(CLI11 REQUIRED)
find_package(date REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(tsl-robin-map REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(LIBPQ REQUIRED IMPORTED_TARGET libpq)

if(EVENTSCOPE_BUILD_UI OR EVENTSCOPE_BUILD_TESTS)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core)
endif()
if(EVENTSCOPE_BUILD_UI)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Charts Concurrent Gui LinguistTools Svg Widgets)
    find_package(Qt6Keychain REQUIRED)
    add_library(qt_flags INTERFACE)
    target_link_libraries(qt_flags INTERFACE Qt6::Widgets)
    target_compile_definitions(qt_flags INTERFACE QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII
        QT_NO_URL_CAST_FROM_STRING QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_STRICT_ITERATORS
        QT_DISABLE_DEPRECATED_BEFORE=0x060400)
endif()
if(EVENTSCOPE_BUILD_TESTS)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
    find_package(rapidcheck REQUIRED)
    find_package(nlohmann_json REQUIRED)
    find_package(valijson REQUIRED)
endif()
